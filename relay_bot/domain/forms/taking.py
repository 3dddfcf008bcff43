"""What a message changes in a draft: values taken over, corrections noticed, two readings kept for a tap. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from relay_bot.domain.forms.draft import By, Draft, Filled, Undecided
from relay_bot.domain.forms.form import Label, Line, Talk
from relay_bot.domain.parsing.values import Accept, Ask, Dims, FieldName, Reading, Refuse, Value, Weight

COMMENT_MAX = 500


@dataclass(slots=True)
class Taken:
    """What a message has changed."""

    draft: Draft
    accepted: list[FieldName] = field(default_factory=list)
    edited: list[Line] = field(default_factory=list)
    remarks: list[Line] = field(default_factory=list)
    refused: tuple[FieldName, Refuse] | None = None


def take(talk: Talk, draft: Draft, text: str, reading: Reading, *, by: By = "typed", at_summary: bool = False) -> Taken:
    values, undecided = dict(draft.values), {one.name: one for one in draft.undecided}
    taken = Taken(draft)
    for name, outcome in reading.fields.items():
        if isinstance(outcome, Refuse) and outcome.key == "err-addr_nolast" and name in talk.memory.last:
            outcome = Accept(talk.memory.last[name])
        if isinstance(outcome, Accept):
            outcome = replace(outcome, value=talk.form.settle(talk, outcome.value))
        if isinstance(outcome, Accept) and (why := talk.form.refuses(talk, values, name, outcome.value)):
            outcome = Refuse(why)
        match outcome:
            case Accept(value=value, marks=marks):
                fresh = Filled(_kept_places(value, values.get(name)), text, by, marks)
                taken.edited += _edit(talk, name, values.get(name), fresh, at_summary=at_summary)
                values[name] = fresh
                undecided.pop(name, None)
                taken.accepted.append(name)
                taken.remarks += filter(None, [talk.form.remark(talk, value)])
            case Ask(key=key, choices=choices, values=words):
                undecided[name] = Undecided(name, key, choices, words, text)
            case Refuse() if taken.refused is None or name == draft.asked:
                taken.refused = (name, outcome)
    taken.draft = replace(draft, values=values, undecided=tuple(undecided.values()))
    _count_pieces(talk, taken, reading.places, at_summary=at_summary)
    return taken


def _kept_places(value: Value, old: Filled | None) -> Value:
    """«вес 700 кг» changes the weight alone, not the number of pieces."""
    if isinstance(value, Weight) and value.places is None and old is not None and isinstance(old.value, Weight):
        return replace(value, places=old.value.places)
    return value


def _edit(talk: Talk, name: FieldName, old: Filled | None, new: Filled, *, at_summary: bool) -> list[Line]:
    """What the client is told about a value that has changed; filling a remembered one anew is no correction."""
    if old is None or old.value == new.value or (old.by == "memory" and not at_summary):
        return []
    label = Label(talk.form.field(name).label)
    return [Line("wb-edited", {"field": label, "old": old.value, "new": new.value})]


def with_comment(draft: Draft, comment: str) -> Draft:
    both = "; ".join(filter(None, [draft.comment, comment]))
    return replace(draft, comment=both[:COMMENT_MAX])


def _count_pieces(talk: Talk, taken: Taken, places: int | None, *, at_summary: bool) -> None:
    """A count that stands alone belongs to the weight; sizes that were counted before are counted anew."""
    draft = taken.draft
    count = places or draft.places
    weight, dims = draft.values.get("weight"), draft.values.get("dims")
    if count is None:
        return
    if weight is None:
        taken.draft = replace(draft, places=count)
    elif isinstance(weight.value, Weight) and weight.value.places != count and (places or not weight.value.places):
        counted = replace(weight, value=replace(weight.value, places=count))
        if "weight" in taken.accepted and taken.edited:  # said already, without the count
            taken.edited.pop()
        taken.edited += _edit(talk, "weight", weight, counted, at_summary=at_summary) if places else []
        taken.draft = replace(draft, values={**draft.values, "weight": counted}, places=None)
        taken.accepted.append("weight")
    if places and dims is not None and isinstance(dims.value, Dims) and len(dims.value.pieces) == 1:
        (piece,) = dims.value.pieces
        if piece.n > 1:
            changed = replace(dims, value=replace(dims.value, pieces=(replace(piece, n=places),)))
            taken.draft = replace(taken.draft, values={**taken.draft.values, "dims": changed})

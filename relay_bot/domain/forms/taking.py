"""What a message changes in a draft: values taken over, corrections noticed, two readings kept for a tap. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from relay_bot.domain.forms.draft import By, Draft, Filled, Undecided, Values
from relay_bot.domain.forms.form import Label, Line, Talk
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Ask,
    FieldName,
    Outcome,
    Refuse,
)

COMMENT_MAX = 500


@dataclass(slots=True)
class Taken:
    """What a message has changed: `before` became `draft`."""

    before: Draft
    draft: Draft
    accepted: list[FieldName] = field(default_factory=list)
    edited: list[Line] = field(default_factory=list)
    remarks: list[Line] = field(default_factory=list)
    refused: tuple[FieldName, Refuse] | None = None

    @property
    def repeats(self) -> bool:
        """The client said what is known already, and nothing else."""
        return bool(self.accepted) and _known(self.draft) == _known(self.before)


def _known(draft: Draft) -> tuple[object, ...]:
    return {name: one.value for name, one in draft.values.items()}, draft.undecided, draft.places, draft.comment


def take(talk: Talk, draft: Draft, text: str, reading: Reading, *, by: By = "typed", at_summary: bool = False) -> Taken:
    values, undecided = dict(draft.values), {one.name: one for one in draft.undecided}
    taken = Taken(draft, draft)
    for name, read in reading.fields.items():
        outcome = _settled(talk, values, name, read)
        match outcome:
            case Accept(value=value, marks=marks):
                about, old = talk.form.field(name), values.get(name)
                asked = name == draft.asked and about.adds
                values[name] = Filled(about.merge(value, old.value) if old and not asked else value, text, by, marks)
                undecided.pop(name, None)
                taken.accepted.append(name)
                taken.remarks += filter(None, [about.remark(talk, value)])
            case Ask(key=key, choices=choices, values=words):
                undecided[name] = Undecided(name, key, choices, words, text)
            case Refuse() if taken.refused is None or name == draft.asked:
                taken.refused = (name, outcome)
    taken.draft = replace(draft, values=values, undecided=tuple(undecided.values()))
    _count(talk, taken, reading.places)
    for name in dict.fromkeys(taken.accepted):
        taken.edited += _edit(talk, name, draft.values, taken.draft.values, at_summary=at_summary)
    return taken


def _settled(talk: Talk, values: Values, name: FieldName, outcome: Outcome) -> Outcome:
    """The outcome with what is known of this client, and with what the company offers."""
    about = talk.form.field(name)
    if isinstance(outcome, Refuse) and outcome.key == about.as_before and name in talk.memory.last:
        outcome = Accept(talk.memory.last[name])
    if not isinstance(outcome, Accept):
        return outcome
    value = about.settle(talk, outcome.value)
    why = about.refuses(talk, values, value)
    return Refuse(why) if why else replace(outcome, value=value)


def _edit(talk: Talk, name: FieldName, before: Values, after: Values, *, at_summary: bool) -> list[Line]:
    """What the client is told about a value that has changed; filling a remembered one anew is no correction."""
    old, new = before.get(name), after[name]
    if old is None or old.value == new.value or (old.by == "memory" and not at_summary):
        return []
    about = talk.form.field(name)
    return [Line(about.edited, {"field": Label(about.label), "old": old.value, "new": new.value})]


def _count(talk: Talk, taken: Taken, places: int | None) -> None:
    """A count that stands alone goes where the form keeps it, or waits for a value to go with."""
    count = places or taken.draft.places
    if count is None:
        return
    tally = talk.form.tally(taken.draft.values, count, bool(places))
    taken.draft = replace(taken.draft, values=tally.values, places=tally.left)
    taken.accepted += tally.told


def read_anew(talk: Talk, draft: Draft, text: str) -> Taken:
    """The client has said which part of their message this is about: it is read as if it had come alone."""
    reading = talk.form.reading(text, talk.rules, None, draft.values)
    taken = take(talk, draft, text, reading)
    taken.draft = with_comment(taken.draft, reading.comment)
    taken.remarks.append(Line("form-other_part"))
    return taken


def with_comment(draft: Draft, comment: str) -> Draft:
    both = "; ".join(filter(None, [draft.comment, comment]))
    return replace(draft, comment=both[:COMMENT_MAX])

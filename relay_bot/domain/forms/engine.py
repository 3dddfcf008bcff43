"""Drives every form: what a message or a tap does to the draft, and what is said next. Pure.

A message is read for all fields; only what is missing is asked for. A wrong input gets one sentence, the rest is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from relay_bot.domain.forms.draft import Attached, By, Draft, Filled, Held, Undecided
from relay_bot.domain.forms.form import Button, Choice, Field, Label, Labels, Line, Rows, Say, Step, Talk
from relay_bot.domain.parsing import TAPS, check
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Ask,
    Dims,
    FieldName,
    Reading,
    Refuse,
    Value,
    Weight,
)

MANAGER_AFTER = 2
"""After so many refusals in a row the question offers the manager."""

OFFER_MANAGER = frozenset({"err-descr_ban", "err-weight_max", "err-dims_max", "err-amount_max"})
"""Refusals whose sentence speaks of the manager."""

COMMENT_MAX = 500

CANCEL = Button("btn-cancel", "cancel")
BACK = Button("btn-back", "back")
MANAGER = Button("btn-to_manager", "manager")


# --- beginning and coming back --------------------------------------------------------------------------------------


def begin(talk: Talk, given: Mapping[FieldName, Filled] | None = None) -> Step:
    """A fresh form; what is remembered is filled in, and what is `given` from the start."""
    return _next(talk, Draft(values={**talk.memory.filled, **(given or {})}))


def repeat(talk: Talk, values: Mapping[FieldName, Filled], number: str) -> Step:
    """The same as an earlier document, ready to confirm."""
    again: dict[FieldName, Filled] = {name: replace(one, by="repeat") for name, one in values.items()}
    return _next(talk, Draft(values=again, like=number))


def begin_with(talk: Talk, text: str, reading: Reading) -> Step:
    """A message outside of a form said it all."""
    taken = _take(talk, Draft(values=dict(talk.memory.filled)), text, reading)
    taken.draft = _with_comment(taken.draft, reading.comment)
    return _after(talk, taken, at_summary=False)


def show_again(talk: Talk, draft: Draft, *told: Line) -> Step:
    """«Продолжить»: exactly where the client stopped."""
    if draft.held is not None:
        draft = replace(draft, held=None)
    if draft.asked is not None and not draft.undecided:
        return Step(draft, (_question(talk, draft, talk.form.field(draft.asked), told),))
    return _next(talk, draft, told)


# --- a message ------------------------------------------------------------------------------------------------------


def hear(
    talk: Talk, draft: Draft, text: str, relay_id: int | None = None, *, answer: bool = False, talking: bool = False
) -> Step:
    """The client wrote. `answer`: they said that it is one; `talking`: the manager wrote last, so that what is not
    plainly for the form may be for the manager. `relay_id` is where the message is kept for passing it on.
    """
    waiting = draft.undecided[0] if draft.undecided else None
    asked = waiting.name if waiting else draft.asked
    at_summary = asked is None
    known = {name: one.value for name, one in draft.values.items()}
    words = text.replace("?", " ") if answer else text
    reading = talk.form.read(words, talk.rules, asked, known)
    if waiting is not None:
        reading = _with_the_unit(talk, reading, waiting, text)
    elif asked is not None and draft.partial:
        reading = _completed(talk, reading, asked, f"{draft.partial} {text}")
    understood = any(not isinstance(outcome, Refuse) for outcome in reading.fields.values()) or reading.places
    spoken = reading.fields or reading.places
    if not answer and (reading.question or not spoken or (talking and not understood)):
        return _hold(talk, draft, text, relay_id)
    draft = replace(draft, held=None)
    taken = _take(talk, draft, text, reading, at_summary=at_summary)
    if answer or not at_summary:  # on the summary, words that belong to no field are a comment if the client says so
        taken.draft = _with_comment(taken.draft, reading.comment)
    return _after(talk, taken, at_summary=at_summary)


def placed(talk: Talk, draft: Draft, address: Address) -> Step | None:
    """A map pin or a venue, as the answer to an address; None when none is asked for."""
    if draft.asked not in ("frm", "to"):
        return None
    taken = _take(talk, draft, address.text, Reading({draft.asked: Accept(address)}), by="picked")
    return _after(talk, taken, at_summary=False)


def _with_the_unit(talk: Talk, reading: Reading, waiting: Undecided, text: str) -> Reading:
    """«тонны» as the answer to «килограммы или тонны?»: what was written before is read again with it."""
    if len(text.split()) != 1 or any(char.isdigit() for char in text):
        return reading
    both = talk.form.read_field(waiting.name, f"{waiting.text} {text}", talk.rules)
    return replace(reading, fields={**reading.fields, waiting.name: both}) if isinstance(both, Accept) else reading


def _completed(talk: Talk, reading: Reading, asked: FieldName, whole: str) -> Reading:
    """«150» as the answer to «120х80, какая высота?»."""
    if isinstance(reading.fields.get(asked), Accept):
        return reading
    both = talk.form.read_field(asked, whole, talk.rules)
    return replace(reading, fields={**reading.fields, asked: both}) if isinstance(both, Accept | Ask) else reading


def _hold(talk: Talk, draft: Draft, text: str, relay_id: int | None) -> Step:
    held = replace(draft, held=Held(text, relay_id))
    buttons = ((Button("btn-yes_forward", "forward"), Button("btn-no_answer", "answer")),)
    return Step(held, (Say((Line(talk.form.question),), buttons),))


def attach(talk: Talk, draft: Draft, file: Attached) -> Step:
    """A file for the form, at any step; the same one twice counts once. The summary's count is edited in place."""
    if any(one.key == file.key for one in draft.files):
        return Step(draft)
    if len(draft.files) >= talk.form.max_files:
        return Step(draft, (Say((Line("cl-too_many", {"max": talk.form.max_files}),)),))
    draft = replace(draft, files=(*draft.files, file))
    if draft.summaries and draft.asked is None and _complete(talk, draft):
        return Step(draft, (_summary(talk, draft, "edit"),))
    if draft.asked is None or len(draft.files) > 1:
        return Step(draft)
    done = ((Button("btn-photos_done", "attached"),),)
    return Step(draft, (Say((Line("cl-photo_added", {"n": len(draft.files)}),), done),))


# --- taking over what was read ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Taken:
    """What a message has changed."""

    draft: Draft
    accepted: list[FieldName] = field(default_factory=list)
    edited: list[Line] = field(default_factory=list)
    remarks: list[Line] = field(default_factory=list)
    refused: tuple[FieldName, Refuse] | None = None


def _take(
    talk: Talk, draft: Draft, text: str, reading: Reading, *, by: By = "typed", at_summary: bool = False
) -> _Taken:
    values, undecided = dict(draft.values), {one.name: one for one in draft.undecided}
    taken = _Taken(draft)
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


def _with_comment(draft: Draft, comment: str) -> Draft:
    both = "; ".join(filter(None, [draft.comment, comment]))
    return replace(draft, comment=both[:COMMENT_MAX])


def _count_pieces(talk: Talk, taken: _Taken, places: int | None, *, at_summary: bool) -> None:
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


# --- what is said next ------------------------------------------------------------------------------------------------


def _after(talk: Talk, taken: _Taken, *, at_summary: bool) -> Step:
    """After a message: the refusal, or the next question, or the summary with what has changed."""
    draft = taken.draft
    if taken.refused is not None:
        return _refuse(talk, taken, *taken.refused)
    draft = replace(draft, refusals=0, partial="")
    if at_summary and draft.summaries and taken.edited and _complete(talk, draft):
        said = Say((*taken.edited, *taken.remarks), (talk.form.summary_buttons[0],))
        return Step(replace(draft, asked=None), (_summary(talk, draft, "edit"), said))
    return _next(talk, draft, (*taken.edited, *taken.remarks, *_progress(talk, draft, taken)))


def _refuse(talk: Talk, taken: _Taken, name: FieldName, refusal: Refuse) -> Step:
    refusals = taken.draft.refusals + 1 if taken.draft.asked == name else 1
    partial = str(refusal.values.get("typed", "")) if name == "dims" else ""
    draft = replace(taken.draft, asked=name, refusals=refusals, partial=partial)
    told = [*taken.edited, *_progress(talk, draft, taken)]
    about = talk.form.field(name)
    rows = about.buttons(talk, draft)
    if refusals >= MANAGER_AFTER or refusal.key in OFFER_MANAGER:
        rows = (*rows, (MANAGER,))
    line = Line(refusal.key, refusal.values)
    return Step(draft, (Say((*told, line), (*rows, (_way_out(talk, draft),))),))


def _progress(talk: Talk, draft: Draft, taken: _Taken) -> Iterator[Line]:
    """«Принял: …. Осталось: …», when a message has brought several fields on or a part of a larger question."""
    left = tuple(one.label for one in talk.form.missing(draft))
    done = tuple(one.label for one in talk.form.fields if one.name in taken.accepted)
    if left and done and not taken.edited and (len(done) > 1 or set(taken.accepted) & set(talk.form.opening)):
        yield Line("wb-progress", {"done": Labels(done), "left": Labels(left)})


def _next(talk: Talk, draft: Draft, told: tuple[Line, ...] = ()) -> Step:
    if draft.undecided:
        edited = tuple(line for line in told if line.key != "wb-progress")
        return Step(replace(draft, asked=None), (_choice(draft.undecided[0], edited),))
    if unlikely := _unconfirmed(talk, draft):
        return Step(replace(draft, asked=None), (replace(unlikely, lines=(*told, *unlikely.lines)),))
    missing = talk.form.missing(draft)
    if missing:
        remembered = _remembered(talk, draft, missing[0])
        told = tuple(line for line in told if line.key != "wb-progress") + remembered if remembered else told
        draft = replace(draft, asked=missing[0].name)
        return Step(draft, (_question(talk, draft, missing[0], told),))
    draft = replace(draft, asked=None, summaries=draft.summaries + 1)
    intro = (Line("wb-repeat_intro", {"number": draft.like}),) if draft.like and draft.summaries == 1 else ()
    return Step(draft, (_summary(talk, draft, "summary", (*told, *intro)),))


def _remembered(talk: Talk, draft: Draft, about: Field) -> tuple[Line, ...]:
    """Fields that memory has filled before this question: said once, just before it."""
    before = talk.form.fields[: talk.form.fields.index(about)]
    return tuple(
        Line(one.remembered, {"address": draft.values[one.name].value})
        for one in before
        if one.remembered and one.name in draft.values and draft.values[one.name].by == "memory"
    )


def _question(talk: Talk, draft: Draft, about: Field, told: tuple[Line, ...]) -> Say:
    opening = about.name in talk.form.opening and not any(name in draft.values for name in talk.form.opening)
    prompt = talk.form.opening_prompt if opening else about.prompt
    rows: Rows = () if opening else about.buttons(talk, draft)
    return Say((*told, Line(prompt, about.words(draft))), (*rows, (_way_out(talk, draft),)))


def _choice(one: Undecided, told: tuple[Line, ...]) -> Say:
    question = Ask(one.key, one.choices, one.values)
    picks = tuple(
        (Button(TAPS[one.key][n] if one.key in TAPS else Choice(question, n), "pick", f"{one.name}.{n}", one.values),)
        for n in range(len(one.choices))
    )
    return Say((*told, Line(one.key, one.values)), (*picks, (CANCEL,)))


def _summary(talk: Talk, draft: Draft, place: str, told: tuple[Line, ...] = ()) -> Say:
    lines = (*told, *talk.form.summary(draft))
    return Say(lines, talk.form.summary_buttons, "edit" if place == "edit" else "summary")


def _way_out(talk: Talk, draft: Draft) -> Button:
    """A single field of a complete form leads back to the summary."""
    return BACK if draft.summaries and not talk.form.missing(draft) else CANCEL


def _unconfirmed(talk: Talk, draft: Draft) -> Say | None:
    found = talk.form.check(talk, draft)
    return None if found is None or found[0] == draft.confirmed else found[1]


def _complete(talk: Talk, draft: Draft) -> bool:
    return not draft.undecided and not talk.form.missing(draft) and _unconfirmed(talk, draft) is None


# --- a tap ------------------------------------------------------------------------------------------------------------


def tap(talk: Talk, draft: Draft, verb: str, arg: str) -> Step:
    """The client pressed a button of this draft; one that no longer fits is outdated."""
    match verb:
        case "create" if _complete(talk, draft):
            return Step(draft, act="create")
        case "create" | "continue" | "attached":
            return show_again(talk, draft)
        case "back":
            return _back(talk, draft)
        case "cancel" | "manager" | "pin" | "append":
            return Step(draft, act=verb)
        case "edit" if draft.summaries:
            return Step(draft, (replace(_edit_menu(talk, draft), place="edit"),))
        case "forward" if draft.held is not None:
            return Step(draft, act="forward")
        case "answer" if draft.held is not None:
            return hear(talk, draft, draft.held.text, answer=True)
        case "right" if (found := talk.form.check(talk, draft)) is not None:
            return _next(talk, replace(draft, confirmed=found[0]))
        case "field":
            return _ask_again(talk, draft, arg)
        case "pick":
            return _pick(talk, draft, arg)
        case _:
            return Step(draft, act="stale")


def choose(talk: Talk, draft: Draft, name: FieldName, value: Value) -> Step:
    """A value that stands on a button."""
    reading = Reading({name: check(value, talk.rules)})
    taken = _take(talk, draft, "", reading, by="picked", at_summary=name in draft.values)
    return _after(talk, taken, at_summary=False)


def _back(talk: Talk, draft: Draft) -> Step:
    """Out of «Изменить»: the summary's own buttons come back; from a question, the summary itself."""
    if draft.summaries and draft.asked is None and _complete(talk, draft):
        return Step(draft, (_summary(talk, draft, "edit"),))
    return _next(talk, replace(draft, asked=None))


def _edit_menu(talk: Talk, draft: Draft) -> Say:
    fields = [one for one in talk.form.fields if one.editable and one.needed(draft)]
    buttons = [Button(one.label, "field", one.name) for one in fields]
    rows = tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
    return Say((*talk.form.summary(draft), Line("wb-edit_pick")), (*rows, (BACK,)))


def _ask_again(talk: Talk, draft: Draft, name: str) -> Step:
    about = next((one for one in talk.form.fields if one.name == name and one.needed(draft)), None)
    if about is None:
        return Step(draft, act="stale")
    draft = replace(draft, asked=about.name, refusals=0, undecided=())
    rows = (*about.buttons(talk, draft), (_way_out(talk, draft),))
    return Step(draft, (Say((Line(about.prompt, about.words(draft)),), rows),))


def _pick(talk: Talk, draft: Draft, arg: str) -> Step:
    name, _, number = arg.partition(".")
    one = next((one for one in draft.undecided if one.name == name), None)
    if one is None or not number.isdecimal() or int(number) >= len(one.choices):
        return Step(draft, act="stale")
    reading = Reading({one.name: check(one.choices[int(number)], talk.rules)})
    return _after(talk, _take(talk, draft, one.text, reading, by="picked"), at_summary=False)

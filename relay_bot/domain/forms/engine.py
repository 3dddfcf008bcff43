"""Drives every form: what a message or a tap does to the draft, and what is said next. Pure.

A message is read for all fields; only what is missing is asked for. A wrong input gets one sentence, the rest is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relay_bot.domain.forms import saying, taking
from relay_bot.domain.forms.draft import Attached, Draft, Filled, Held, Undecided
from relay_bot.domain.forms.form import Button, Line, Say, Step, Talk
from relay_bot.domain.forms.saying import complete, unconfirmed
from relay_bot.domain.forms.taking import Taken, take
from relay_bot.domain.parsing import check
from relay_bot.domain.parsing.values import Accept, Address, Ask, FieldName, Reading, Refuse, Value

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
    taken = take(talk, Draft(values=dict(talk.memory.filled)), text, reading)
    taken.draft = taking.with_comment(taken.draft, reading.comment)
    return _after(talk, taken, at_summary=False)


def show_again(talk: Talk, draft: Draft, *told: Line) -> Step:
    """«Продолжить»: exactly where the client stopped."""
    if draft.held is not None:
        draft = replace(draft, held=None)
    if draft.asked is not None and not draft.undecided:
        return Step(draft, (saying.question(talk, draft, talk.form.field(draft.asked), told),))
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
    taken = take(talk, draft, text, reading, at_summary=at_summary)
    if answer or not at_summary:  # on the summary, words that belong to no field are a comment if the client says so
        taken.draft = taking.with_comment(taken.draft, reading.comment)
    return _after(talk, taken, at_summary=at_summary)


def placed(talk: Talk, draft: Draft, address: Address) -> Step | None:
    """A map pin or a venue, as the answer to an address; None when none is asked for."""
    if draft.asked not in ("frm", "to"):
        return None
    taken = take(talk, draft, address.text, Reading({draft.asked: Accept(address)}), by="picked")
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
    if draft.summaries and draft.asked is None and complete(talk, draft):
        return Step(draft, (saying.summary(talk, draft, "edit"),))
    if draft.asked is None or len(draft.files) > 1:
        return Step(draft)
    done = ((Button("btn-photos_done", "attached"),),)
    return Step(draft, (Say((Line("cl-photo_added", {"n": len(draft.files)}),), done),))


# --- what is said next ------------------------------------------------------------------------------------------------


def _after(talk: Talk, taken: Taken, *, at_summary: bool) -> Step:
    """After a message: the refusal, or the next question, or the summary with what has changed."""
    draft = taken.draft
    if taken.refused is not None:
        return saying.refuse(talk, taken, *taken.refused)
    draft = replace(draft, refusals=0, partial="")
    if at_summary and draft.summaries and taken.edited and complete(talk, draft):
        said = Say((*taken.edited, *taken.remarks), (talk.form.summary_buttons[0],))
        return Step(replace(draft, asked=None), (saying.summary(talk, draft, "edit"), said))
    return _next(talk, draft, (*taken.edited, *taken.remarks, *saying.progress(talk, draft, taken)))


def _next(talk: Talk, draft: Draft, told: tuple[Line, ...] = ()) -> Step:
    if draft.undecided:
        edited = tuple(line for line in told if line.key != "wb-progress")
        return Step(replace(draft, asked=None), (saying.choice(draft.undecided[0], edited),))
    if unlikely := unconfirmed(talk, draft):
        return Step(replace(draft, asked=None), (replace(unlikely, lines=(*told, *unlikely.lines)),))
    missing = talk.form.missing(draft)
    if missing:
        remembered = saying.remembered(talk, draft, missing[0])
        told = tuple(line for line in told if line.key != "wb-progress") + remembered if remembered else told
        draft = replace(draft, asked=missing[0].name)
        return Step(draft, (saying.question(talk, draft, missing[0], told),))
    draft = replace(draft, asked=None, summaries=draft.summaries + 1)
    intro = (Line("wb-repeat_intro", {"number": draft.like}),) if draft.like and draft.summaries == 1 else ()
    return Step(draft, (saying.summary(talk, draft, "summary", (*told, *intro)),))


# --- a tap ------------------------------------------------------------------------------------------------------------


def tap(talk: Talk, draft: Draft, verb: str, arg: str) -> Step:
    """The client pressed a button of this draft; one that no longer fits is outdated."""
    match verb:
        case "create" if complete(talk, draft):
            return Step(draft, act="create")
        case "create" | "continue" | "attached":
            return show_again(talk, draft)
        case "back":
            return _back(talk, draft)
        case "cancel" | "manager" | "pin" | "append":
            return Step(draft, act=verb)
        case "edit" if draft.summaries:
            return Step(draft, (replace(saying.edit_menu(talk, draft), place="edit"),))
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
    taken = take(talk, draft, "", reading, by="picked", at_summary=name in draft.values)
    return _after(talk, taken, at_summary=False)


def _back(talk: Talk, draft: Draft) -> Step:
    """Out of «Изменить»: the summary's own buttons come back; from a question, the summary itself."""
    if draft.summaries and draft.asked is None and complete(talk, draft):
        return Step(draft, (saying.summary(talk, draft, "edit"),))
    return _next(talk, replace(draft, asked=None))


def _ask_again(talk: Talk, draft: Draft, name: str) -> Step:
    about = next((one for one in talk.form.fields if one.name == name and one.needed(draft)), None)
    if about is None:
        return Step(draft, act="stale")
    draft = replace(draft, asked=about.name, refusals=0, undecided=())
    rows = (*about.buttons(talk, draft), (saying.way_out(talk, draft),))
    return Step(draft, (Say((Line(about.prompt, about.words(draft)),), rows),))


def _pick(talk: Talk, draft: Draft, arg: str) -> Step:
    name, _, number = arg.partition(".")
    one = next((one for one in draft.undecided if one.name == name), None)
    if one is None or not number.isdecimal() or int(number) >= len(one.choices):
        return Step(draft, act="stale")
    reading = Reading({one.name: check(one.choices[int(number)], talk.rules)})
    return _after(talk, take(talk, draft, one.text, reading, by="picked"), at_summary=False)

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
from relay_bot.domain.parsing import TAPS, check
from relay_bot.domain.parsing.affirmation import affirms, cancels, lone_unit
from relay_bot.domain.parsing.values import Accept, Address, Ask, FieldName, Reading, Refuse, Value

# --- beginning and coming back --------------------------------------------------------------------------------------


def begin(talk: Talk, given: Mapping[FieldName, Filled] | None = None) -> Step:
    """A fresh form; what is remembered is filled in, and what is `given` from the start."""
    return _next(talk, Draft(values={**_still_good(talk, talk.memory.filled), **(given or {})}))


def repeat(talk: Talk, values: Mapping[FieldName, Filled], number: str) -> Step:
    """The same as an earlier document, ready to confirm."""
    again: dict[FieldName, Filled] = {name: replace(one, by="repeat") for name, one in values.items()}
    return _next(talk, Draft(values=_still_good(talk, again), like=number))


def _still_good(talk: Talk, values: Mapping[FieldName, Filled]) -> dict[FieldName, Filled]:
    """What today's limits and offers refuse is asked for anew."""
    return {
        name: one
        for name, one in values.items()
        if not isinstance(check(one.value, talk.rules), Refuse) and not talk.form.refuses(talk, {}, name, one.value)
    }


def begin_with(talk: Talk, text: str, reading: Reading) -> Step:
    """A message outside of a form said it all."""
    taken = take(talk, Draft(values=_still_good(talk, talk.memory.filled)), text, reading)
    taken.draft = taking.with_comment(taken.draft, reading.comment)
    return _after(talk, taken, at_summary=False)


def show_again(talk: Talk, draft: Draft, *told: Line) -> Step:
    """«Продолжить»: exactly where the client stopped."""
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
    if cancels(text):
        return Step(draft, act="cancel")
    waiting = draft.undecided[0] if draft.undecided else None
    if not talking and affirms(text) and (agreed := _agreed(talk, draft, waiting)) is not None:
        return agreed
    asked = waiting.name if waiting else draft.asked
    if asked is None and unconfirmed(talk, draft) is not None:  # asked whether that is right, they went on
        asked = next((one.name for one in talk.form.missing(draft)), None)
    at_summary = asked is None
    known = {name: one.value for name, one in draft.values.items()}
    words = text.replace("?", " ") if answer else text
    reading = talk.form.read(words, talk.rules, asked, known)
    if waiting is not None:
        reading = _with_the_unit(talk, reading, waiting, text)
    elif asked is not None and draft.partial:
        reading = _completed(talk, reading, asked, f"{draft.partial} {text}")
    draft, reading = _moved(talk, draft, reading, words, asked)
    understood = any(not isinstance(outcome, Refuse) for outcome in reading.fields.values()) or reading.places
    spoken = reading.fields or reading.places
    if not answer and (reading.question or not spoken or (talking and not understood)):
        return _hold(talk, draft, text, relay_id)
    taken = take(talk, draft, text, reading, at_summary=at_summary)
    if answer or not at_summary or taken.accepted:  # alone on the summary, words of no field may be for the manager
        taken.draft = taking.with_comment(taken.draft, reading.comment)
    return _after(talk, taken, at_summary=at_summary)


def placed(talk: Talk, draft: Draft, address: Address) -> Step | None:
    """A map pin or a venue, as the answer to an address; None when none is asked for."""
    if draft.asked not in ("frm", "to"):
        return None
    taken = take(talk, draft, address.text, Reading({draft.asked: Accept(address)}), by="picked")
    return _after(talk, taken, at_summary=False)


def _agreed(talk: Talk, draft: Draft, waiting: Undecided | None) -> Step | None:
    """«да» where a button says so: a suggestion, an unlikely pair, the summary. None: it answers nothing."""
    if waiting is not None:
        return _pick(talk, draft, f"{waiting.name}.0") if waiting.key in TAPS else None
    if unconfirmed(talk, draft) is not None:
        return tap(talk, draft, "right", "")
    at_summary = draft.asked is None and draft.summaries > 0
    return Step(draft, act="create") if at_summary and complete(talk, draft) else None


def _moved(talk: Talk, draft: Draft, reading: Reading, words: str, asked: FieldName | None) -> tuple[Draft, Reading]:
    """A new start that is the old end: it is taken, and the end is asked for."""
    refused = reading.fields.get("frm")
    if not isinstance(refused, Refuse) or refused.key != "err-addr_same" or "to" not in draft.values:
        return draft, reading
    left = dict(draft.values)
    del left["to"]
    again = talk.form.read(words, talk.rules, asked, {name: one.value for name, one in left.items()})
    if not isinstance(again.fields.get("frm"), Accept):
        return draft, reading
    return replace(draft, values=left), replace(again, fields={**again.fields, "to": refused})


def _with_the_unit(talk: Talk, reading: Reading, waiting: Undecided, text: str) -> Reading:
    """«тонны» as the answer to «килограммы или тонны?»: what was written before is read again with it."""
    unit = lone_unit(text)
    if unit is None:
        return reading
    both = talk.form.read_field(waiting.name, f"{waiting.text} {unit}", talk.rules)
    nothing = isinstance(both, Refuse) and both.key.endswith("_none")
    if nothing or isinstance(both, Ask):
        return reading
    return replace(reading, fields={**reading.fields, waiting.name: both})


def _completed(talk: Talk, reading: Reading, asked: FieldName, whole: str) -> Reading:
    """«150» as the answer to «120х80, какая высота?»."""
    if isinstance(reading.fields.get(asked), Accept):
        return reading
    both = talk.form.read_field(asked, whole, talk.rules)
    return replace(reading, fields={**reading.fields, asked: both}) if isinstance(both, Accept | Ask) else reading


def _hold(talk: Talk, draft: Draft, text: str, relay_id: int | None) -> Step:
    serial = max((one.serial for one in draft.held), default=0) + 1
    held = replace(draft, held=(*draft.held, Held(text, relay_id, serial)))
    buttons = ((Button("btn-yes_forward", "forward", str(serial)), Button("btn-no_answer", "answer", str(serial))),)
    return Step(held, (Say((Line(talk.form.question),), buttons),), holds=True)


def attach(talk: Talk, draft: Draft, file: Attached) -> Step:
    """A file for the form, at any step; the same one twice counts once. The summary's count is edited in place."""
    if any(one.key == file.key for one in draft.files):
        return Step(draft)
    if len(draft.files) >= talk.form.max_files:
        told = () if draft.surplus else (Say((Line("cl-too_many", {"max": talk.form.max_files}),)),)
        return Step(replace(draft, surplus=True), told)
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
        case "cancel" | "manager" | "pin":
            return Step(draft, act=verb)
        case "append" if unconfirmed(talk, draft) is not None:
            return Step(draft, act="append")
        case "append":  # that claim was closed, or another waybill was named: nothing is lost
            return show_again(talk, draft)
        case "edit" if draft.summaries:
            return Step(draft, (replace(saying.edit_menu(talk, draft), place="edit"),))
        case "forward" if any(str(one.serial) == arg for one in draft.held):
            return Step(draft, act="forward")
        case "answer" if any(str(one.serial) == arg for one in draft.held):
            meant = next(one for one in draft.held if str(one.serial) == arg)
            rest = replace(draft, held=tuple(one for one in draft.held if one is not meant))
            return hear(talk, rest, meant.text, answer=True)
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

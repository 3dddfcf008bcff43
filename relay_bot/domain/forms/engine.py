"""Drives every form: what a message or a tap does to the draft, and what is said next. Pure.

A message is read for all fields; only what is missing is asked for. A wrong input gets one sentence, the rest is kept.
"""

from __future__ import annotations

from dataclasses import replace

from relay_bot.domain.forms import saying, taking, tapped
from relay_bot.domain.forms.draft import Draft, Filled, Held, Undecided, Values
from relay_bot.domain.forms.form import Button, Line, Say, Step, Talk
from relay_bot.domain.forms.going_on import after, attach, next_step
from relay_bot.domain.forms.heard import Heard, Pin
from relay_bot.domain.forms.saying import complete, unconfirmed
from relay_bot.domain.forms.taking import take
from relay_bot.domain.parsing import TAPS
from relay_bot.domain.parsing.affirmation import affirms, cancels, lone_unit
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Ask,
    FieldName,
    Refuse,
    Value,
)

# --- beginning and coming back --------------------------------------------------------------------------------------


def begin(talk: Talk, given: Values | None = None) -> Step:
    """A fresh form; what is remembered is filled in, and what is `given` from the start."""
    return next_step(talk, Draft(values={**_still_good(talk, talk.memory.filled), **(given or {})}))


def repeat(talk: Talk, values: Values, number: str) -> Step:
    """The same as an earlier document, ready to confirm."""
    again: dict[FieldName, Filled] = {
        name: replace(one, by="repeat") for name, one in values.items() if talk.form.field(name).repeated
    }
    return next_step(talk, Draft(values=_still_good(talk, again), like=number))


def _still_good(talk: Talk, values: Values) -> dict[FieldName, Filled]:
    """What today's limits and offers refuse is asked for anew."""
    return {name: one for name, one in values.items() if _is_good(talk, name, one.value)}


def _is_good(talk: Talk, name: FieldName, value: Value) -> bool:
    about = talk.form.field(name)
    return not isinstance(about.check(value, talk.rules), Refuse) and not about.refuses(talk, {}, value)


def begin_with(talk: Talk, text: str, reading: Reading) -> Step:
    """A message outside of a form said it all."""
    taken = take(talk, Draft(values=_still_good(talk, talk.memory.filled)), text, reading)
    taken.draft = taking.with_comment(taken.draft, reading.comment)
    return after(talk, taken, at_summary=False)


def show_again(talk: Talk, draft: Draft, *told: Line) -> Step:
    """«Продолжить»: exactly where the client stopped."""
    if draft.asked is not None and not draft.undecided:
        return Step(draft, (saying.question(talk, draft, talk.form.field(draft.asked), told),))
    return next_step(talk, draft, told)


# --- a message ------------------------------------------------------------------------------------------------------


def hear(talk: Talk, draft: Draft, heard: Heard, *, talking: bool = False) -> Step:
    """Whatever the client gave: a file or a point on the map where the form takes it, words; what it can't take is
    the manager's. `talking`: the manager wrote last.
    """
    step = _given(talk, draft, heard)
    taken = step is not None and (heard.pin is not None or set(heard.files) <= set(step.draft.files))
    if heard.text and heard.pin is None:
        step = _of_album(talk, said(talk, step.draft if step else draft, heard.text, talking=talking), heard.album)
    passes = not taken and (heard.below or not heard.text)
    if step is None or (passes and step.holds):  # what goes to the manager anyway needs no question whether it should
        step = _not_for_the_form(talk, draft, heard)
    waits = step.holds or (not heard.text and any(one.album == heard.album != "" for one in draft.held))
    return replace(step, holds=waits, passes=passes)


def _of_album(talk: Talk, step: Step, album: str) -> Step:
    """The words below an album speak for all of it: its other pictures neither end a question nor repeat one."""
    if not album:
        return step
    held = step.draft.held
    if step.holds:
        held = (*held[:-1], replace(held[-1], album=album))
    answered = step.draft.album if talk.max_files else album  # where files are taken, each of them may be refused
    return replace(step, draft=replace(step.draft, held=held, album=answered))


def _given(talk: Talk, draft: Draft, heard: Heard) -> Step | None:
    """What was given beside words; None: nothing that this form takes now."""
    if not heard.files or not talk.max_files:
        return placed(talk, draft, heard.pin) if heard.pin is not None else None
    step = Step(draft)
    for file in heard.files:
        step = attach(talk, step.draft, file)
    return step


def _not_for_the_form(talk: Talk, draft: Draft, heard: Heard) -> Step:
    """Said once an album, with the question that stands."""
    known = bool(heard.album) and heard.album == draft.album
    draft = replace(draft, album=heard.album)
    if known:
        return Step(draft)
    unfit = heard.unfit and talk.max_files
    return show_again(talk, draft, Line("media-unsupported") if unfit else saying.passed_on(talk))


def said(
    talk: Talk, draft: Draft, text: str, relay_id: int | None = None, *, answer: bool = False, talking: bool = False
) -> Step:
    """The client's words. `answer`: they said that it is one; `talking`: the manager wrote last, so that what is not
    plainly for the form may be for the manager. `relay_id` is where the message is kept for passing it on.
    """
    if cancels(text):
        return Step(draft, act="cancel")
    waiting = draft.undecided[0] if draft.undecided else None
    if affirms(text) and draft.held and draft.held[-1].unsure:
        return tap(talk, draft, "answer", str(draft.held[-1].serial))
    if not talking and affirms(text) and (agreed := _agreed(talk, draft, waiting)) is not None:
        return agreed
    asked = waiting.name if waiting else draft.asked
    if asked is None and unconfirmed(talk, draft) is not None:  # asked whether that is right, they went on
        asked = next((one.name for one in talk.form.missing(draft)), None)
    at_summary = asked is None
    words = text.replace("?", " ") if answer else text
    reading = talk.form.reading(words, talk.rules, asked, draft.values)
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
    return after(talk, taken, at_summary=at_summary)


def placed(talk: Talk, draft: Draft, pin: Pin) -> Step | None:
    """A point on the map as the answer to what is asked; None when no place is asked for."""
    about = talk.form.field(draft.asked) if draft.asked is not None else None
    if about is None or about.pin is None:
        return None
    taken = take(talk, draft, pin.address.text, Reading({about.name: Accept(about.pin(pin))}), by="picked")
    return after(talk, taken, at_summary=False)


def _agreed(talk: Talk, draft: Draft, waiting: Undecided | None) -> Step | None:
    """«да» where a button says so: a suggestion, an unlikely pair, the summary. None: it answers nothing."""
    if waiting is not None:
        return tapped.pick(talk, draft, f"{waiting.name}.0") if waiting.key in TAPS else None
    if unconfirmed(talk, draft) is not None:
        return tap(talk, draft, "right", "")
    at_summary = draft.asked is None and draft.summaries > 0
    return Step(draft, act="create") if at_summary and complete(talk, draft) else None


def _moved(talk: Talk, draft: Draft, reading: Reading, words: str, asked: FieldName | None) -> tuple[Draft, Reading]:
    """What only another field's old value stood in the way of is taken, and that other field is asked for."""
    pair = talk.form.in_the_way(draft.values, reading)
    if pair is None:
        return draft, reading
    refused, other = pair
    left = {name: one for name, one in draft.values.items() if name != other}
    again = talk.form.reading(words, talk.rules, asked, left)
    if not isinstance(again.fields.get(refused), Accept):
        return draft, reading
    return replace(draft, values=left), replace(again, fields={**again.fields, other: reading.fields[refused]})


def _with_the_unit(talk: Talk, reading: Reading, waiting: Undecided, text: str) -> Reading:
    """«тонны» as the answer to «килограммы или тонны?»: what was written before is read again with it."""
    unit = lone_unit(text)
    if unit is None:
        return reading
    both = talk.form.field(waiting.name).reader(f"{waiting.text} {unit}", talk.rules)
    nothing = isinstance(both, Refuse) and both.key.endswith("_none")
    if nothing or isinstance(both, Ask):
        return reading
    return replace(reading, fields={**reading.fields, waiting.name: both})


def _completed(talk: Talk, reading: Reading, asked: FieldName, whole: str) -> Reading:
    """«150» as the answer to «120х80, какая высота?»."""
    if isinstance(reading.fields.get(asked), Accept):
        return reading
    both = talk.form.field(asked).reader(whole, talk.rules)
    return replace(reading, fields={**reading.fields, asked: both}) if isinstance(both, Accept | Ask) else reading


def _hold(talk: Talk, draft: Draft, text: str, relay_id: int | None) -> Step:
    serial = max((one.serial for one in draft.held), default=0) + 1
    held = replace(draft, held=(*draft.held, Held(text, relay_id, serial)))
    buttons = ((Button("btn-yes_forward", "forward", str(serial)), Button("btn-no_answer", "answer", str(serial))),)
    return Step(held, (Say((Line(talk.form.key("question_detected")),), buttons),), holds=True)


# --- a tap ------------------------------------------------------------------------------------------------------------


def tap(talk: Talk, draft: Draft, verb: str, arg: str) -> Step:
    """The client pressed a button of this draft; one that no longer fits is outdated."""
    picked = talk.form.picked(talk, verb, arg)
    if picked is not None:
        return tapped.choose(talk, draft, *picked)
    match verb:
        case "create" | "edit" | "cancel" | "no_remark" if arg != draft.stamp and (arg or verb == "create"):
            return show_again(talk, draft)  # below an older summary, or an older state of this one
        case "create" if complete(talk, draft):
            return Step(draft, act="create")
        case "create" | "continue" | "attached":
            return show_again(talk, draft)
        case "back":
            return tapped.back(talk, draft)
        case "cancel" | "manager" | "pin":
            return Step(draft, act=verb)
        case _ if verb in talk.form.endings:  # without the doubt that offered it nothing is lost
            return show_again(talk, draft) if unconfirmed(talk, draft) is None else Step(draft, act=verb)
        case "edit" if draft.summaries:
            return Step(draft, (replace(saying.edit_menu(talk, draft), place="edit"),))
        case "forward" if any(str(one.serial) == arg for one in draft.held):
            return show_again(talk, draft, saying.passed_on(talk))
        case "answer" if any(str(one.serial) == arg for one in draft.held):
            meant = next(one for one in draft.held if str(one.serial) == arg)
            rest = replace(draft, held=tuple(one for one in draft.held if one is not meant))
            return said(talk, rest, meant.text, answer=True)
        case "right" if (found := talk.form.doubt(talk, draft)) is not None:
            return next_step(talk, replace(draft, confirmed=found[0]))
        case "field":
            return tapped.ask_again(talk, draft, arg)
        case "clear":
            return tapped.clear(talk, draft, arg)
        case "no_remark" if draft.comment:
            return tapped.shown(talk, replace(draft, comment=""))
        case "pick":
            return tapped.pick(talk, draft, arg)
        case _:
            return Step(draft, act="stale")

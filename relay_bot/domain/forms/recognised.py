"""What a form makes of a voice or a photo: words as if typed, fields of a paper with the client's word. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Draft, Filled, Held, Undecided
from relay_bot.domain.forms.form import Button, Field, Labels, Line, Say, Step, Talk
from relay_bot.domain.forms.going_on import next_step
from relay_bot.domain.forms.saying import CANCEL
from relay_bot.domain.parsing.values import Accept, FieldName, Outcome

CONFIRM = "ocr-confirm"


def spoken(talk: Talk, draft: Draft, text: str, *, sure: bool, talking: bool = False) -> Step:
    """The client said `text`. Not `sure`: it waits until they say that it was heard right."""
    if sure:
        return engine.said(talk, draft, text, talking=talking)
    serial = max((one.serial for one in draft.held), default=0) + 1
    held = replace(draft, held=(*draft.held, Held(text, serial=serial, unsure=True)))
    buttons = ((Button("btn-voice_right", "answer", str(serial)),), (CANCEL,))
    return Step(held, (Say((Line("voice-unsure"),), buttons),), holds=True)


def read_from_photo(talk: Talk, draft: Draft, codes: Sequence[str], text: str) -> Step | None:
    """A paper of which only what is not known yet is taken; a code counts more than what is printed. None: nothing.

    What must not be taken by itself is asked for, one tap each.
    """
    found = _found(talk, draft, codes, text)
    taken = {name: one for name, one in found.items() if talk.form.field(name).by_photo == "take"}
    doubtful = [one for name, one in found.items() if name not in taken and talk.form.field(name).by_photo == "confirm"]
    asked = tuple(_to_confirm(name, one) for name, one in found.items() if one in doubtful)
    if not taken and not asked:
        return None
    draft = replace(draft, values={**draft.values, **taken}, undecided=(*draft.undecided, *asked))
    return next_step(talk, replace(draft, refusals=0, partial=""), _told(talk, draft, taken, found))


def _told(talk: Talk, draft: Draft, taken: dict[FieldName, Filled], found: dict[FieldName, Filled]) -> tuple[Line, ...]:
    names = tuple(one.label for one in talk.form.fields if one.name in taken)
    left = tuple(one.label for one in talk.form.missing(draft))
    lines = (Line("ocr-found", {"fields": Labels(names)}),) if names else ()
    return (*lines, Line("ocr-partial", {"left": Labels(left)})) if left and names else lines


def _to_confirm(name: FieldName, one: Filled) -> Undecided:
    return Undecided(name, CONFIRM, (one.value,), {"value": one.value, "field": name}, one.text)


def _found(talk: Talk, draft: Draft, codes: Sequence[str], text: str) -> dict[FieldName, Filled]:
    """Only what is plainly there, is not known yet, and is nothing that today's limits refuse."""
    missing = talk.form.missing(draft)
    outcomes: dict[FieldName, Outcome] = {}
    if text:
        outcomes |= talk.form.reading(text, talk.rules, None, draft.values).fields
    for about in missing:
        if (coded := _of_code(talk, about, codes)) is not None:
            outcomes[about.name] = coded
    found: dict[FieldName, Filled] = {}
    for about in missing:
        one = outcomes.get(about.name)
        value = about.settle(talk, one.value) if isinstance(one, Accept) else None
        if isinstance(one, Accept) and value is not None and not about.refuses(talk, draft.values, value):
            found[about.name] = Filled(value, "", "photo", one.marks)
    return found


def _of_code(talk: Talk, about: Field, codes: Sequence[str]) -> Accept | None:
    """The first code that stands for this field."""
    read = [about.reader(code, talk.rules) for code in codes] if about.coded else []
    return next((one for one in read if isinstance(one, Accept)), None)

"""What a form says: its questions, its summary, its refusals, and the buttons below them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from relay_bot.domain.forms.draft import Draft, Undecided
from relay_bot.domain.forms.form import Button, Choice, Field, Form, Labels, Line, Rows, Say, Step, Talk
from relay_bot.domain.forms.taking import Taken
from relay_bot.domain.parsing import TAPS
from relay_bot.domain.parsing.values import Ask, FieldName, Refuse

MANAGER_AFTER = 2
"""After so many refusals in a row the question offers the manager."""

PROGRESS = "form-progress"

CLEAR = "btn-clear"
"""Below the question about an optional field: there is none after all."""

CANCEL = Button("btn-cancel", "cancel")
BACK = Button("btn-back", "back")
MANAGER = Button("btn-to_manager", "manager")


def question(talk: Talk, draft: Draft, about: Field, told: tuple[Line, ...]) -> Say:
    opening = about.name in talk.form.opening and not any(name in draft.values for name in talk.form.opening)
    prompt = talk.form.opening_prompt if opening else about.prompt
    rows: Rows = () if opening else about.buttons(talk, draft)
    return Say((*told, Line(prompt, about.words(draft))), (*rows, (way_out(talk, draft),)))


def choice(one: Undecided, told: tuple[Line, ...]) -> Say:
    question = Ask(one.key, one.choices, one.values)
    picks = tuple(
        (Button(TAPS[one.key][n] if one.key in TAPS else Choice(question, n), "pick", f"{one.name}.{n}", one.values),)
        for n in range(len(one.choices))
    )
    return Say((*told, Line(one.key, one.values)), (*picks, (CANCEL,)))


def summary(talk: Talk, draft: Draft, place: str, told: tuple[Line, ...] = ()) -> Say:
    lines = (*told, *talk.form.summary(draft), *read_off(talk.form, draft), *talk.form.hints(draft))
    return Say(lines, summary_buttons(talk, draft), "edit" if place == "edit" else "summary")


def summary_buttons(talk: Talk, draft: Draft) -> Rows:
    """The form's own, and the one that drops a remark. They act on what the summary shows and on nothing else, so they
    carry which one it is."""
    drops = ((Button(talk.form.droppable, "no_remark"),),) if talk.form.droppable and draft.comment else ()
    rows = (*talk.form.summary_buttons, *drops)
    return tuple(tuple(replace(one, arg=draft.stamp) for one in row) for row in rows)


def read_off(form: Form, draft: Draft) -> tuple[Line, ...]:
    """What a photo has filled is named on the summary until the client has confirmed the form."""
    names = tuple(one.label for one in form.fields if one.name in draft.values and draft.values[one.name].by == "photo")
    return (Line("form-by_photo", {"fields": Labels(names)}),) if names else ()


def passed_on(talk: Talk) -> Line:
    """What the form can't take is the manager's."""
    return Line("chat-first_ack", {"manager": talk.manager}) if talk.manager else Line("chat-kept")


def way_out(talk: Talk, draft: Draft) -> Button:
    """A single field of a complete form leads back to the summary."""
    return BACK if draft.summaries and not talk.form.missing(draft) else CANCEL


def unconfirmed(talk: Talk, draft: Draft) -> Say | None:
    found = talk.form.doubt(talk, draft)
    return None if found is None or found[0] == draft.confirmed else found[1]


def complete(talk: Talk, draft: Draft) -> bool:
    return not draft.undecided and not talk.form.missing(draft) and unconfirmed(talk, draft) is None


def remembered(talk: Talk, draft: Draft, about: Field) -> tuple[Line, ...]:
    """Fields that memory has filled before this question: said once, just before it."""
    before = talk.form.fields[: talk.form.fields.index(about)]
    return tuple(
        one.remembered(draft.values[one.name].value)
        for one in before
        if one.remembered and one.name in draft.values and draft.values[one.name].by == "memory"
    )


def progress(talk: Talk, draft: Draft, taken: Taken) -> Iterator[Line]:
    """«Принял: …. Осталось: …», when a message has brought several fields on, a part of a larger question, or something
    else than what was asked: the same question would follow as if nothing had been read.
    """
    left = tuple(one.label for one in talk.form.missing(draft))
    done = tuple(one.label for one in talk.form.fields if one.name in taken.accepted)
    aside = taken.before.asked is not None and taken.before.asked not in taken.accepted
    opening = bool(set(taken.accepted) & set(talk.form.opening))
    if left and done and not taken.edited and (len(done) > 1 or opening or aside):
        yield Line(PROGRESS, {"done": Labels(done), "left": Labels(left)})


def unchanged(talk: Talk, taken: Taken) -> tuple[Line, ...]:
    """A correction without an effect is answered too: else the client can't know that it was read."""
    names = tuple(one.label for one in talk.form.fields if one.name in taken.accepted)
    return (Line("form-unchanged", {"fields": Labels(names)}),)


def closed(form: Form, draft: Draft) -> Say | None:
    """The newest summary of a form that is given up: without buttons, and it says so; None: none was shown."""
    if not draft.summaries or form.missing(draft):
        return None
    return Say((*form.summary(draft), Line("form-summary_gone")), (), "edit")


def refuse(talk: Talk, taken: Taken, name: FieldName, refusal: Refuse) -> Step:
    refusals = taken.draft.refusals + 1 if taken.draft.asked == name else 1
    about = talk.form.field(name)
    partial = str(refusal.values.get("typed", "")) if about.completed else ""
    draft = replace(taken.draft, asked=name, refusals=refusals, partial=partial)
    told = [*taken.edited, *taken.remarks, *progress(talk, draft, taken)]
    rows = about.buttons(talk, draft)
    if refusals >= MANAGER_AFTER or refusal.key in about.speaks_of_manager:
        rows = (*rows, (MANAGER,))
    line = Line(refusal.key, refusal.values)
    return Step(draft, (Say((*told, line), (*rows, (way_out(talk, draft),))),))


def edit_menu(talk: Talk, draft: Draft) -> Say:
    buttons = [Button(one.label, "field", one.name) for one in talk.form.changeable(draft)]
    rows = tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
    return Say((*talk.form.summary(draft), Line("form-edit_pick")), (*rows, (BACK,)))

"""What a tap on a button of a form does: a value, a question again, something removed, the summary. Pure."""

from __future__ import annotations

from dataclasses import replace

from relay_bot.domain.forms import saying, taking
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Button, Line, Say, Step, Talk
from relay_bot.domain.forms.going_on import after, next_step
from relay_bot.domain.forms.saying import complete
from relay_bot.domain.forms.taking import take
from relay_bot.domain.parsing import PARTS
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Description,
    FieldName,
    Value,
)


def choose(talk: Talk, draft: Draft, name: FieldName, value: Value) -> Step:
    """A value that stands on a button."""
    reading = Reading({name: talk.form.field(name).check(value, talk.rules)})
    taken = take(talk, draft, "", reading, by="picked", at_summary=name in draft.values)
    return after(talk, taken, at_summary=False)


def back(talk: Talk, draft: Draft) -> Step:
    """Out of «Изменить»: the summary's own buttons come back; from a question, the summary itself."""
    if draft.summaries and draft.asked is None and complete(talk, draft):
        return Step(draft, (saying.summary(talk, draft, "edit"),))
    return next_step(talk, replace(draft, asked=None))


def ask_again(talk: Talk, draft: Draft, name: str) -> Step:
    about = next((one for one in talk.form.fields if one.name == name and one.needed(draft)), None)
    if about is None:
        return Step(draft, act="stale")
    draft = replace(draft, asked=about.name, refusals=0, undecided=())
    clear = ((Button(saying.CLEAR, "clear", name),),) if about.said and name in draft.values else ()
    rows = (*about.buttons(talk, draft), *clear, (saying.way_out(talk, draft),))
    return Step(draft, (Say((Line(about.prompt, about.words(draft)),), rows),))


def clear(talk: Talk, draft: Draft, name: str) -> Step:
    """«Убрать»: an optional field that was said is none after all."""
    if name not in draft.values or not talk.form.field(name).said:
        return Step(draft, act="stale")
    left = {other: one for other, one in draft.values.items() if other != name}
    return next_step(talk, replace(draft, values=left, asked=None))


def shown(talk: Talk, draft: Draft) -> Step:
    """The summary that stands, as it is now; what is still open before it is asked."""
    if draft.summaries and draft.asked is None and complete(talk, draft):
        return Step(draft, (saying.summary(talk, draft, "edit"),))
    return next_step(talk, draft) if draft.asked is None else Step(draft)


def pick(talk: Talk, draft: Draft, arg: str) -> Step:
    name, _, number = arg.partition(".")
    one = next((one for one in draft.undecided if one.name == name), None)
    if one is None or not number.isdecimal() or int(number) >= len(one.choices):
        return Step(draft, act="stale")
    about, choice = talk.form.field(one.name), one.choices[int(number)]
    if one.key in PARTS and isinstance(choice, Description):
        left = tuple(other for other in draft.undecided if other is not one)
        return after(talk, taking.read_anew(talk, replace(draft, undecided=left), choice.text), at_summary=False)
    reading = Reading({one.name: about.check(choice, talk.rules)})
    return after(talk, take(talk, draft, one.text, reading, by="picked"), at_summary=False)

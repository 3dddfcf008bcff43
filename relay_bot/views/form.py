"""What the form engine says, in words: sentences and buttons of a language, as rows for delivery. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

from markupsafe import Markup

from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.forms import registry, saying
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Button, Choice, Explained, Label, Labels, Line, Lines, Say
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.outgoing import Buttons, Card, Out, Text
from relay_bot.domain.parsing.values import Address, Weight
from relay_bot.domain.signs import shortened
from relay_bot.texts import Language
from relay_bot.views import cards
from relay_bot.views.values import show, show_choices, show_parts

BUTTON_MAX = 32
ALONE_MAX = 40
"""Of a button that has a row to itself."""

KNOWN_MAX = 200


def summary_card(draft_id: int, number: int) -> str:
    """The key of the `number`th summary of a draft: corrections edit it where it stands."""
    return f"draft:{draft_id}:{number}"


def out(t: Language, client_id: int, draft_id: int, draft: Draft, say: Say) -> Out:
    """`say` as a row to the client; a summary is a card, so that its next state edits it."""
    words, keys, to = html(t, say.lines), buttons(t, draft_id, say), addresses.client(client_id)
    if say.place == "message":
        return Out(to, Text(words, buttons=keys))
    return Out(to, Card(words, keys), card=summary_card(draft_id, draft.summaries))


def superseded(t: Language, client_id: int, draft_id: int, draft: Draft) -> Out:
    """The summary that another one follows below: it shows nothing old, and has no buttons."""
    card = Card(t("form-summary_below"))
    return Out(addresses.client(client_id), card, card=summary_card(draft_id, draft.summaries))


def closed(t: Language, client_id: int, draft_id: int, kind: str, draft: Draft) -> list[Out]:
    """A form of this kind is given up: its summary, if one was shown, says so and has no buttons any more."""
    form = registry.form_of(kind)
    say = saying.closed(form, draft) if form is not None else None
    return [out(t, client_id, draft_id, draft, say)] if say is not None else []


def sure_to_cancel(t: Language, stored: Stored) -> Text:
    keys = [
        [cards.button(t.plain("btn-cancel_sure"), taps.InForm(stored.id, "drop_sure", stored.content.whole_stamp))],
        [cards.button(t.plain("btn-cancel_not"), taps.InForm(stored.id, "resume"))],
    ]
    return Text(t("form-cancel_sure"), buttons=keys)


def html(t: Language, lines: tuple[Line, ...]) -> Markup:
    return Markup("\n\n").join(t(line.key, **words(t, line.values)) for line in lines)


def words(t: Language, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _word(t, value) for name, value in values.items()}


def _word(t: Language, value: Any) -> Any:
    match value:
        case Labels(keys=keys):
            return ", ".join(t.plain(key).lower() for key in keys)
        case Label(key=key):
            return t.plain(key)
        case Explained(value=made):
            parts = show_parts(t, made) if isinstance(made, Weight) else ""
            return f"{show(t, made)} ({parts})" if parts else show(t, made)
        case Lines(lines=lines):
            return Markup("").join(Markup("\n") + t(line.key, **words(t, line.values)) for line in lines)
        case tuple():
            return ": ".join(_word(t, one) for one in value)
        case _:
            return show(t, value) if is_dataclass(value) and not isinstance(value, type) else value  # type: ignore[arg-type]


def buttons(t: Language, draft_id: int, say: Say) -> Buttons:
    return [
        [cards.button(_label(t, one, len(row)), taps.InForm(draft_id, one.verb, one.arg)) for one in row]
        for row in say.buttons
    ]


def _label(t: Language, button: Button, beside: int) -> str:
    if isinstance(button.label, Choice):
        return show_choices(t, button.label.question)[button.label.number]
    values = {name: value.text if isinstance(value, Address) else value for name, value in button.values.items()}
    return shortened(t.plain(button.label, **words(t, values)), BUTTON_MAX if beside > 1 else ALONE_MAX)


def known(t: Language, draft: Draft) -> str:
    """What a draft has already, in a few words; empty while the client has given nothing."""
    given = [show(t, one.value) for one in draft.values.values() if one.by != "memory"]
    if draft.files:
        given.append(t.plain("draft-files", n=len(draft.files)))
    return shortened(", ".join(given), KNOWN_MAX)

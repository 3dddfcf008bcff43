"""Rows of the outbox as JSON and back: the only place that knows how they are kept.

A kind is called after its class, a field after its name; a field that has its default is left out. Buttons and
keyboards are kept as the Bot API writes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from typing import Any, assert_never, get_args

from relay_bot.domain.outgoing import (
    Answer,
    Button,
    Callback,
    Card,
    Command,
    Copy,
    File,
    Key,
    Keyboard,
    Link,
    Row,
)

KINDS: dict[str, type[Row]] = {one.__name__.lower(): one for one in get_args(Row)}


def kind_of(row: Row) -> str:
    return type(row).__name__.lower()


def to_json(row: Row) -> dict[str, Any]:
    """What the column `payload` holds."""
    values = {field.name: (getattr(row, field.name), field.default) for field in fields(row)}
    return {name: _plain(value) for name, (value, default) in values.items() if value != default}


def from_json(kind: str, payload: Mapping[str, Any]) -> Row:
    """Raises ValueError for what this release does not know."""
    made = KINDS.get(kind)
    if made is None:
        raise ValueError(f"a row of the unknown kind {kind}")
    given = {field.name for field in fields(made) if field.name in payload}
    if missing := [field.name for field in fields(made) if field.default is MISSING and field.name not in given]:
        raise ValueError(f"a row of the kind {kind} without {missing}")
    return made(**{name: _value(name, payload[name]) for name in given})


def card_from_json(payload: Mapping[str, Any]) -> Card:
    card = from_json("card", payload)
    assert isinstance(card, Card)
    return card


def _plain(value: Any) -> Any:
    match value:
        case Callback() | Link() | Copy():
            return _plain_button(value)
        case Keyboard(keys=keys, placeholder=placeholder):
            board = {"keyboard": _plain(keys), "resize_keyboard": True, "is_persistent": True}
            return board | ({"input_field_placeholder": placeholder} if placeholder else {})
        case Key(label=label, asks_for=asked):
            return {"text": label} | ({f"request_{asked}": True} if asked else {})
        case File(kind=kind, file_id=file_id):
            return {"kind": kind, "file_id": file_id}
        case Answer():
            return {name: _plain(one) for name, one in asdict(value).items() if one}
        case Command(name=name, description=description):
            return {"command": name, "description": description}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _plain_button(button: Button) -> dict[str, Any]:
    match button:
        case Callback(label=label, data=data):
            return {"text": label, "callback_data": data}
        case Link(label=label, url=url):
            return {"text": label, "url": url}
        case Copy(label=label, text=text):
            return {"text": label, "copy_text": {"text": text}}
        case _:
            assert_never(button)


def _value(field: str, kept: Any) -> Any:
    match field:
        case "buttons":
            return _rows(kept, _button)
        case "keyboard" if kept is not None:
            return Keyboard(_rows(kept["keyboard"], _key), kept.get("input_field_placeholder", ""))
        case "files":
            return tuple(File(one["kind"], one["file_id"]) for one in kept)
        case "answer" if kept is not None:
            values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in kept.items()}
            return Answer(**values)
        case "commands":
            return tuple(Command(one["command"], one["description"]) for one in kept)
        case _:
            return tuple(kept) if isinstance(kept, list) else kept


def _rows(kept: Sequence[Sequence[Any]], read: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(read(one) for one in row) for row in kept)


def _button(kept: Mapping[str, Any]) -> Button:
    if "callback_data" in kept:
        return Callback(kept["text"], kept["callback_data"])
    return Link(kept["text"], kept["url"]) if "url" in kept else Copy(kept["text"], kept["copy_text"]["text"])


def _key(kept: Mapping[str, Any]) -> Key:
    if "request_contact" in kept:
        return Key(kept["text"], "contact")
    return Key(kept["text"], "location" if "request_location" in kept else None)

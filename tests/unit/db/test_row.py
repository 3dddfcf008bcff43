"""Rows as the database keeps them: nothing is lost on the way there and back, and what older releases kept is read."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from markupsafe import Markup

from relay_bot.db.row import from_json, kind_of, to_json
from relay_bot.domain.outgoing import (
    Album,
    Answer,
    Callback,
    Card,
    Close,
    Command,
    Commands,
    Copy,
    Document,
    Edit,
    Ensure,
    Farewell,
    File,
    Icon,
    Key,
    Keyboard,
    Link,
    Pin,
    React,
    Refresh,
    Relay,
    Remove,
    Row,
    Text,
    Tidy,
    Transcript,
    Upload,
)

BUTTONS = ((Callback("Беру", "call_take:17"), Link("Чат", "https://t.me/c/1/2")), (Copy("Почта", "ivan@mail.ru"),))
KEYBOARD = Keyboard(((Key("📄 Накладная"),), (Key("Телефон", "contact"), Key("Точка", "location"))), "Ваш груз?")

ROWS: tuple[Row, ...] = (
    Relay(silent=True, resend=True, buttons=BUTTONS),
    Relay(cut=True, mark="✏️", answer=Answer(5, 7, "цена?", "цена", 3, ({"type": "bold", "offset": 0, "length": 4},))),
    Relay(answer=Answer()),
    Edit("✏️", BUTTONS),
    React("👍", said="Реакция:", at=(-100, 5)),
    React(custom="5312016608254762256"),
    Remove((-100, 5), quietly=True),
    Transcript("две паллеты", silent=False),
    Text(Markup("<b>привет</b>"), silent=True, buttons=BUTTONS, reply_to=5),
    Text("меню", keyboard=KEYBOARD),
    Card("звонок", BUTTONS, silent=True, board="calls", open=True, memo="7500.00"),
    Album((File("photo", "a"), File("photo", "b")), silent=True, html="подпись"),
    Document(7, "7.pdf", "№ 7", silent=True, buttons=BUTTONS, reply_to=5),
    Upload(3, "подпись", silent=True, buttons=BUTTONS, reply_to=5),
    Ensure(probed=True),
    Refresh(),
    Pin(),
    Icon("🔥"),
    Tidy((7, 8)),
    Close(),
    Farewell("former:5:77:-1", "anna", ("call:17",)),
    Commands((Command("start", "Начать"),), 100, "en"),
)


def kept(row: Row) -> dict[str, Any]:
    """As PostgreSQL gives it back."""
    values: dict[str, Any] = json.loads(json.dumps(to_json(row)))
    return values


@pytest.mark.parametrize("row", ROWS, ids=kind_of)
def test_a_row_comes_back_as_it_was(row: Row) -> None:
    assert from_json(kind_of(row), kept(row)) == row


def test_every_kind_is_tried_here() -> None:
    assert {type(row) for row in ROWS} == set(get_args(Row))


def test_what_has_its_default_is_not_kept() -> None:
    assert kept(Text("привет")) == {"html": "привет"}
    assert kept(Relay()) == {}


OF_THE_RELEASE_BEFORE: list[tuple[str, dict[str, Any], Row]] = [
    ("relay", {"silent": False}, Relay()),
    (
        "card",
        {
            "html": "звонок",
            "buttons": [
                [{"text": "Беру", "callback_data": "call_take:17"}, {"text": "Чат", "url": "https://t.me/c/1/2"}],
                [{"text": "Почта", "copy_text": {"text": "ivan@mail.ru"}}],
            ],
            "board": "calls",
            "open": True,
            "shown_at": "2026-11-22T12:00:00+00:00",
        },
        Card("звонок", BUTTONS, board="calls", open=True),
    ),
    (
        "text",
        {
            "html": "меню",
            "keyboard": {
                "keyboard": [
                    [{"text": "📄 Накладная"}],
                    [{"text": "Телефон", "request_contact": True}, {"text": "Точка", "request_location": True}],
                ],
                "resize_keyboard": True,
                "is_persistent": True,
                "input_field_placeholder": "Ваш груз?",
            },
        },
        Text("меню", keyboard=KEYBOARD),
    ),
    (
        "document",
        {"waybill": 7, "filename": "7.pdf", "html": "№ 7", "buttons": [], "silent": False},
        Document(7, "7.pdf", "№ 7"),
    ),
    ("upload", {"upload": 3, "html": "", "silent": True, "reply_to": None}, Upload(3, silent=True)),
    ("album", {"files": [{"kind": "photo", "file_id": "a"}], "silent": True}, Album((File("photo", "a"),), True)),
    ("farewell", {"former": None, "desk": "anna", "cards": ["call:17"]}, Farewell(None, "anna", ("call:17",))),
    ("ensure", {"probed": True}, Ensure(probed=True)),
]


@pytest.mark.parametrize(("kind", "payload", "row"), OF_THE_RELEASE_BEFORE)
def test_what_the_release_before_queued_is_read(kind: str, payload: dict[str, Any], row: Row) -> None:
    assert from_json(kind, payload) == row


@pytest.mark.parametrize(("kind", "payload"), [("telepathy", {}), ("text", {}), ("document", {"html": "№ 7"})])
def test_what_this_release_does_not_know_is_refused(kind: str, payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"kind {kind}"):
        from_json(kind, payload)

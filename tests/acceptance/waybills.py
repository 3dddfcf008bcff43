"""How waybills are played: what a client types and taps, and what they see."""

from __future__ import annotations

import io
from typing import Any

import pypdf

from relay_bot.sandbox import Message, Person
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first

RU = Texts.load().lang("ru")


NEW, REPEAT, CREATE = RU.plain("menu-waybill"), RU.plain("menu-repeat"), RU.plain("btn-create")


CARGO = "станок токарный, 800 кг, 120х80х150"


FROM, TO = "Казань, ул. Баумана, 1", "Москва, Ленинградский пр-т, 80к16"


WHOLE = f"Станок токарный, 800 кг, 120х80х150, из {FROM} в {TO}, безнал"


def actions(client: Person) -> int:
    """Messages that the client sent (a menu key is one) and inline buttons pressed."""
    return sum(not message.from_bot for message in client.chat) + len(client.presses)


def bot_says(client: Person, part: str) -> Message | None:
    """The newest message of the bot that has `part`."""
    return first(message for message in reversed(client.chat.from_bot) if part in message.text)


def documents(client: Person) -> list[Message]:
    return [message for message in client.chat.from_bot if message.document]


class Counter:
    """How many actions the block took."""

    def __init__(self, client: Person) -> None:
        self._client = client
        self._before = actions(client)

    @property
    def taken(self) -> int:
        return actions(self._client) - self._before


async def answer(stage: Stage, client: Person, question: str, said: str) -> None:
    """Wait for a question of the bot, then write."""
    await stage.until(lambda: client.chat.last.from_bot and question in client.chat.last.text, question)
    await client.write(said)


async def press(stage: Stage, client: Person, label: str) -> Any:
    """Wait for an inline button on the newest message that has it, then press it."""
    await stage.until(lambda: any(label in message.buttons for message in client.chat), label)
    return await client.press(label)


async def summary(stage: Stage, client: Person, *parts: str) -> Message:
    """The newest summary, once it says all of `parts`."""

    def found() -> Message | None:
        card = bot_says(client, "Проверьте накладную")
        return card if card is not None and all(part in card.text for part in parts) else None

    return await stage.until(found, f"a summary with {parts}")  # type: ignore[no-any-return]


async def document(stage: Stage, client: Person, number: int = 1) -> Message:
    """The `number`th document that the client got."""
    return (await stage.until(lambda: len(documents(client)) >= number and documents(client), "the PDF"))[number - 1]  # type: ignore[no-any-return]


async def issued(stage: Stage, client: Person, text: str = WHOLE) -> Message:
    """One waybill, in the shortest way."""
    before = len(documents(client))
    await client.press_key(NEW)
    await answer(stage, client, "Что везём?", text)
    await summary(stage, client)
    await press(stage, client, CREATE)
    return await document(stage, client, before + 1)


def number_of(paper: Message) -> str:
    return paper.text.split("№ ")[1].split()[0]


def pdf_text(message: Message) -> str:
    pages = pypdf.PdfReader(io.BytesIO(message.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)

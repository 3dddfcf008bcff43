"""kill -9 around «Оформить»: exactly one waybill, and its document comes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psycopg
import pytest

from bench import _stage
from bench._kills import Watched
from relay_bot.sandbox import TOKEN, Fault, Limits, Message, Person, Sandbox
from relay_bot.texts import Texts
from tests.acceptance.settled import (
    settled,
)

RU = Texts.load().lang("ru")
WHOLE = "Станок токарный, 800 кг, 120х80х150, из Казань, ул. Баумана, 1 в Москва, Тверская, 5, безнал"


def documents(client: Person) -> list[Message]:
    return [message for message in client.chat.from_bot if message.document]


async def confirmable(tg: Sandbox, client: Person) -> Message:
    """Walk the client to the summary; the message with «Оформить»."""
    await client.start("m_DESK0")
    await tg.wait(lambda: client.chat.keyboard, 60, "the share-phone button")
    await client.share_contact()
    await tg.wait(lambda: RU.plain("menu-waybill") in str(client.chat.keyboard), 60, "the menu")
    await client.press_key(RU.plain("menu-waybill"))
    await tg.wait(lambda: "Что везём?" in client.chat.last.text, 60, "the first question")
    await client.write(WHOLE)
    return await tg.wait(  # type: ignore[no-any-return]
        lambda: next((m for m in client.chat if RU.plain("btn-create") in m.buttons), None), 60, "the summary"
    )


@pytest.mark.parametrize("point", ["at the tap", "before sendDocument", "after sendDocument"])
async def test_a_kill_around_the_confirmation_makes_exactly_one_waybill(
    database: str, tmp_path: Path, point: str
) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        tg.faults = watched = Watched()
        client = _stage.Cast(tg).client(1)
        settings = _stage.settings(tg.url, TOKEN, database)
        bot = _stage.start(_stage.bot, settings, log=tmp_path / "bot.log")
        card = await confirmable(tg, client)
        struck = asyncio.Event()

        def on_call(method: str, chat_id: int | None) -> Fault | None:
            to_client = method == "sendDocument" and chat_id == client.id  # the manager's own may be in flight too
            if not to_client or struck.is_set() or point == "at the tap":
                return None
            struck.set()
            bot.kill()
            return Fault("reset_before" if point.startswith("before") else "reset_after")

        watched.on_call = on_call
        button = next(one for one in card.inline_buttons if one["text"] == RU.plain("btn-create"))
        await client.press_button(card.record, button)
        if point == "at the tap":
            bot.kill()
        else:
            await tg.wait(struck.is_set, 60, "the document's call")
        await asyncio.to_thread(bot.join)
        watched.on_call = lambda *_: None
        again = _stage.start(_stage.bot, settings, log=tmp_path / "bot.log")
        await client.press_button(card.record, button)  # an impatient client taps again
        await tg.wait(lambda: documents(client), 60, "the document")
        await tg.wait(lambda: asyncio.to_thread(settled, database), 60, "everything sent")
        again.kill()
        await asyncio.to_thread(again.join)
        most = 2 if point.startswith("after") else 1  # its answer was lost: a duplicate is better than a loss
        assert 1 <= len(documents(client)) <= most
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT count(*) FROM waybills").fetchone() == (1,)

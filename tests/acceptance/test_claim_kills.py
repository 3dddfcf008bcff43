"""kill -9 around «Отправить» and 👤: one claim, and one push in the queue whatever happens; the ring is heard."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psycopg
import pytest

from bench import _stage
from relay_bot.sandbox import TOKEN, Limits, Sandbox
from relay_bot.texts import Texts
from tests.acceptance.settled import settled

RU = Texts.load().lang("ru")


@pytest.mark.parametrize("after_s", [0, 0.03, 0.1])
async def test_a_kill_of_one_of_two_bots_after_the_tap_makes_one_claim_that_rings(
    database: str, tmp_path: Path, after_s: float
) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        cast = _stage.Cast(tg)
        client, manager = cast.client(1), cast.managers[0]
        settings = _stage.settings(tg.url, TOKEN, database)
        bots = [_stage.start(_stage.bot, settings, log=tmp_path / "bots.log") for _ in range(2)]
        await client.start("m_DESK0")
        await tg.wait(lambda: client.chat.keyboard, 60, "the share-phone button")
        await client.share_contact()
        await tg.wait(lambda: RU.plain("menu-claim") in str(client.chat.keyboard), 60, "the menu")
        await client.press_key(RU.plain("menu-claim"))
        await tg.wait(lambda: "По какой накладной" in client.chat.last.text, 60, "the first question")
        await client.write("2611-00042")
        await tg.wait(lambda: "Опишите, что случилось" in client.chat.last.text, 60, "the story's question")
        await client.write("Разбили две коробки, требую 15 000 руб, ivan@mail.ru")
        card = await tg.wait(
            lambda: next((m for m in client.chat if RU.plain("btn-cl_send") in m.buttons), None), 60, "the summary"
        )
        button = next(one for one in card.inline_buttons if one["text"] == RU.plain("btn-cl_send"))
        await client.press_button(card.record, button)
        await asyncio.sleep(after_s)  # the moment of the kill, not a wait for a result
        for bot in bots:
            bot.kill()
            await asyncio.to_thread(bot.join)
        in_flight = await asyncio.to_thread(_ring_in_flight, database)
        again = _stage.start(_stage.bot, settings, log=tmp_path / "bots.log")

        def rung() -> int:
            return sum("П-" in ring.text for ring in manager.rings)

        await tg.wait(rung, 60, "the ring")
        await tg.wait(lambda: asyncio.to_thread(settled, database), 60, "everything sent")
        again.kill()
        await asyncio.to_thread(again.join)
        assert rung() <= 1 + in_flight  # its answer was lost with the process: a duplicate is better than a loss
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT count(*) FROM claims").fetchone() == (1,)
            pushes = connection.execute("SELECT count(*) FROM outbox WHERE starts_with(once, 'claim:')").fetchone()
            assert pushes == (1,)


def _ring_in_flight(database: str, key: str = "claim:") -> int:
    """Whether the dead had the ring in their hands: 0 or 1."""
    with psycopg.connect(database, autocommit=True) as connection:
        query = "SELECT count(*) FROM outbox WHERE starts_with(once, %s) AND state = 'sending'"
        row = connection.execute(query, [key]).fetchone()
        return int(row[0]) if row else 0


@pytest.mark.parametrize("after_s", [0, 0.05])
async def test_a_kill_of_two_bots_after_a_call_rings_once(database: str, tmp_path: Path, after_s: float) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        cast = _stage.Cast(tg)
        client, manager = cast.client(1), cast.managers[0]
        settings = _stage.settings(tg.url, TOKEN, database)
        bots = [_stage.start(_stage.bot, settings, log=tmp_path / "bots.log") for _ in range(2)]
        await client.start("m_DESK0")
        await tg.wait(lambda: client.chat.keyboard, 60, "the share-phone button")
        await client.share_contact()
        await tg.wait(lambda: RU.plain("menu-call") in str(client.chat.keyboard), 60, "the menu")
        await client.press_key(RU.plain("menu-call"))
        await asyncio.sleep(after_s)  # the moment of the kill, not a wait for a result
        for bot in bots:
            bot.kill()
            await asyncio.to_thread(bot.join)
        in_flight = await asyncio.to_thread(_ring_in_flight, database, "call:")
        again = _stage.start(_stage.bot, settings, log=tmp_path / "bots.log")

        def rung() -> int:
            return sum("Вызов" in ring.text for ring in manager.rings)

        await tg.wait(rung, 60, "the ring")
        await client.press_key(RU.plain("menu-call"))  # an impatient client taps again
        await tg.wait(lambda: any("уже в курсе" in text for text in client.chat.texts), 60, "the word about it")
        await tg.wait(lambda: asyncio.to_thread(settled, database), 60, "everything sent")
        again.kill()
        await asyncio.to_thread(again.join)
        assert rung() <= 1 + in_flight

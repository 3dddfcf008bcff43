"""Waiting texts of one conversation go as one message when there is no budget for each, and each can still be found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from relay_bot.sandbox.transcript import Message
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, sql
from tests.acceptance.talk import Side, Talk, talk

__all__ = ["sql"]

SCARCE = {
    "group_messages": 2,
    "group_window": "1s",
    "chat_interval": "1s",
    "chat_burst": 2,
    "total_per_second": 1000,
}
REFUSED = "Bad Request: can't parse entities: nobody knows why"
HOLD = "UPDATE lanes SET held = :held WHERE address LIKE :room || ':%'"
WAITING = """SELECT count(*) FROM outbox JOIN lanes ON lanes.id = lane_id
    WHERE address LIKE :room || ':%' AND kind = 'relay' AND state = 'queued'"""

both = pytest.mark.parametrize("side", ["client", "desk"])


@asynccontextmanager
async def backlog(here: Talk, sql: Sql, waiting: int) -> AsyncIterator[None]:
    """What is written inside waits, `waiting` messages in all, and may go together afterwards."""
    room = "topic" if here.side == "client" else "client"

    async def all_wait() -> bool:
        return bool(await sql(WAITING, room=room) == waiting)

    await sql(HOLD, held=True, room=room)
    yield
    await here.stage.until(all_wait, "what was written waits")
    await sql(HOLD, held=False, room=room)


async def joined(here: Talk, sql: Sql, *texts: str) -> tuple[list[Message], Message]:
    """(what was written, the one copy)."""
    async with backlog(here, sql, len(texts)):
        written = [await here.writer.write(one, html=True, **here.where) for one in texts]
    words = "\n\n".join(one.text for one in written)
    return written, await here.stage.until(lambda: first(one for one in here.read if one.text == words), "one copy")


@both
async def test_what_waits_goes_as_one_message_with_its_formatting(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        _, copy = await joined(here, sql, "👋 <b>срочно</b>", "груз <i>завтра</i>", "https://example.com")
        assert copy.html.startswith("👋 <b>срочно</b>\n\nгруз <i>завтра</i>\n\n")
        _, alone = await here.said("потом")
        assert alone.id > copy.id


@both
async def test_with_budget_for_each_each_is_its_own(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side) as here:
        async with backlog(here, sql, 3):
            for one in ("раз", "два", "три"):
                await here.writer.write(one, **here.where)
        await here.copy("три")
        assert [one.text for one in here.read][-3:] == ["раз", "два", "три"]


@both
async def test_media_between_texts_keep_their_places(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        async with backlog(here, sql, 5):
            for one in ("раз", "два"):
                await here.writer.write(one, **here.where)
            await here.writer.send_photo(caption="фото", **here.where)
            for one in ("три", "четыре"):
                await here.writer.write(one, **here.where)
        await here.copy("четыре")
        assert [one.text for one in here.read][-3:] == ["раз\n\nдва", "фото", "три\n\nчетыре"]


@both
async def test_replies_point_at_the_one_that_is_meant(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        written, copy = await joined(here, sql, "цена 100", "срок <b>3 дня</b>", "вес 20")
        reader = here.other
        await reader.writer.reply(copy, "а почему так дорого?", quote="цена 100")
        answer = await reader.copy("а почему так дорого?")
        assert answer.reply_to == written[0]
        await reader.writer.reply(copy, "спасибо")
        assert (await reader.copy("спасибо")).reply_to == written[-1]
        await here.writer.write("это точно", reply_to=written[1], **here.where)
        again = await here.copy("это точно")
        assert again.reply_to == copy and again.quote == "срок 3 дня"


@both
async def test_an_edit_redraws_it_and_the_others_stay_findable(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        written, copy = await joined(here, sql, "цена 100", "срок 3 дня", "вес 20")
        await here.writer.edit(written[0], "цена <b>не 100, а 90</b>", html=True)
        await stage.until(lambda: copy.html == "цена <b>не 100, а 90</b>\n\nсрок 3 дня\n\nвес 20")
        reader = here.other
        await reader.writer.reply(copy, "вижу", quote="вес 20")
        assert (await reader.copy("вижу")).reply_to == written[2]


@both
async def test_an_edit_that_does_not_fit_is_shown_below(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        written, copy = await joined(here, sql, "коротко", "ещё короче", "x" * 3000)
        await here.writer.edit(written[0], "y" * 2000)
        newer = await here.copy("y" * 2000)
        assert newer.reply_to == copy and copy.text.startswith("коротко")
        await here.writer.edit(written[0], "снова коротко")
        await stage.until(lambda: newer.text == "снова коротко")


@both
async def test_each_can_be_taken_back(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        written, copy = await joined(here, sql, "раз", "два", "три")
        await here.writer.write("/del", reply_to=written[1], **here.where)
        await stage.until(lambda: copy.text == "раз\n\nтри")
        await here.writer.edit(written[2], "3")
        await stage.until(lambda: copy.text == "раз\n\n3")
        for one in (written[0], written[2]):
            await here.writer.write("/del", reply_to=one, **here.where)
        await stage.until(lambda: copy.deleted)


@both
async def test_reactions_cross_it(stage: Stage, sql: Sql, side: Side) -> None:
    async with talk(stage, side, telegram={"limits": SCARCE}) as here:
        written, copy = await joined(here, sql, "раз", "два", "три")
        await here.writer.react(written[0], "🔥")
        await stage.until(lambda: copy.reactions.get(stage.tg.bot_id) == "🔥")
        await here.other.writer.react(copy, "👍")
        await stage.until(lambda: written[2].reactions.get(stage.tg.bot_id) == "👍")


async def test_one_that_telegram_refuses_is_parked_alone(stage: Stage, sql: Sql) -> None:
    async with talk(stage, "desk", telegram={"limits": SCARCE}) as here:
        async with backlog(here, sql, 3):
            for one in ("раз", "два", "три"):
                await here.writer.write(one, **here.where)
            here.trouble("sendMessage", "error", description="Bad Request: can't parse entities: nobody knows why")
            here.trouble(
                "copyMessage", "error", after=1, description="Bad Request: can't parse entities: nobody knows why"
            )
        await here.copy("три")
        assert [one.text for one in here.read if one.text in ("раз", "два", "три")] == ["раз", "три"]


async def test_lines_that_stay_inside_stay_there(stage: Stage, sql: Sql) -> None:
    async with talk(stage, "desk", telegram={"limits": SCARCE}) as here:
        async with backlog(here, sql, 3):
            for one in ("завезём\n// не раньше пятницы", "ждите", "спасибо"):
                await here.writer.write(one, **here.where)
        copy = await stage.until(lambda: first(one for one in here.read if one.text == "завезём\n\nждите\n\nспасибо"))
        assert "пятниц" not in copy.text

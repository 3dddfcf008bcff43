"""What a manager sees of a desk without opening anything: icons that say how each client is, no noise of the bot's."""

from __future__ import annotations

from typing import Any

from relay_bot.clocks import icon
from relay_bot.sandbox import Message, Topic
from relay_bot.texts import Texts
from tests.acceptance.claims import filed
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, sql

__all__ = ["sql"]

RU = Texts.load().lang("ru")
AT_ONCE: dict[str, Any] = {"timers": {"icon_debounce": "0s", "sla_message": "0s", "sla_call": "0s"}}


async def test_the_icon_of_a_topic_says_how_its_client_is(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(**AT_ONCE):
        topic = await stage.registered(client)
        assert topic.icon == "💬"
        await client.write("где груз?")
        await stage.until(lambda: topic.icon == "❗️", "an icon of somebody who waits")
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: topic.icon == "🔥", "an icon of a call")
        await stage.anna.write("едет", **stage.at(topic))
        await stage.until(lambda: topic.icon == "💬", "the icon of a calm client")
        await filed(stage, client)
        await stage.until(lambda: topic.icon == "‼️", "an icon of a claim")


async def test_boards_have_an_icon_and_no_second_sign_in_their_name(stage: Stage) -> None:
    async with stage.bot():
        for name, sign in (("Вызовы", "🔥"), ("Претензии", "‼️"), ("Незавершённые", "👀")):
            board = await stage.until(lambda name=name: first(t for t in stage.group.topics if t.name == name))
            assert board.icon == sign
        await stage.until(lambda: stage.group.general.name == "📊 Сводка")


async def test_what_telegram_says_of_our_own_pins_and_icons_is_deleted_in_one_go(
    stage: Stage, sql: Sql, monkeypatch: Any
) -> None:
    client = stage.client()
    async with stage.bot(**AT_ONCE):
        topic = await stage.registered(client)
        await client.write("где груз?")
        await stage.until(lambda: topic.icon == "❗️")
        await stage.until(lambda: _service(topic), "Telegram's words about the icon")
        await sql("UPDATE service_messages SET at = at - :stood", stood=icon.STOOD)
        await stage.until(lambda: not _service(topic), "a topic without them")
        assert "где груз?" in topic.texts


def _service(topic: Topic) -> list[Message]:
    return [m for m in topic.history if m.service in ("forum_topic_edited", "pinned_message")]

"""The live board as a tool: filters, pages, one tap that takes or puts off; /next and /snooze."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from relay_bot.clocks import board as boards
from relay_bot.sandbox import Message
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, general, says, sql
from tests.acceptance.test_long_desk import board, crowd, link

__all__ = ["sql"]

RU = Texts.load().lang("ru")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board follows at once, and is probed for by nobody."""
    monkeypatch.setattr(boards, "EDIT_AFTER", timedelta())
    monkeypatch.setattr(boards, "EVERY_S", 0.2)


async def standing(stage: Stage) -> Message:
    return await stage.until(lambda: board(stage), "the board")  # type: ignore[no-any-return]


async def test_filters_and_pages_belong_to_the_message_and_stay_when_it_is_drawn_anew(stage: Stage, sql: Sql) -> None:
    async with stage.bot():
        live = await standing(stage)
        await crowd(sql, 24)
        await sql("DELETE FROM messages WHERE side = 'desk'")
        await stage.until(lambda: "Ждут ответа: 24" in live.text and "и ещё 21" in live.text)
        assert "Дальше: " in live.text and live.text.count("«старый вопрос»") == 4
        await stage.anna.press(live, "❗️ 24")
        await stage.until(lambda: "10. " in live.text and "Дальше" not in live.text)
        await stage.anna.press(live, "2 ›")
        await stage.until(lambda: "20. " in live.text and "\n1. " not in live.text)
        await sql("UPDATE clients SET answered_to = (SELECT max(id) FROM messages) WHERE tg_id = 500024")
        await stage.until(lambda: "Ждут ответа: 23" in live.text)
        assert "20. " in live.text, "the page that was chosen"
        await stage.anna.press(live, "· ❗️ 23 ·")
        await stage.until(lambda: "Дальше: " in live.text)


async def test_one_tap_on_the_board_puts_a_client_off_and_another_takes_a_call(stage: Stage, sql: Sql) -> None:
    ivan, olga = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot():
        live = await standing(stage)
        topics = [await stage.registered(one) for one in (ivan, olga)]
        await ivan.write("где груз?")
        await stage.until(lambda: "Дальше: Иван" in live.text)
        await stage.anna.press(live, RU.plain("btn-snooze"))
        await stage.until(lambda: RU.plain("board-empty") in live.text)
        await olga.press(RU.plain("menu-call"))
        await stage.until(lambda: "Дальше: Ольга — вызов" in live.text)
        await stage.anna.press(live, RU.plain("btn-take"))
        await stage.until(lambda: RU.plain("board-empty") in live.text)
        card = first(m for m in stage.group.topic("Вызовы").messages if "Приняла Анна" in m.text)
        assert card is not None and "Анна" in olga.chat.texts[-1]
        await ivan.write("алло")  # whoever writes is back
        await stage.until(lambda: "Дальше: Иван" in live.text and "«алло»" in live.text)
        assert topics[0].texts[-1] == "алло"


async def test_next_opens_the_one_who_has_waited_longest_and_snooze_keeps_them_off_until_then(
    stage: Stage, sql: Sql
) -> None:
    people = [stage.client(name) for name in ("Вера", "Борис")]
    async with stage.bot():
        topics = [await stage.registered(client) for client in people]
        for client, topic, minutes in zip(people, topics, (50, 30), strict=True):
            await client.write(f"где груз, {client.name}?")
            await stage.until(lambda topic=topic: any("где груз" in said for said in topic.texts))
            await sql(
                "UPDATE messages SET written_at = now() - make_interval(mins => :minutes) FROM clients "
                "WHERE clients.id = client_id AND tg_id = :tg",
                minutes=minutes,
                tg=client.id,
            )
        await stage.anna.write("/next", chat=stage.group)
        answer = await stage.until(lambda: general(stage, "Дальше: Вера — ⏱ 50 мин"))
        assert "«где груз, Вера?»" in answer.text and _links(answer) == [link(topics[0])]
        await stage.anna.write("/next", **stage.at(topics[0]))
        assert await stage.until(lambda: says(topics[0], "Дальше: Борис"))
        await stage.anna.write("/snooze 3ч", **stage.at(topics[0]))
        assert await stage.until(lambda: says(topics[0], "Убрали из очереди"))
        await stage.anna.write("/queue", chat=stage.group)
        assert "Вера" not in (await stage.until(lambda: general(stage, "Ждут: 1"))).text
        await sql("UPDATE clients SET snoozed_until = now()")
        await stage.anna.write("/queue", chat=stage.group)
        assert "Вера" in (await stage.until(lambda: general(stage, "Ждут: 2"))).text
        await stage.anna.write("/snooze когда-нибудь", **stage.at(topics[0]))
        assert await stage.until(lambda: says(topics[0], "На сколько отложить"))


def _links(message: Message) -> list[Any]:
    return [
        button["url"]
        for row in message.record.body["reply_markup"]["inline_keyboard"]
        for button in row
        if "url" in button
    ]

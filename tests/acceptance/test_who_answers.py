"""Who is told what after 👤: at night, in an absence, and how long the card says that somebody waits (scenario 14)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from relay_bot.clocks import board as boards
from relay_bot.db.session import Database
from relay_bot.domain import schedule
from relay_bot.sandbox import Message
from relay_bot.texts import Texts
from relay_bot.views import moments
from tests.acceptance.claims import filed
from tests.acceptance.conftest import Stage, first
from tests.acceptance.waybills import issued

RU = Texts.load().lang("ru")


def closed() -> dict[str, Any]:
    """Working hours that are not now: on another day of the week."""
    day = (datetime.now(UTC).weekday() + 3) % 7
    return {"workdays": [schedule.WEEKDAYS[day]], "hours": "09:00-18:00", "holidays": []}


def away(manager: str, **more: Any) -> dict[str, Any]:
    today = datetime.now(ZoneInfo("Europe/Moscow")).date()
    return {"manager": manager, "from": today - timedelta(days=2), "until": today + timedelta(days=2), **more}


async def card(stage: Stage) -> Message:
    found = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
    return found  # type: ignore[no-any-return]


async def test_outside_working_hours_the_client_learns_when_and_the_manager_is_rung_all_the_same(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(schedule=closed()):
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        config = stage.config(schedule=closed())
        now = datetime.now(UTC)
        opening = schedule.of(config, config.managers[0]).next_opening(now)
        assert opening is not None
        when = moments.when(RU, opening, now, config.bot.timezone)
        await stage.until(lambda: RU("call-offhours", manager="Анна Смирнова", when=when) in client.chat.texts)
        await card(stage)
        assert len([ring for ring in stage.anna.rings if "Вызов" in ring.text]) == 1


async def test_outside_working_hours_nobody_is_said_to_have_seen_a_waybill_or_a_claim(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(schedule=closed()):
        await stage.registered(client)
        paper = await issued(stage, client)
        assert "Анна Смирнова увидит её " in paper.text and "её видит" not in paper.text
        await filed(stage, client)
        done = await stage.until(lambda: first(m for m in client.chat if "Ответим на" in m.text))
        assert "Анна Смирнова увидит её " in done.text and "видит её." not in done.text


async def test_of_an_absent_manager_the_substitute_is_rung_once_and_the_client_is_told(stage: Stage) -> None:
    client = stage.client()
    stage.group.add(stage.petr)
    stage.group.mute(stage.petr)
    stage.group.mute(stage.anna)
    absence = away("anna")
    async with stage.bot(away=[absence]):
        topic = await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        date = f"{absence['until']:%d.%m.%Y}"
        told = RU("call-substitute", manager="Анна Смирнова", date=date, substitute="Пётр Волков")
        await stage.until(lambda: told in client.chat.texts)
        shown = await card(stage)
        assert f"Вместо Анны Смирновой (отсутствует до {date} включительно)" in shown.text
        assert len([ring for ring in stage.petr.rings if "Вызов" in ring.text]) == 1
        assert not [ring for ring in stage.anna.rings if "Вызов" in ring.text]
        await stage.petr.write("я за Анну", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "я за Анну" and "✅ Принял Пётр Волков" in shown.text)


async def test_an_absence_without_a_substitute_names_the_day_of_return(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(away=[away("anna"), away("petr")]):
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: first(t for t in client.chat.texts if "отсутствует до" in t and "ответит" in t))
        assert len([ring for ring in stage.anna.rings if "Вызов" in ring.text]) == 1


async def test_the_card_says_how_long_the_client_waits_until_somebody_takes_the_call(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "EDIT_AFTER", timedelta())
    monkeypatch.setattr(boards, "EVERY_S", 0.1)
    client = stage.client()
    db = Database(stage.database)
    async with stage.bot(), stage.bot():
        topic = await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        shown = await card(stage)
        for minutes, words in ((3, "⏱ Ждёт 3 мин"), (27, "⏱ Ждёт 25 мин"), (95, "⏱ Ждёт 1 ч 30 мин")):
            async with db.transaction() as session:
                await session.execute(
                    text("UPDATE calls SET called_at = now() - make_interval(mins => :minutes)"), {"minutes": minutes}
                )
            await stage.until(lambda words=words: words in shown.text, words)
        assert len([ring for ring in stage.anna.rings if ring.text.startswith("🔔 Вызов")]) == 1
        await stage.anna.write("слушаю", **stage.at(topic))
        await stage.until(lambda: "✅ Принял" in shown.text and "⏱" not in shown.text)
    await db.close()


async def test_a_message_outside_of_hours_is_told_when_to_expect_an_answer_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(schedule=closed() | {"digest": ""}):
        topic = await stage.registered(client)
        await client.write("добрый вечер")
        await client.write("где груз")
        await stage.until(lambda: {"добрый вечер", "где груз"} <= set(topic.texts))
        await stage.until(lambda: any("Сейчас нерабочее время" in text for text in client.chat.texts))
        assert sum("Сейчас нерабочее время" in text for text in client.chat.texts) == 1

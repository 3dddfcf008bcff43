"""What nobody answers rings again, once: calls, messages in working time, claims before their day, the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from relay_bot.clocks.overdue import Overdue
from relay_bot.db.session import Database
from relay_bot.sandbox import Message
from relay_bot.texts import Texts
from tests.acceptance.claims import board_card, filed
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, sql
from tests.acceptance.settled import nothing_in_flight

__all__ = ["sql"]

RU = Texts.load().lang("ru")
MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = {"workdays": ["mon", "tue", "wed", "thu", "fri"], "hours": "09:00-18:00", "digest": "09:00"}


async def at(stage: Stage, now: datetime, **tables: Any) -> int:
    """Look at Anna's desk as if it were `now`, once what Telegram shows is written down; how many pushes that made."""
    await stage.until(lambda: nothing_in_flight(stage.database))
    config, db = stage.config(**tables), Database(stage.database)
    manager = config.manager("anna")
    assert manager is not None
    async with db.transaction() as session:
        made = await Overdue(db, lambda: config, Texts.load()).look_at(session, manager, now)
    await db.close()
    return made


def calls_board(stage: Stage) -> list[Message]:
    return list(stage.group.topic("Вызовы").messages)


async def test_a_call_without_an_answer_rings_again_and_is_then_handed_to_the_substitute(stage: Stage) -> None:
    client = stage.client()
    stage.group.add(stage.petr)
    async with stage.bot():
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in calls_board(stage) if m.inline_buttons))
        called = datetime.now(UTC)
        assert await at(stage, called + timedelta(minutes=4)) == 0
        assert await at(stage, called + timedelta(minutes=6)) == 1
        assert await at(stage, called + timedelta(minutes=7)) == 0
        again = await stage.until(lambda: first(m for m in calls_board(stage) if "ждёт уже 6 мин" in m.text))
        assert stage.anna.id in again.rings and again.reply_to == card
        assert await at(stage, called + timedelta(minutes=16)) == 1
        handed = await stage.until(lambda: first(m for m in calls_board(stage) if "передан: Пётр Волков" in m.text))
        assert stage.petr.id in handed.rings


async def test_a_call_that_has_not_reached_the_group_is_not_overdue_there(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await sql("UPDATE budgets SET resting_until = 'infinity'")
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: sql("SELECT count(*) FROM outbox WHERE rings AND state = 'queued'"))
        called = datetime.now(UTC)
        assert await at(stage, called + timedelta(minutes=6)) == 0
        await sql("UPDATE budgets SET resting_until = now()")
        await sql("SELECT pg_notify('relay_outbox', '')")
        await stage.until(lambda: first(m for m in calls_board(stage) if m.inline_buttons))
        assert await at(stage, called + timedelta(minutes=6)) == 1


async def test_a_call_that_was_taken_rings_no_more(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in calls_board(stage) if m.inline_buttons))
        await stage.anna.press(card, RU.plain("btn-take"))
        await stage.until(lambda: "Принял" in card.text)
        assert await at(stage, datetime.now(UTC) + timedelta(hours=5)) == 0


async def test_a_message_rings_after_half_an_hour_of_working_time_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(timers={"sla_message": "0s"}):
        topic = await stage.registered(client)
        await client.write("где мой груз")
        await stage.until(lambda: "где мой груз" in topic.texts)
        now = datetime.now(UTC)
        assert await at(stage, now + timedelta(minutes=20)) == 0
        assert await at(stage, now + timedelta(minutes=32)) == 1
        assert await at(stage, now + timedelta(minutes=90)) == 0
        push = await stage.until(lambda: first(m for m in calls_board(stage) if "Без ответа" in m.text))
        assert stage.anna.id in push.rings and client.name in push.text
        await stage.anna.write("едет", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "едет")
        await client.write("спасибо, а когда")
        await stage.until(lambda: "спасибо, а когда" in topic.texts)
        assert await at(stage, datetime.now(UTC) + timedelta(minutes=32)) == 1


async def test_messages_that_fall_due_together_are_one_card_and_what_is_queued_is_not_overdue(stage: Stage) -> None:
    ivan, olga, pavel = stage.client("Иван"), stage.client("Ольга"), stage.client("Павел")
    async with stage.bot(timers={"sla_message": "0s"}):
        topics = [await stage.registered(one) for one in (ivan, olga, pavel)]
        for client, topic in ((ivan, topics[0]), (olga, topics[1])):
            await client.write(f"где груз? {client.name}")
            await stage.until(lambda topic=topic: any("где груз" in text for text in topic.texts))
        with psycopg.connect(stage.database, autocommit=True) as sql:
            sql.execute("UPDATE lanes SET held = true WHERE address = 'topic:3'")
            await pavel.write("и мой?")
            await stage.until(
                lambda: (
                    sql.execute("SELECT count(*) FROM outbox WHERE state = 'queued' AND kind = 'relay'").fetchone()
                    == (1,)
                )
            )
            now = datetime.now(UTC)
            assert await at(stage, now + timedelta(minutes=32)) == 1
            push = await stage.until(lambda: first(m for m in calls_board(stage) if "Ждут ответа: 2" in m.text))
            assert "где груз? Иван" in push.text and "где груз? Ольга" in push.text and "Павел" not in push.text
            assert push.html.count("https://t.me/c/") == 2 and stage.anna.id in push.rings
            await stage.anna.write("едет", **stage.at(topics[1]))
            await stage.until(lambda: olga.chat.texts[-1] == "едет")
            assert await at(stage, now + timedelta(minutes=40)) == 0
            sql.execute("UPDATE lanes SET held = false WHERE address = 'topic:3'")
            sql.execute("SELECT pg_notify('relay_outbox', '')")
        await stage.until(lambda: "и мой?" in topics[2].texts)
        assert await at(stage, now + timedelta(minutes=41)) == 1
        again = await stage.until(lambda: first(m for m in reversed(calls_board(stage)) if "Павел" in m.text))
        assert "и мой?" in again.text


async def test_nights_and_weekends_do_not_count_for_messages(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(timers={"sla_message": "0s"}):
        topic = await stage.registered(client)
        await client.write("вопрос")
        await stage.until(lambda: "вопрос" in topic.texts)
        never = OFFICE | {"workdays": [], "digest": ""}
        assert await at(stage, datetime.now(UTC) + timedelta(days=3), schedule=never) == 0


async def test_a_claim_rings_ten_five_three_and_one_day_before_its_day_once_each(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        noon = datetime.now(MOSCOW).replace(hour=12, minute=0).astimezone(UTC)
        made = {day: await at(stage, noon + timedelta(days=day)) for day in range(1, 33)}
        assert {day for day, count in made.items() if count} == {20, 25, 27, 29}
        assert await at(stage, noon + timedelta(days=29)) == 0
        board = stage.group.topic("Претензии")
        push = await stage.until(lambda: first(m for m in board.messages if "3 дня до срока ответа" in m.text))
        assert stage.anna.id in push.rings and push.reply_to == card


async def test_after_a_downtime_only_the_nearest_reminder_of_a_claim_comes(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await filed(stage, client)
        noon = datetime.now(MOSCOW).replace(hour=12, minute=0).astimezone(UTC)
        assert await at(stage, noon + timedelta(days=28)) == 1
        assert board_card(stage) is not None


async def test_the_morning_digest_rings_once_on_working_days_with_what_is_overdue(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await filed(stage, client)
        later = datetime.now(MOSCOW).replace(hour=9, minute=1) + timedelta(days=40)
        monday = (later + timedelta(days=7 - later.weekday())).astimezone(UTC)
        saturday = monday - timedelta(days=2)
        quiet: dict[str, Any] = {"timers": {"sla_message": "0s", "sla_call": "0s"}, "schedule": OFFICE}
        assert await at(stage, saturday, **quiet) == 0
        assert await at(stage, monday - timedelta(minutes=2), **quiet) == 0
        assert await at(stage, monday, **quiet) == 1
        assert await at(stage, monday + timedelta(minutes=30), **quiet) == 0
        digest = await stage.until(lambda: first(m for m in stage.group.general.messages if "Доброе утро" in m.text))
        assert stage.anna.id in digest.rings and "⛔ Просрочены: П-2611-0001" in digest.text


async def test_in_quiet_hours_a_push_comes_at_once_without_a_sound(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(push={"quiet_hours": "00:00-23:59"}):
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in calls_board(stage) if m.inline_buttons))
        assert card.silent and not card.mentions and not card.rings


async def test_calls_that_fall_due_together_are_one_card_and_so_are_claims(stage: Stage) -> None:
    ivan, olga = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot(timers={"sla_message": "0s"}):
        for client in (ivan, olga):
            await stage.registered(client)
            await client.press(RU.plain("menu-call"))
        await stage.until(lambda: len([m for m in calls_board(stage) if m.inline_buttons]) == 2)
        now = datetime.now(UTC)
        assert await at(stage, now + timedelta(minutes=6)) == 1
        push = await stage.until(lambda: first(m for m in calls_board(stage) if "Вызовы без ответа: 2" in m.text))
        assert "1. Иван — 6 мин" in push.text and push.html.count("https://t.me/c/") == 2
        assert stage.anna.id in push.rings and push.text.endswith("Анна Смирнова")
        assert await at(stage, now + timedelta(minutes=7)) == 0


async def test_who_was_put_off_rings_again_when_they_are_back(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(timers={"sla_message": "0s"}):
        topic = await stage.registered(client)
        await client.write("где груз?")
        await stage.until(lambda: "где груз?" in topic.texts)
        now = datetime.now(UTC)
        assert await at(stage, now + timedelta(minutes=32)) == 1
        await stage.anna.write("/snooze 2ч", **stage.at(topic))
        await stage.until(lambda: any("Убрали из очереди" in said for said in topic.texts))
        assert await at(stage, now + timedelta(minutes=60)) == 0
        assert await at(stage, now + timedelta(minutes=150)) == 1

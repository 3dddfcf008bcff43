"""/away (scenario 14): calls ring the substitute, clients are told, and it ends by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from relay_bot.db.session import Database
from relay_bot.sandbox import Message, Person
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first

RU = Texts.load().lang("ru")
MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
async def db(stage: Stage) -> AsyncIterator[Database]:
    database = Database(stage.database)
    yield database
    await database.close()


async def run(db: Database, query: str, **values: Any) -> None:
    async with db.transaction() as session:
        await session.execute(text(query), values)


def in_days(days: int) -> str:
    return f"{datetime.now(UTC).astimezone(MOSCOW).date() + timedelta(days=days):%d.%m.%Y}"


async def said(stage: Stage, who: Person, command: str, part: str) -> Message:
    """The bot's answer to a command in General."""
    before = len(stage.group.general.messages)
    await who.write(command, chat=stage.group)
    found = await stage.until(
        lambda: first(m for m in stage.group.general.messages[before:] if m.from_bot and part in m.text), part
    )
    return found  # type: ignore[no-any-return]


def rings(person: Person) -> int:
    return len([ring for ring in person.rings if "Вызов" in ring.text])


async def call(stage: Stage, client: Person) -> None:
    await client.press_key(RU.plain("menu-call"))


async def test_away_rings_the_substitute_who_answers_and_it_is_over_by_itself(stage: Stage, db: Database) -> None:
    client = stage.client()
    stage.group.add(stage.petr)
    for person in (stage.petr, stage.anna):
        stage.group.mute(person)
    async with stage.bot(timers={"call_repeat": "0s"}):
        topic = await stage.registered(client)
        until = in_days(3)
        told = RU.plain("away-set", date=until, substitute="Пётр Волков")
        answer = await said(stage, stage.anna, f"/away до {until}", told)
        assert answer.silent

        await call(stage, client)
        words = RU("call-substitute", manager="Анна Смирнова", date=until, substitute="Пётр Волков")
        await stage.until(lambda: words in client.chat.texts)
        await stage.until(lambda: rings(stage.petr) == 1)
        assert rings(stage.anna) == 0
        await stage.petr.write("я за Анну", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "я за Анну")

        await run(db, "UPDATE absences SET since = since - 9, until = until - 9")  # nine days later
        await call(stage, client)
        await stage.until(lambda: client.chat.texts[-1] == RU("call-sent", manager="Анна Смирнова"))
        await stage.until(lambda: rings(stage.anna) == 1)
        assert rings(stage.petr) == 1


async def test_calls_that_are_open_ring_the_substitute_when_the_manager_goes(stage: Stage, db: Database) -> None:
    waiting, taken, later = stage.client("Иван"), stage.client("Светлана"), stage.client("Павел")
    stage.group.add(stage.petr)
    for person in (stage.petr, stage.anna):
        stage.group.mute(person)
    async with stage.bot():
        for client in (waiting, taken, later):
            await stage.registered(client)
        for client in (waiting, taken):
            await call(stage, client)
        await stage.until(lambda: rings(stage.anna) == 2)
        board = stage.group.topic("Вызовы")
        card = first(m for m in board.messages if "Светлана" in m.text and RU.plain("btn-take") in m.buttons)
        await stage.anna.press(card, RU.plain("btn-take"))
        await stage.until(lambda: "✅" in card.text)
        until = in_days(3)
        await said(stage, stage.anna, f"/away до {until}", "Отсутствие до")

        def handed() -> int:
            return len([ring for ring in stage.petr.rings if "🔔 Вызов теперь у вас: " in ring.text])

        await stage.until(lambda: handed() == 2)
        about = {ring.text for ring in stage.petr.rings if "теперь у вас" in ring.text}
        ends = "\nАнна Смирнова отсутствует.\nПётр Волков"
        assert about == {f"🔔 Вызов теперь у вас: {name}{ends}" for name in ("Иван", "Светлана")}
        await stage.until(lambda: RU.plain("btn-take") in card.buttons and "Пётр Волков" in card.text)
        words = RU("call-substitute", manager="Анна Смирнова", date=until, substitute="Пётр Волков")
        await stage.until(lambda: words in waiting.chat.texts and words in taken.chat.texts)
        await call(stage, waiting)
        await stage.until(lambda: waiting.chat.texts.count(words) == 2, "who answers, again")
        assert not any("уже в курсе" in text for text in waiting.chat.texts)
        await said(stage, stage.anna, "/away отмена", "отменено")
        await call(stage, later)
        await stage.until(lambda: rings(stage.anna) == 3)
        await said(stage, stage.anna, f"/away с {in_days(1)} до {until}", "В эти дни")
        assert handed() == 2
        await run(db, "UPDATE calls SET called_at = called_at - interval '1 day'")
        await run(db, "UPDATE absences SET since = since - 1")
        await stage.until(lambda: any("Павел" in ring.text for ring in stage.petr.rings), "the clock's ring")


async def test_the_state_is_shown_and_taken_back(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await said(stage, stage.anna, "/away", "Отсутствий нет")
        await said(stage, stage.anna, f"/away с {in_days(2)} до {in_days(5)} петр", "В эти дни вызовы получает Пётр")
        shown = await said(stage, stage.anna, "/away", "Отсутствия: Анна Смирнова")
        assert f"с {in_days(2)} до {in_days(5)} включительно, отвечает: Пётр Волков" in shown.text
        await said(stage, stage.anna, "/away отмена", "Отсутствие отменено")
        await said(stage, stage.anna, "/away", "Отсутствий нет")
        await call(stage, client)
        await stage.until(lambda: client.chat.texts[-1] == RU("call-sent", manager="Анна Смирнова"))


async def test_an_absence_that_overlaps_replaces_the_former(stage: Stage) -> None:
    async with stage.bot():
        await stage.until(lambda: stage.group.topics)
        await said(stage, stage.anna, "/away 3д", "Отсутствие до")
        await said(stage, stage.anna, "/away 5д", f"Отсутствие до {in_days(4)}")
        shown = await said(stage, stage.anna, "/away", "Отсутствия: Анна Смирнова")
        assert shown.text.count("включительно") == 1


async def test_refusals_are_friendly_and_change_nothing(stage: Stage) -> None:
    stage.group.add(stage.petr)
    async with stage.bot(away=[{"manager": "petr", "from": "2020-01-01", "until": "2099-01-01"}]):
        await stage.until(lambda: stage.group.topics)
        await said(stage, stage.anna, "/away до 01.01.2020", "уже прошёл")
        await said(stage, stage.anna, "/away до мая", "До какого дня")
        await said(stage, stage.anna, "/away 3д Зинаида", "Есть: Пётр Волков (petr)")
        await said(stage, stage.anna, "/away 3д", "Пётр Волков тоже отсутствует")
        await said(stage, stage.petr, "/away 3д", "назначает сам менеджер (Анна Смирнова)")
        await said(stage, stage.anna, "/away", "Отсутствий нет")


async def test_who_stands_in_for_somebody_is_warned_before_leaving(stage: Stage) -> None:
    async with stage.bot():
        await stage.until(lambda: stage.group.topics and stage.petr_group.topics)
        await said(stage, stage.anna, "/away 3д", "Пётр Волков")
        await stage.petr.write("/away 2д anna", chat=stage.petr_group)
        await stage.until(lambda: any("Анна Смирнова тоже отсутствует" in t for t in stage.petr_group.general.texts))
        await stage.petr.write("/away 2д", chat=stage.petr_group)
        await stage.until(lambda: any("вы замещаете: Анна Смирнова" in t for t in stage.petr_group.general.texts))

"""A client wants to be forgotten: nothing of them is left in the database but what the law keeps."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import zipfile
from pathlib import Path

import psycopg
import pytest

from relay_bot.cli import personal as cli
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.phones import spelled
from relay_bot.sandbox import Message, Person, Topic
from tests.acceptance import claims, waybills
from tests.acceptance.conftest import Stage, first

NAME = "Тихомир"
QUESTION, ANSWER, NOTE = "жемчужный вопрос", "сапфировый ответ", "рубиновая заметка"
CALLED, MISREAD, REMINDER = "изумрудный вызов", "янтарный станок 800 кг", "топазовое напоминание"


def dump(postgres: EmbeddedPostgres, url: str, *without: str) -> str:
    tables = [f"--exclude-table-data={table}" for table in without]
    done = subprocess.run(
        [postgres.home.binary("pg_dump"), *tables, url], capture_output=True, text=True, timeout=180, check=True
    )
    return done.stdout


def traces(text: str, client: Person, *more: str) -> list[str]:
    """What of the client is in a dump, in every spelling of it."""
    phone = client.phone
    looked_for = (NAME, phone, phone[1:], spelled(phone), spelled(phone).replace(" ", "\u00a0"), *more)
    found = [word for word in looked_for if word.lower() in text.lower()]
    return found + ([str(client.id)] if re.search(rf"\b{client.id}\b", text) else [])


async def talked(stage: Stage, client: Person) -> Topic:
    """They have done whatever leaves a trace: messages, a call, a note, a reminder, a form that was left, a history."""
    topic = await stage.registered(client)
    await client.write(QUESTION)
    await stage.anna.write(ANSWER, **stage.at(topic))
    await stage.anna.write(f"/note {NOTE}", **stage.at(topic))
    await stage.anna.write(f"/remind 2ч {REMINDER}", **stage.at(topic))
    await stage.anna.write("/history", **stage.at(topic))
    await stage.anna.write(f"/find {NAME}", chat=stage.group)
    await client.write(CALLED)
    await client.press_key(waybills.RU.plain("menu-call"))
    await client.press_key(waybills.NEW)
    await waybills.answer(stage, client, "Что везём?", MISREAD)
    await stage.until(lambda: ANSWER in client.chat.texts and CALLED in topic.texts)
    await stage.until(lambda: any(message.document for message in topic.messages), "the history")
    await quiet(stage)
    return topic


def board(stage: Stage, part: str) -> Message | None:
    """The live board of Anna's desk, once it says this."""
    return first(m for m in stage.group.general.messages if m.pinned and part in m.text)


async def quiet(stage: Stage) -> None:
    def nothing_waits() -> bool:
        with psycopg.connect(stage.database) as connection:
            waits = "SELECT (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')), count(*) FROM inbox"
            return connection.execute(f"{waits} WHERE state = 'queued'").fetchone() == (0, 0)

    await stage.until(nothing_waits, "empty queues")


async def test_nothing_is_left_of_a_forgotten_client(stage: Stage, postgres: EmbeddedPostgres) -> None:
    client, other = stage.client(NAME), stage.client("Иннокентий")
    async with stage.bot():
        await stage.admin.start()
        topic = await talked(stage, client)
        await stage.registered(other)
        await other.write("останется со мной")
        await quiet(stage)
        words = (QUESTION, ANSWER, NOTE, CALLED, MISREAD, REMINDER)
        assert set(traces(dump(postgres, stage.database), client, *words)) >= {NAME, client.phone, *words}
        await stage.admin.write(f"/forget {client.phone}")
        await stage.until(lambda: "Подтвердить" in stage.admin.chat.texts[-1] and NAME in stage.admin.chat.texts[-1])
        await stage.admin.write(f"/forget {client.phone} навсегда")
        await stage.until(lambda: "Данные стёрты" in stage.admin.chat.texts[-1])
        assert f"/{topic.record.thread_id}" in stage.admin.chat.texts[-1]
        await quiet(stage)

        def gone() -> bool:
            return traces(dump(postgres, stage.database), client, *words) == []

        await stage.until(gone, f"no trace: {traces(dump(postgres, stage.database), client, *words)}")
        left = dump(postgres, stage.database)
        assert "Иннокентий" in left and "останется со мной" in left
        with psycopg.connect(stage.database) as connection:
            counted = connection.execute(
                "SELECT count(*) FROM messages JOIN clients ON clients.id = client_id "
                "WHERE forgotten_at IS NOT NULL AND clients.desk = 'anna'"
            ).fetchone()
        assert counted is not None and counted[0] >= 3  # the figures stay
        await client.start("m_PETR26")  # whoever comes back is somebody new
        await stage.until(lambda: client.chat.keyboard and "Нажмите кнопку" in client.chat.texts[-1])


async def test_what_is_under_way_and_what_comes_later_leaves_nothing_either(
    stage: Stage, postgres: EmbeddedPostgres
) -> None:
    """Telegram names a topic with everything that is written in it, and with each change of its icon."""
    client = stage.client(NAME)
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        await quiet(stage)
        await client.write(QUESTION)
        await stage.until(lambda: QUESTION in topic.texts)
        stage.tg.faults.add("sendMessage", chat_id=stage.group.id, kind="late", seconds=2, times=None)
        await client.press_key(waybills.RU.plain("menu-call"))
        calls = stage.group.topic("Вызовы")
        await stage.until(lambda: first(m for m in calls.messages if NAME in m.text), "a card that is not written down")
        await stage.admin.write(f"/forget {client.phone} навсегда")
        await stage.until(lambda: "Данные стёрты" in stage.admin.chat.texts[-1])
        stage.tg.faults.clear()
        await stage.anna.write("кто это был?", **stage.at(topic))
        await stage.anna.write("/history", **stage.at(topic))
        answered = "SELECT count(*) FROM inbox WHERE lane LIKE '-%:%' AND state = 'done'"
        with psycopg.connect(stage.database, autocommit=True) as connection:
            handled = connection.execute(answered).fetchone()
            assert handled is not None
            await stage.until(lambda: connection.execute(answered).fetchone() >= (handled[0] + 2,))  # type: ignore[operator]
        await stage.until(lambda: any("данные клиента стёрты" in text for text in topic.texts))
        await stage.until(lambda: board(stage, "Все ответы даны") is not None)
        await quiet(stage)
        assert traces(dump(postgres, stage.database), client, QUESTION) == []


async def test_what_the_law_keeps_stays_and_nothing_else(stage: Stage, postgres: EmbeddedPostgres) -> None:
    client = stage.client(NAME)
    async with stage.bot():
        await stage.admin.start()
        await stage.registered(client)
        paper = await waybills.issued(stage, client)
        await client.write(QUESTION)
        await quiet(stage)
        await stage.admin.write(f"/forget {client.phone} навсегда")
        await stage.until(lambda: "Документов осталось: 1" in stage.admin.chat.texts[-1])
        await quiet(stage)
        assert traces(dump(postgres, stage.database, "waybills"), client, QUESTION, "станок токарный") == []
        assert waybills.number_of(paper) in dump(postgres, stage.database)


async def test_with_an_open_claim_nobody_is_forgotten(stage: Stage) -> None:
    client = stage.client(NAME)
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        await claims.filed(stage, client)
        await stage.admin.write(f"/forget {client.phone} навсегда")
        await stage.until(lambda: "открыты претензии" in stage.admin.chat.texts[-1])
        await client.write(QUESTION)
        await stage.until(lambda: QUESTION in topic.texts)


async def test_only_an_admin_forgets(stage: Stage) -> None:
    client = stage.client(NAME)
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.start()
        for person in (stage.anna, client):
            await person.write(f"/forget {client.phone} навсегда")
        await client.write(QUESTION)
        await stage.until(lambda: QUESTION in topic.texts)
        with psycopg.connect(stage.database) as connection:
            assert connection.execute("SELECT count(forgotten_at) FROM clients").fetchone() == (0,)


async def test_an_export_has_all_of_one_client_and_nobody_else(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, other = stage.client(NAME), stage.client("Иннокентий")
    async with stage.bot():
        await talked(stage, client)
        await stage.registered(other)
        await quiet(stage)
    file, config = tmp_path / "client.zip", tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "{stage.database}"\n', "utf-8")
    assert await asyncio.to_thread(cli.export_client, config, client.phone, file) == 0
    with zipfile.ZipFile(file) as archive:
        told = archive.read("client.json").decode()
    rows = json.loads(told)
    assert {"clients", "messages", "notes", "reminders", "calls", "drafts"} <= rows.keys()
    assert all(word in told for word in (NAME, client.phone, QUESTION, ANSWER, NOTE, CALLED, MISREAD, REMINDER))
    assert "Иннокентий" not in told and other.phone not in told
    assert await asyncio.to_thread(cli.export_client, config, "+79990000000", file) == 1
    assert await asyncio.to_thread(lambda: cli.forget_client(config, client.phone, sure=True)) == 0
    assert await asyncio.to_thread(cli.export_client, config, client.phone, file) == 1

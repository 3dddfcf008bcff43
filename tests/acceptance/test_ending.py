"""A process that is told to end finishes what is in flight and hangs on nothing; the next one does the rest, once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bench import _stage
from bench._kills import Watched
from relay_bot.db.locks import PRINTING, WORKER
from relay_bot.sandbox import TOKEN, Fault, Limits, Message, Person, Sandbox
from relay_bot.texts import Texts
from tests.acceptance.settled import settled
from tests.unit.recognition import material

RU = Texts.load().lang("ru")
FOR_EVER_S = 600.0
ENDS_WITHIN_S = 60
"""The bound is 10 s; a call that hangs would hold the process for longer than this, and the machine may be slow."""

HELD = (
    "FROM pg_locks WHERE locktype = 'advisory' "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid ="
)
"""Locks of this database, of one kind."""

WORDS = ("раз", "два", "три")
SLOW = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"


class Bots:
    """The processes of one bot."""

    def __init__(self, tg: Sandbox, database: str, log: Path) -> None:
        self.tg, self.database, self.log = tg, database, log
        self._running: list[BaseProcess] = []

    def start(self, name: str = "bot", **tables: Any) -> BaseProcess:
        settings = _stage.settings(self.tg.url, TOKEN, f"{self.database}&application_name={name}")
        self._running.append(_stage.start(_stage.bot, {**settings, **tables}, log=self.log, name=name))
        return self._running[-1]

    def end(self) -> None:
        for process in self._running:
            process.kill()
            process.join()

    def ask(self, question: str) -> Any:
        with psycopg.connect(self.database, autocommit=True) as connection:
            row = connection.execute(question).fetchone()
        return None if row is None else row[0]


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False)) as sandbox:
        sandbox.faults = Watched()
        yield sandbox


@pytest.fixture
def bots(tg: Sandbox, database: str, tmp_path: Path) -> Iterator[Bots]:
    made = Bots(tg, database, tmp_path / "bot.log")
    yield made
    made.end()


async def ended(process: BaseProcess) -> bool:
    """By SIGTERM."""
    process.terminate()
    await asyncio.to_thread(process.join, ENDS_WITHIN_S)
    return not process.is_alive()


async def talking(tg: Sandbox) -> tuple[Person, Any]:
    """A client with a topic."""
    cast = _stage.Cast(tg)
    client = cast.client(1)
    await cast.registered([client])
    return client, next(topic for topic in cast.groups[0].topics if topic.name == client.name)


def hang(tg: Sandbox, method: str, seconds: float, at: int = 1) -> asyncio.Event:
    """The call number `at` of `method` takes so long; set once it has come."""
    watched, came, calls = tg.faults, asyncio.Event(), 0
    assert isinstance(watched, Watched)

    def on_call(called: str, _: int | None) -> Fault | None:
        nonlocal calls
        calls += called == method
        if called != method or calls != at or came.is_set():
            return None
        came.set()
        return Fault("slow", seconds=seconds)

    watched.on_call = on_call
    return came


async def says(tg: Sandbox, client: Person, part: str) -> Message:
    return await tg.wait(  # type: ignore[no-any-return]
        lambda: next((m for m in client.chat.from_bot if part in m.text), None), 90, part
    )


# --- calls ------------------------------------------------------------------------------------------------------------


async def test_a_call_that_hangs_does_not_hold_the_process_and_nothing_else_goes_twice(tg: Sandbox, bots: Bots) -> None:
    first = bots.start()
    client, topic = await talking(tg)
    came = hang(tg, "copyMessage", FOR_EVER_S, at=len(WORDS))
    for word in WORDS:
        await client.write(word)
    await tg.wait(came.is_set, 60, "the call that hangs")
    assert await ended(first)
    bots.start()
    await tg.wait(lambda: WORDS[-1] in topic.texts, 60, "the rest")
    assert [text for text in topic.texts if text in WORDS] == list(WORDS)


async def test_what_an_ending_process_is_still_sending_is_sent_by_nobody_else(tg: Sandbox, bots: Bots) -> None:
    """Longer than a dead process is believed to be alive, shorter than an ending one may take."""
    processes = {name: bots.start(name) for name in ("one", "other")}
    client, topic = await talking(tg)
    counted = f"SELECT count(*) = 2 {HELD} {WORKER}"
    await tg.wait(lambda: asyncio.to_thread(bots.ask, counted), 60, "two at work")
    came = hang(tg, "copyMessage", 5.0)
    await client.write(WORDS[0])
    await tg.wait(came.is_set, 60, "the call")
    at_it = "SELECT leased_by FROM lanes WHERE lease IS NOT NULL AND address LIKE 'topic:%'"
    who = (
        f"SELECT application_name FROM pg_stat_activity WHERE pid = (SELECT pid {HELD} {WORKER} AND objid = ({at_it}))"
    )
    sender = await asyncio.to_thread(bots.ask, who)
    assert await ended(processes[sender])
    await client.write(WORDS[1])
    await tg.wait(lambda: WORDS[1] in topic.texts, 60, "what comes after it, by the other process")
    assert [text for text in topic.texts if text in WORDS] == list(WORDS[:2])


async def test_a_process_that_waits_for_telegram_at_its_start_ends_too(tg: Sandbox, bots: Bots) -> None:
    tried = tg.faults.add("getMe", kind="bad_gateway", times=None)
    first = bots.start()
    await tg.wait(lambda: tried.struck > 0, 60, "its first try")
    assert await ended(first)


# --- work -------------------------------------------------------------------------------------------------------------


async def test_a_document_that_is_being_printed_is_printed_by_the_next_process(
    tg: Sandbox, bots: Bots, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.html"
    slow.write_text(SLOW, "utf-8")
    first = bots.start(waybill={"template": str(slow)})
    client, _ = await talking(tg)
    await client.press_key(RU.plain("menu-waybill"))
    await says(tg, client, "Что везём?")
    await client.write("Станок токарный, 800 кг, 120х80х150, из Казань, ул. Баумана, 1 в Москва, Тверская, 5, безнал")
    label = RU.plain("btn-create")
    card = await tg.wait(lambda: next((m for m in client.chat if label in m.buttons), None), 60, "the summary")
    await client.press(card, label)
    printing = f"SELECT count(*) {HELD} {PRINTING}"
    await tg.wait(lambda: asyncio.to_thread(bots.ask, printing), 60, "somebody prints")
    assert await ended(first)
    bots.start()
    await tg.wait(lambda: any(m.document for m in client.chat.from_bot), 60, "the document")
    await tg.wait(lambda: asyncio.to_thread(settled, bots.database), 60, "everything sent")
    assert len([m for m in client.chat.from_bot if m.document]) == 1


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="its worker is found by /proc")
@pytest.mark.parametrize("how", ["kill -9", "SIGTERM"])
async def test_a_recording_that_is_being_listened_to_is_heard_once_by_the_next_process(
    tg: Sandbox, bots: Bots, how: str
) -> None:
    listening = {
        "features": {"voice": True, "ocr": False},
        "recognition": {"speech_model": str(material.MODEL), "workers": 1},
    }
    first = bots.start(**listening)
    client, topic = await talking(tg)
    await client.press_key(RU.plain("menu-waybill"))
    await says(tg, client, "Что везём?")
    await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
    listener = await tg.wait(lambda: asyncio.to_thread(listener_of, first), 60, "its worker has begun")
    await tg.wait(lambda: asyncio.to_thread(bots.ask, AT_WORK), 60, "somebody listens")
    os.kill(listener, signal.SIGSTOP)  # it will not come to an end
    quiet = "SELECT count(*) = 0 FROM lanes WHERE waiting"
    await tg.wait(lambda: asyncio.to_thread(bots.ask, quiet), 60, "nothing is in flight that may come twice")
    assert bots.ask(AT_WORK), "it was too fast for this test"
    if how == "SIGTERM":
        assert await ended(first)
        assert bots.ask("SELECT attempts = 0 AND leased_until < now() FROM recordings"), "it is free at once"
    else:
        first.kill()
        await asyncio.to_thread(first.join)
        os.kill(listener, signal.SIGKILL)
        assert bots.ask("SELECT state FROM recordings") == "queued"
    bots.start(**listening)
    await says(tg, client, "Осталось: габариты")
    await tg.wait(lambda: asyncio.to_thread(settled, bots.database), 60, "everything sent")
    assert len([m for m in client.chat.from_bot if "Услышал" in m.text]) == 1
    assert len([m for m in topic.messages if "🎤" in m.text]) == 1
    assert len([m for m in topic.messages if m.voice]) == 1


AT_WORK = "SELECT attempts FROM recordings WHERE state = 'queued' AND leased_until > now()"


def listener_of(bot: BaseProcess) -> int | None:
    """The process of the bot's that has the speech engine in its memory."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == bot.pid and "ctranslate2" in (folder / "maps").read_text():
                return int(folder.name)
    return None

"""How fast is the whole road, compared with a bare aiogram handler that copies the same messages?

    python bench/relay.py [--messages 300] [--load 4000]
    python bench/relay.py --against FOLDER [--processes 1] [--rounds 1]   # this checkout and that one by turns

Both run against the same local Telegram (a process of its own) in one run: latency at rest from the moment a person
writes to the moment the copy stands in the topic, then throughput with a hundred messages on their way at any time.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench import _against, _claims, _stage
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.sandbox import TOKEN, Limits, Person, Sandbox
from relay_bot.sandbox.world import Event

CLIENTS, DESKS = 40, 4
RATE_PER_S = 10
ON_THE_WAY = 100


@dataclass(frozen=True)
class Result:
    """Milliseconds at rest, and messages a second under load."""

    median_ms: float
    p99_ms: float
    per_second: float


# --- the local Telegram's process: people write, copies are seen where they arrive ------------------------------------


class Watch:
    """Notes when every numbered text was written and when its copy arrived in the group."""

    def __init__(self, tg: Sandbox) -> None:
        self.tg = tg
        self.written: dict[str, float] = {}
        self.took_ms: list[float] = []
        self.changed = asyncio.Event()
        tg.world.listeners.append(self._on_event)

    async def write(self, client: Person, text: str) -> None:
        self.written[text] = time.perf_counter()
        await client.write(text)

    @property
    def missing(self) -> int:
        return len(self.written)

    def _on_event(self, event: Event) -> None:
        if event.kind != "message" or event.chat is None or event.chat.private:
            return
        at = self.written.pop(event.details["message"].body.get("text", ""), None)
        if at is not None:
            self.took_ms.append((time.perf_counter() - at) * 1000)
            self.changed.set()


def telegram(line: Connection, clients: int, rest: int, load: int) -> None:
    asyncio.run(_telegram(line, clients, rest, load))


async def _telegram(line: Connection, number: int, rest: int, load: int) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        cast = _stage.Cast(tg, DESKS)
        clients = [cast.client(n) for n in range(number)]
        line.send(tg.url)
        mode = await asyncio.to_thread(line.recv)
        if mode == "echo":  # topics that the bare handler finds by their number
            places = []
            for n, client in enumerate(clients):
                topic = await cast.managers[n % DESKS].create_topic(cast.groups[n % DESKS], client.name)
                places.append((topic.chat.id, topic.thread_id))
            line.send(places)
            await asyncio.to_thread(line.recv)
        else:
            for number in range(DESKS):
                await cast.registered(clients[number::DESKS], number)
        line.send(await _measure(tg, clients, rest, load))
        await asyncio.to_thread(line.recv)


async def _measure(tg: Sandbox, clients: list[Person], rest: int, load: int) -> Result:
    watch = Watch(tg)
    for number in range(-40, 0):  # warm
        await watch.write(clients[number % len(clients)], f"n{number}")
    await tg.wait(lambda: not watch.missing, timeout=60, what="the warming up")
    watch.took_ms.clear()
    due = time.perf_counter()
    for number in range(rest):
        due += 1 / RATE_PER_S
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        await watch.write(clients[number % len(clients)], f"r{number}")
    await tg.wait(lambda: not watch.missing, timeout=60, what="the last copies at rest")
    took = sorted(watch.took_ms)
    began = time.perf_counter()
    for number in range(load):
        while watch.missing >= ON_THE_WAY:
            watch.changed.clear()
            await watch.changed.wait()
        await watch.write(clients[number % len(clients)], f"l{number}")
    await tg.wait(lambda: not watch.missing, timeout=300, what="the last copies under load")
    return Result(statistics.median(took), took[int(len(took) * 0.99)], load / (time.perf_counter() - began))


# --- who is measured -------------------------------------------------------------------------------------------------


def echo(url: str, places: list[tuple[int, int]]) -> None:
    """The bare handler: long polling, copy_message into the client's topic. Responses held as in the bot."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    from relay_bot import app

    app._settle_memory()
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def copy(message: Message, bot: Bot) -> None:
        if message.chat.id > 0:
            group, thread = places[message.chat.id - _stage.CLIENT_ID]
            await bot.copy_message(group, message.chat.id, message.message_id, message_thread_id=thread)

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    asyncio.run(dispatcher.start_polling(bot, handle_signals=False, tasks_concurrency_limit=20))


def _run(begin: Callable[[str, Connection], list[Any]], mode: str, rest: int, load: int) -> Result:
    """Start a local Telegram, then what `begin` starts on it; returns what was measured there."""
    line, far = Pipe()
    server = _stage.start(telegram, far, CLIENTS, rest, load, log=Path(tempfile.gettempdir()) / "bench-telegram.log")
    far.close()  # so that its end is noticed here
    url = line.recv()
    line.send(mode)
    processes = begin(url, line)
    try:
        result: Result = line.recv()
        return result
    finally:
        for process in processes:
            process.kill()
            process.join()
        line.send("end")
        server.join(5)


def measure_echo(rest: int, load: int) -> Result:
    def begin(url: str, line: Connection) -> list[Any]:
        process = _stage.start(echo, url, line.recv())
        line.send("go")
        return [process]

    return _run(begin, "echo", rest, load)


def measure_bot(server: EmbeddedPostgres, processes: int, rest: int, load: int, log: Path | None = None) -> Result:
    database = _stage.fresh_database(server, f"relay_{processes}")

    def begin(url: str, line: Connection) -> list[Any]:
        settings = _stage.settings(url, TOKEN, database, desks=DESKS)
        return [_stage.start(_stage.bot, settings, log=log) for _ in range(processes)]

    return _run(begin, "bot", rest, load)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--load", type=int, default=3000)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--against", type=Path, help="a checkout of another commit")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1)
    wanted = parser.parse_args()
    with _stage.postgres() as server:
        if wanted.against is not None:
            sizes = wanted.processes, wanted.messages, wanted.load, wanted.rounds
            print(_against.compare(server, wanted.against.resolve(), *sizes))
            return
        bare = measure_echo(wanted.messages, wanted.load)
        one = measure_bot(server, 1, wanted.messages, wanted.load, wanted.log)
        two = measure_bot(server, 2, wanted.messages, wanted.load, wanted.log)
        claims = _claims.measure(_stage.fresh_database(server, "claims"))
    rows = [
        (
            name,
            f"{one.median_ms:.1f}",
            f"{one.p99_ms:.1f}",
            f"{one.median_ms - bare.median_ms:+.1f}",
            f"{one.per_second:.0f}",
            f"{one.per_second / bare.per_second:.2f}",
        )
        for name, one in (("bare handler", bare), ("relay bot, 1 process", one), ("relay bot, 2 processes", two))
    ]
    head = ("what", "median ms", "p99 ms", "difference ms", "messages/s", "ratio")
    print(_stage.table("A client's message into the topic", head, rows))
    print()
    print(_stage.table("A claim", ("waiting lanes of a blocked group", "median ms"), claims))


if __name__ == "__main__":
    main()

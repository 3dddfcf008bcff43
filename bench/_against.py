"""Two checkouts on the same load in one run: what a message costs, and how long it takes."""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from bench import _stage
from bench._cpu import Spent, spent
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.sandbox import TOKEN, Fault, Faults, Limits, Person, Sandbox
from relay_bot.sandbox.world import Event

CLIENTS, DESKS = 50, 4
RATE_PER_S = 20
WARM_MESSAGES = 400
"""So many are not measured: each connection plans its statements anew, and workers import what they will need."""

BACKLOG = 400
"""So many messages are on their way at any time: a queue stands in front of every part of the bot."""

CALL_S = (0.0, 0.1)
"""A call takes 50 ± 50 ms under load; at rest it takes what it takes."""

BOT = """
import json, sys, uvloop
from relay_bot import app, logs
from relay_bot.config import Config
logs.setup(None)
uvloop.run(app.run(Config.model_validate(json.load(sys.stdin))))
"""


@dataclass(frozen=True)
class Phase:
    """One phase: how many messages in how many seconds, what each took, and what all of them cost."""

    messages: int
    seconds: float
    took_ms: list[float]
    cost: Spent

    @property
    def cells(self) -> tuple[str, ...]:
        took = sorted(self.took_ms)
        bot, postgres = self.cost.bot_ms / self.messages, self.cost.postgres_ms / self.messages
        return (
            f"{bot + postgres:.1f} ({bot:.1f} + {postgres:.1f})",
            f"{self.cost.transactions / self.messages:.2f}",
            f"{self.messages / self.seconds:.0f}",
            f"{statistics.median(took):.1f}",
            f"{took[int(len(took) * 0.99)]:.1f}",
        )


HEAD = ("what", "CPU ms a message (bot + PostgreSQL)", "transactions a message", "messages/s", "median ms", "p99 ms")


class Slow(Faults):
    """Calls take their time while `on`."""

    def __init__(self) -> None:
        super().__init__()
        self.on = False
        self._random = random.Random(1)

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        if not self.on or method == "getUpdates":
            return super().next(method, chat_id)
        return Fault("slow", seconds=self._random.uniform(*CALL_S))


class Talkers:
    """Clients and managers write to each other in turn; every text has a number, and each copy is timed."""

    def __init__(self, tg: Sandbox, cast: _stage.Cast, clients: list[Person], threads: dict[int, int]) -> None:
        self.tg, self.cast, self.clients, self.threads = tg, cast, clients, threads
        self.written: dict[str, float] = {}
        self.took_ms: list[float] = []
        self.changed = asyncio.Event()
        self._number = 0
        tg.world.listeners.append(self._on_event)

    async def write(self, turn: int) -> None:
        self._number += 1
        text, client, desk = f"n{self._number}", self.clients[turn % CLIENTS], turn % CLIENTS % DESKS
        self.written[text] = time.perf_counter()
        if turn // CLIENTS % 2:
            await self.cast.managers[desk].write(text, chat=self.cast.groups[desk], topic=self.threads[client.id])
        else:
            await client.write(text)

    async def flow(self, count: int, per_second: float) -> None:
        due = time.perf_counter()
        for turn in range(count):
            due += 1 / per_second
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            await self.write(turn)

    async def crowd(self, count: int) -> None:
        for turn in range(count):
            while len(self.written) >= BACKLOG:
                self.changed.clear()
                await self.changed.wait()
            await self.write(turn)

    async def arrived(self) -> None:
        await self.tg.wait(lambda: not self.written, timeout=300, what="the last copies")

    def _on_event(self, event: Event) -> None:
        if event.kind != "message" or event.details["message"].sender_id != self.tg.bot_id:
            return
        at = self.written.pop(event.details["message"].body.get("text", ""), None)
        if at is not None:
            self.took_ms.append((time.perf_counter() - at) * 1000)
            self.changed.set()


# --- the local Telegram's process -------------------------------------------------------------------------------------


def telegram(line: Connection, rest: int, load: int) -> None:
    import uvloop

    uvloop.run(_telegram(line, rest, load))


async def _telegram(line: Connection, rest: int, load: int) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        tg.faults = slow = Slow()
        cast = _stage.Cast(tg, DESKS)
        clients = [cast.client(n) for n in range(CLIENTS)]
        line.send(tg.url)
        await asyncio.to_thread(line.recv)
        threads: dict[int, int] = {}
        for number in range(DESKS):
            threads |= await cast.registered(clients[number::DESKS], number)
        talk = Talkers(tg, cast, clients, threads)
        await talk.flow(WARM_MESSAGES, RATE_PER_S)
        await talk.arrived()
        for flowing, count in ((True, rest), (False, load)):
            slow.on = not flowing
            talk.took_ms = []
            await asyncio.sleep(1.5)  # PostgreSQL's counters come late
            line.send("begins")
            await asyncio.to_thread(line.recv)
            began = time.perf_counter()
            await (talk.flow(count, RATE_PER_S) if flowing else talk.crowd(count))
            await talk.arrived()
            line.send((count, time.perf_counter() - began, talk.took_ms))
            await asyncio.to_thread(line.recv)
        line.send(Counter(topic.name for group in cast.groups for topic in group.topics).most_common(1))


# --- who is measured --------------------------------------------------------------------------------------------------


@contextmanager
def _bots(checkout: Path, url: str, database: str, processes: int, log: Path) -> Iterator[list[int]]:
    """The bot of a checkout, by this Python with its packages."""
    settings = json.dumps(_stage.settings(url, TOKEN, database, desks=DESKS))
    started = []
    with log.open("a") as stream:
        for _ in range(processes):
            environment = os.environ | {"PYTHONPATH": str(checkout)}
            one = subprocess.Popen(
                [sys.executable, "-c", BOT], cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=stream,
                stderr=stream, text=True,
            )  # fmt: skip
            assert one.stdin is not None
            one.stdin.write(settings)
            one.stdin.close()
            started.append(one)
    try:
        yield [one.pid for one in started]
    finally:
        for one in started:
            one.kill()
            one.wait()


def measure(
    server: EmbeddedPostgres, checkout: Path, name: str, processes: int, rest: int, load: int, *, fresh: bool = True
) -> tuple[Phase, Phase]:
    """At rest, and under load; `fresh`: on an empty database, which the bot brings to its own version."""
    database = _stage.fresh_database(server, name, migrate=False) if fresh else server.url(name)
    folder = Path(tempfile.gettempdir())
    line, far = Pipe()
    telegrams = _stage.start(telegram, far, rest, load, log=folder / "bench-telegram.log")
    far.close()
    phases = []
    try:
        with _bots(checkout, line.recv(), database, processes, folder / f"bench-{name}.log") as pids:
            line.send("go")
            for _ in range(2):
                line.recv()
                before = spent(pids, database)
                line.send("go")
                count, seconds, took_ms = line.recv()
                time.sleep(1.5)
                phases.append(Phase(count, seconds, took_ms, spent(pids, database).since(before)))
                line.send("go")
            line.recv()
    finally:
        telegrams.kill()
    rest_phase, load_phase = phases
    return rest_phase, load_phase


def compare(server: EmbeddedPostgres, other: Path, processes: int, rest: int, load: int, rounds: int) -> str:
    """The table: the other checkout and this one by turns."""
    here = Path(__file__).parents[1]
    rows = []
    for number in range(rounds):
        for name, checkout in (("other", other), ("this", here)):
            database = f"ab_{name}_{number}"
            at_rest, loaded = measure(server, checkout, database, processes, rest, load)
            _stage.drop_database(server, database)
            rows.append((f"{name}, {RATE_PER_S}/s", *at_rest.cells))
            rows.append((f"{name}, backlog of {BACKLOG}", *loaded.cells))
    title = f"{other} against {here}, {processes} process(es); under load calls take 50 ± 50 ms"
    return _stage.table(title, HEAD, rows)

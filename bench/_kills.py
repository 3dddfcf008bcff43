"""The local Telegram with people who talk, bots that are killed, and what these had in flight."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg

from bench import _crowd, _stage
from bench._talk import Talk, Verdict
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.presence import WORKER_LOCK
from relay_bot.sandbox import TOKEN, Fault, Faults, Limits, Sandbox

DESKS, FIRST_CLIENTS = 2, 6
CALLS = ("getUpdates", "copyMessage", "sendMessage", "createForumTopic", "pinChatMessage", "getMe")
TABLES = ("inbox", "messages", "lanes", "outbox", "topics")
HERE = "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
"""Locks of the other databases of the server are others."""
POINTS = (
    *(f"{when} {method}" for method in CALLS for when in ("before", "after")),
    *(f"inside {table}" for table in TABLES),
    "late createForumTopic",
)
"""`late`: after its effect, and nobody starts the bot again for an hour."""


class Watched(Faults):
    """Tells of every call when it has arrived and before it has any effect."""

    def __init__(self) -> None:
        super().__init__()
        self.on_call: Callable[[str, int | None], Fault | None] = lambda *_: None

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        return self.on_call(method, chat_id) or super().next(method, chat_id)


@dataclass
class Chaos:
    """Bots that are killed, and what they had in flight when they were."""

    tg: Sandbox
    talk: Talk
    database: str
    log: Path
    rng: random.Random
    chatter: asyncio.Task[None]
    kills: Counter[str] = field(default_factory=Counter)
    in_flight: Counter[str] = field(default_factory=Counter)  # texts whose row a dead process had leased
    bots: list[BaseProcess] = field(default_factory=list)
    log_level: str | None = None
    limits: Mapping[str, Any] | None = None  # None: none worth the name
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def watched(self) -> Watched:
        assert isinstance(self.tg.faults, Watched)
        return self.tg.faults

    def start(self, roles: str | None = None, **telegram: Any) -> BaseProcess:
        """Another process; `telegram`: more of this table of its config.toml."""
        name = f"bot{next(self._numbers)}"
        database = f"{self.database}&application_name={name}"
        settings = _stage.settings(self.tg.url, TOKEN, database, desks=DESKS, limits=self.limits)
        settings["telegram"] |= telegram
        self.bots.append(_stage.start(_stage.bot, settings, self.log_level, roles, log=self.log, name=name))
        return self.bots[-1]

    async def bury(self, process: BaseProcess, how: str) -> None:
        """`process` was killed: note what it had in flight, once PostgreSQL has noticed its death too."""
        self.kills[how] += 1
        self.bots.remove(process)
        await asyncio.to_thread(process.join)
        self.in_flight.update(await asyncio.to_thread(_left_behind, self.database, process.name))

    async def listened(self) -> None:
        """Until somebody asks for updates."""
        asked = asyncio.Event()
        self.watched.on_call = lambda method, _: asked.set() if method == "getUpdates" else None
        await self.tg.wait(asked.is_set, timeout=60, what="a bot that listens")
        self.watched.on_call = lambda *_: None

    def joined(self) -> int:
        """Messages that went with others as one."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            row = connection.execute("SELECT count(*) FROM messages WHERE copy_offset IS NOT NULL").fetchone()
            return int(row[0]) if row else 0

    # --- ways of killing

    async def the_server(self, server: EmbeddedPostgres) -> None:
        """PostgreSQL under all of them; somebody has to be running `server.keep_running()`."""
        await self.listened()
        await self._a_moment()
        await asyncio.to_thread(server.kill_server)

        async def is_back() -> bool:
            try:
                self.in_flight.update(await asyncio.to_thread(_in_flight, self.database))
            except psycopg.OperationalError:
                return False
            return True

        await self.tg.wait(is_back, timeout=60, what="PostgreSQL is back")
        self.kills["the server"] += 1
        for process in [
            one for one in self.bots if not one.is_alive()
        ]:  # at its start it says that there is none, ends
            self.bots.remove(process)
            self.start()
        await self.listened()

    async def one_of_two(self) -> None:
        """The older of two processes, while the younger goes on."""
        while len(self.bots) < 2:
            self.start()
        if self.rng.random() < 0.8:  # else: while the other one starts
            await self.tg.wait(self._two_work, 60, "two bots at work")
        await self._a_moment()
        victim = self.bots[0]
        victim.kill()
        await self.bury(victim, "one of two")
        self.start()

    async def _two_work(self) -> bool:
        assert all(bot.is_alive() for bot in self.bots), f"a bot died by itself, see {self.log}"
        return await asyncio.to_thread(_both_work, self.database)

    async def the_only_one(self) -> None:
        """At any moment, also while it starts; the next is started at once."""
        victim = self.bots[0]
        if self.rng.random() < 0.7:
            await self.listened()
        await self._a_moment()
        victim.kill()
        await self.bury(victim, "the only one")
        self.start()

    async def at(self, point: str) -> None:
        """The only process, exactly there."""
        when, what = point.split()
        await self.listened()
        victim = self.bots[0]
        if what == "getMe":  # that is its start
            victim.kill()
            await self.bury(victim, "the only one")
            self.start()
            victim = self.bots[0]
        await (self._inside(what, victim) if when == "inside" else self._call(what, victim, when))
        await self.bury(victim, point)
        if when == "late":
            async with await psycopg.AsyncConnection.connect(self.database) as connection:
                await connection.execute("UPDATE topics SET creating_since = creating_since - interval '1 hour'")
                await connection.execute("UPDATE workers SET seen_at = seen_at - interval '1 hour'")
        self.start()

    async def _call(self, method: str, victim: BaseProcess, when: str) -> None:
        struck = asyncio.Event()

        def on_call(called: str, _: int | None) -> Fault | None:
            if called != method or struck.is_set():
                return None
            struck.set()
            victim.kill()
            return Fault("reset_before" if when == "before" else "reset_after")

        self.watched.on_call = on_call
        if method in ("createForumTopic", "pinChatMessage", "sendMessage"):
            await self.talk.join(len(self.talk.clients))
        await self.tg.wait(struck.is_set, timeout=60, what=f"a call of {method}")
        self.watched.on_call = lambda *_: None

    async def _inside(self, table: str, victim: BaseProcess) -> None:
        """A lock on the table holds the transaction that comes along; killed there, it is rolled back."""
        async with await psycopg.AsyncConnection.connect(self.database) as holder:
            await holder.execute(f"LOCK TABLE {table} IN SHARE MODE")
            if table == "topics":
                await self.talk.join(len(self.talk.clients))

            async def somebody_waits() -> bool:
                found = await holder.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                row = await found.fetchone()
                return bool(row and row[0])

            await self.tg.wait(somebody_waits, timeout=60, what=f"a transaction that waits for {table}")
            victim.kill()
            await holder.rollback()

    async def _a_moment(self) -> None:
        """Up to a second and a half, often almost nothing."""
        await asyncio.sleep(self.rng.choice((0.05, 0.4, 1.5)) * self.rng.random())

    async def settled(self) -> Verdict:
        """Nobody writes any more: let everything on its way arrive, then judge."""
        self.chatter.cancel()
        await asyncio.wait([self.chatter])
        await self.talk.everything_arrives()
        await self.tg.wait(lambda: asyncio.to_thread(_idle, self.database), timeout=60, what="empty queues")
        return self.talk.judge()


def _left_behind(database: str, name: str) -> list[str]:
    """Texts of the rows that the dead process `name` had leased: they may arrive a second time."""
    with psycopg.connect(database, autocommit=True) as connection:
        gone = "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = %s"
        while connection.execute(gone, [name]).fetchone() != (True,):
            time.sleep(0.002)  # PostgreSQL ends what it was doing for the dead
        rows = connection.execute(
            "SELECT messages.content->>'text' FROM lanes JOIN outbox ON outbox.lane_id = lanes.id "
            "JOIN messages ON messages.id = outbox.relay_id WHERE lease IS NOT NULL AND outbox.state = 'sending' "
            f"AND leased_by NOT IN (SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = %s {HERE})",
            [WORKER_LOCK],
        )
        return [row[0] for row in rows]


def _in_flight(database: str) -> list[str]:
    """Texts of all rows that somebody is sending: a lease that is lost with the server may be sent a second time."""
    with psycopg.connect(database, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT messages.content->>'text' FROM outbox JOIN messages ON messages.id = outbox.relay_id "
            "WHERE outbox.state = 'sending'"
        )
        return [row[0] for row in rows]


def _both_work(database: str) -> bool:
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(
            f"SELECT count(*) > 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s {HERE}", [WORKER_LOCK]
        ).fetchone()
        return row == (True,)


def _idle(database: str) -> bool:
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'queued') + (SELECT count(*) FROM lanes WHERE waiting)"
        ).fetchone()
        return row == (0,)


@contextlib.asynccontextmanager
async def stage(
    database: str,
    seed: int,
    log: Path,
    log_level: str | None = None,
    *,
    started: bool = True,
    scarce: bool = False,
) -> AsyncIterator[Chaos]:
    """A local Telegram with people who talk without pause, and one bot, if it is to be `started`.

    `scarce`: they write more than a group and a chat take, so that what waits goes together.
    """
    rng = random.Random(seed)
    async with Sandbox(limits=_crowd.of_telegram() if scarce else Limits(enabled=False)) as tg:
        tg.limits.enabled = scarce
        tg.faults = Watched()
        talk = Talk(tg, _stage.Cast(tg, DESKS), rng)
        for number in range(FIRST_CLIENTS):
            await talk.join(number)
        chaos = Chaos(tg, talk, database, log, rng, asyncio.create_task(talk.chatter(newcomers=20)))
        chaos.log_level, chaos.limits = log_level, _crowd.OF_THE_BOT if scarce else None
        if started:
            chaos.start()
        try:
            yield chaos
        finally:
            chaos.chatter.cancel()
            for process in chaos.bots:
                process.kill()
                process.join()


def promises_broken(verdict: Verdict, in_flight: Counter[str]) -> list[str]:
    """In words; empty when every promise was kept. `in_flight` may have arrived twice."""
    found = [f"lost: {verdict.lost[:5]}"] if verdict.lost else []
    found += [f"out of order: {verdict.out_of_order[:5]}"] if verdict.out_of_order else []
    unexplained = verdict.duplicates - in_flight
    found += [f"repeated without a reason: {unexplained}"] if unexplained else []
    odd = [name for name, count in verdict.topics.items() if count != 1]
    found += [f"not one topic: {odd}"] if odd else []
    return found + ([] if verdict.three_boards_each else [f"boards: {verdict.boards}"])

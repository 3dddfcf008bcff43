"""A desk with hundreds of clients and a budget far smaller than what they write, with time running faster."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg

from bench import _stage
from bench._talk import NUMBERED, Talk
from relay_bot.sandbox import TOKEN, Limits, Sandbox
from relay_bot.sandbox.world import Event

GROUP_MESSAGES, WINDOW_S, TOTAL_PER_SECOND = 20, 1, 200
"""Telegram's minute lasts a second: 20 messages to a group in it, as there. The bot is told the same numbers."""

OF_THE_BOT = {
    "group_messages": GROUP_MESSAGES,
    "group_window": f"{WINDOW_S}s",
    "chat_interval": "1s",
    "chat_burst": 5,
    "total_per_second": TOTAL_PER_SECOND,
}


def of_telegram() -> Limits:
    """Off while the clients are registered."""
    return Limits(GROUP_MESSAGES, float(WINDOW_S), 1.0, 5, TOTAL_PER_SECOND, enabled=False)


@dataclass
class Crowd:
    """`arrived`: (client's number, message's number) in the order in which the groups saw them; `slots`: whose each
    message of the group was, which may hold several.
    """

    tg: Sandbox
    talk: Talk
    database: str
    log: Path
    arrived: list[tuple[int, int]] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    bots: list[BaseProcess] = field(default_factory=list)

    async def come(self, clients: list[int]) -> None:
        """Clients 0, 1, 2 … are registered, `clients` of them at each desk, without limits."""
        self.start(_stage.UNLIMITED)
        first = 0
        for desk, count in enumerate(clients):
            people = [self.talk.cast.client(first + n) for n in range(count)]
            first += count
            await self.talk.cast.registered(people, desk, timeout=240)
            for person in people:
                self.talk.know(person, desk)
        await self.tg.wait(lambda: asyncio.to_thread(self._count, "SELECT count(*) FROM lanes WHERE waiting"), 60)
        self.stop()
        self.tg.stats.reset()
        self.tg.limits.enabled = True

    def start(self, limits: dict[str, object]) -> None:
        settings = _stage.settings(self.tg.url, TOKEN, self.database, desks=len(self.talk.cast.groups), limits=limits)
        self.bots.append(_stage.start(_stage.bot, settings, log=self.log))

    def stop(self) -> None:
        while self.bots:
            process = self.bots.pop()
            process.kill()
            process.join()

    async def write(self, messages: list[int]) -> None:
        """Client n writes `messages[n]` messages; they are all queued before the first of them goes out."""
        self._do("UPDATE budgets SET resting_until = 'infinity'")
        self.start(OF_THE_BOT)
        for number, count in enumerate(messages):
            for _ in range(count):
                await self.talk.up(self.talk.clients[number])
        await self.tg.wait(
            lambda: asyncio.to_thread(
                self._count, f"SELECT {sum(messages)} - count(*) FROM outbox WHERE kind = 'relay' AND state = 'queued'"
            ),
            timeout=240,
            what="every message in its lane",
        )
        self.rest_is_over()

    def rest_is_over(self) -> None:
        self._do("UPDATE budgets SET resting_until = '-infinity'")
        self._do("NOTIFY relay_outbox")

    def rests(self) -> bool:
        """Whether a group rests, and nothing that was claimed before is on its way to it."""
        return self._count(
            "SELECT count(*) - 1 + count(lane.id) FROM budgets LEFT JOIN lanes lane ON lane.desk = budgets.desk "
            "AND lease IS NOT NULL WHERE resting_until > clock_timestamp()"
        )

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute(statement)

    def _count(self, query: str) -> bool:
        """True when there is none left."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            return connection.execute(query).fetchone() == (0,)

    def _on_event(self, event: Event) -> None:
        if event.kind == "message" and event.details["message"].sender_id == self.tg.bot_id:
            found = [
                (int(one[2]), int(one[3])) for one in NUMBERED.finditer(event.details["message"].body.get("text", ""))
            ]
            self.arrived += found
            self.slots += [found[0][0]] if found else []


@contextlib.asynccontextmanager
async def crowd(database: str, log: Path, desks: int = 1) -> AsyncIterator[Crowd]:
    async with Sandbox(limits=of_telegram()) as tg:
        found = Crowd(tg, Talk(tg, _stage.Cast(tg, desks), random.Random(1)), database, log)
        tg.world.listeners.append(found._on_event)
        try:
            yield found
        finally:
            found.stop()

"""The queue as tests drive it: put rows in, claim, settle. Plain functions of relay_bot.db on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from relay_bot.config import Limits
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import outbox
from relay_bot.db.outbox import Settled
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.domain.work import Unreadable, Work

MS = timedelta(milliseconds=1)
GROUPS = {"anna": -1001000000010, "petr": -1001000000011}


def limits(**values: Any) -> Limits:
    """No limit but those given."""
    wide = {"group_messages": 100_000, "chat_interval": MS, "chat_burst": 100_000, "total_per_second": 1_000_000}
    return Limits(**wide | values)


def out(to: Address, words: str = "", priority: Priority = Priority.RELAY, **values: Any) -> Out:
    return Out(to, Text(words), priority, **values)


def words(work: Work) -> str:
    assert isinstance(work.row, Text)
    return work.row.html


PATIENCE_S = 90
"""As in acceptance: it decides a test only when what it waits for never comes."""


async def eventually(condition: Callable[[], Awaitable[Any]], what: str = "the condition") -> Any:
    """Ask until it is true; its value."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_S
    while not (value := await condition()):
        assert asyncio.get_running_loop().time() < deadline, f"{what} did not come about in {PATIENCE_S} s"
        await asyncio.sleep(0.005)
    return value


@dataclass(frozen=True)
class Street:
    """Two desks, and as many clients as a test asks for."""

    db: Database
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)  # of the database's connections

    async def open(self) -> Street:
        async with self.db.transaction() as session:
            for key, group_id in GROUPS.items():
                await desks.keep(session, key, group_id)
        return self

    async def topic(self, number: int, desk: str | None = "anna") -> Address:
        """The lane of the topic of client `number`."""
        async with self.db.transaction() as session:
            client = await clients.arrive(session, number, f"Клиент {number}", "")
        return addresses.topic(client.id, desk)

    async def put(self, *rows: Out) -> int:
        async with self.db.transaction() as session:
            return await outbox.enqueue(session, rows)

    async def claim(
        self, most: int = 1, budget: Limits | None = None, worker: int = 1, lease_s: int = 60
    ) -> list[Work]:
        async with self.db.statement() as session:
            claimed = await outbox.claim(session, worker, most, lease_s, budget or limits())
        assert not [one for one in claimed if isinstance(one, Unreadable)]
        return [one for one in claimed if isinstance(one, Work)]

    async def one(self, budget: Limits | None = None) -> Work:
        (work,) = await self.claim(1, budget)
        return work

    async def settle(self, work: Work, outcome: str = "sent", at: datetime | None = None, **values: Any) -> bool:
        async with self.db.statement() as session:
            return await outbox.acknowledge(session, work.lease, Settled(outcome, at, **values))

    async def sent(self, most: int = 1000) -> list[Work]:
        """Send until there is nothing more to send (or `most`), one after the other."""
        done: list[Work] = []
        while len(done) < most and (claimed := await self.claim()):
            done += claimed
            assert await self.settle(claimed[0])
        return done

    async def due_s(self, budget: Limits | None = None) -> float | None:
        async with self.db.statement() as session:
            return await outbox.next_due_s(session, budget or limits())

    async def ask(self, query: str, **values: Any) -> Any:
        """The first column of the first row."""
        async with self.db.statement() as session:
            return (await session.execute(text(query), values)).scalar()

    async def clock(self) -> datetime:
        return await self.ask("SELECT clock_timestamp()")  # type: ignore[no-any-return]

    async def state(self, work: Work) -> str:
        return str(await self.ask("SELECT state FROM outbox WHERE id = :id", id=work.lease.row_id))

    async def somebody_waits(self) -> None:
        """Until a transaction of this database waits for a lock of another one."""
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        await eventually(lambda: self.ask(query), "a transaction that waits")

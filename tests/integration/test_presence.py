"""Who is alive and who listens: exactly one process does, and another takes over within seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest

from relay_bot.db.presence import LISTENER_LOCK, Presence
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.rounds import rounds
from tests.integration.street import Street, eventually, out, words


@dataclass
class Process:
    presence: Presence
    heard: list[str] = field(default_factory=list)


@asynccontextmanager
async def process(db: Database) -> AsyncIterator[Process]:
    heard: list[str] = []
    presence = Presence(db.url, heard.append)
    task = asyncio.create_task(rounds("presence", 0, presence.hold))
    try:
        await presence.ready.wait()
        yield Process(presence, heard)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def processes(db: Database, number: int) -> AsyncIterator[list[Presence]]:
    async with AsyncExitStack() as stack:
        yield [(await stack.enter_async_context(process(db))).presence for _ in range(number)]


def listeners(all_: list[Presence]) -> list[Presence]:
    return [one for one in all_ if one.listening.is_set()]


async def beats(street: Street, number: int = 2) -> None:
    """Until every worker has been seen `number` times more."""
    for _ in range(number):
        now = await street.clock()
        await eventually(lambda now=now: street.ask("SELECT bool_and(seen_at > :now) FROM workers", now=now))


async def test_of_three_processes_exactly_one_listens(db: Database, street: Street) -> None:
    async with processes(db, 3) as all_:
        await eventually(lambda: _true(listeners(all_)))
        await beats(street)
        assert len(listeners(all_)) == 1
        assert len({one.worker for one in all_}) == 3


async def test_when_the_listener_loses_its_connection_another_takes_over(db: Database, street: Street) -> None:
    async with processes(db, 2) as all_:
        await eventually(lambda: _true(listeners(all_)))
        (before,) = listeners(all_)
        await _cut_off_the_listener(street)
        await eventually(lambda: _true(not before.listening.is_set()))
        await eventually(lambda: _true(listeners(all_)))
        await beats(street)
        assert len(listeners(all_)) == 1


async def test_a_process_that_ends_hands_over(db: Database) -> None:
    async with AsyncExitStack() as stack:
        ending = (await stack.enter_async_context(process(db))).presence
        await asyncio.wait_for(ending.listening.wait(), 10)
        async with process(db) as heir:
            assert not heir.presence.listening.is_set()
            await stack.aclose()
            await asyncio.wait_for(heir.presence.listening.wait(), 10)


async def test_a_worker_keeps_its_number_when_it_comes_back(db: Database, street: Street) -> None:
    async with process(db) as alone:
        worker = alone.presence.worker
        await asyncio.wait_for(alone.presence.listening.wait(), 10)
        await _cut_off_the_listener(street)
        await eventually(lambda: _true(not alone.presence.listening.is_set()))
        await asyncio.wait_for(alone.presence.listening.wait(), 10)
        assert alone.presence.worker == worker
        assert await street.ask("SELECT array_agg(id) FROM workers") == [worker]


async def test_what_a_dead_process_held_is_let_go_by_a_living_one(db: Database, street: Street) -> None:
    async with process(db) as dying:
        await street.put(out(addresses.chat(100), "в полёте"))
        await street.claim(worker=dying.presence.worker)
    async with process(db):
        (again,) = await eventually(street.claim)
        assert words(again) == "в полёте"


@pytest.mark.parametrize("queue", ["relay_inbox", "relay_outbox"])
async def test_every_process_hears_the_bells_of_the_others(db: Database, street: Street, queue: str) -> None:
    async with process(db) as one, process(db) as other:
        await eventually(lambda: _true(one.heard and other.heard))
        one.heard.clear()
        other.heard.clear()
        await street.ask(f"SELECT pg_notify('{queue}', '')")
        await eventually(lambda: _true(queue in one.heard and queue in other.heard))


async def _cut_off_the_listener(street: Street) -> None:
    query = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND classid = :lock "
        "AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    assert await street.ask(query, lock=LISTENER_LOCK) == 1


async def _true(value: object) -> object:
    return value

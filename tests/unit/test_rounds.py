"""The one loop: it waits for PostgreSQL, says so once a minute, and goes round as fast as there is something to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from structlog.testing import capture_logs

from relay_bot import rounds as loop
from relay_bot.bell import Bell
from relay_bot.errors import DatabaseAway
from relay_bot.rounds import Outage, patiently, rounds

HOUR_S = 3600.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "TRY_AGAIN_S", 0)
    monkeypatch.setattr(loop, "_outage", Outage())


def refused(times: int, answer: str = "done") -> Callable[[], Awaitable[str]]:
    """Answers after so many refusals."""
    left = times

    async def act() -> str:
        nonlocal left
        if left:
            left -= 1
            raise DatabaseAway("the database system is starting up")
        return answer

    return act


@asynccontextmanager
async def running(part: Awaitable[None]) -> AsyncIterator[asyncio.Future[None]]:
    task = asyncio.ensure_future(part)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_what_was_refused_is_done_once_the_database_is_back() -> None:
    assert await patiently("settling", refused(5, "kept")) == "kept"


async def test_an_outage_is_told_once_and_its_end() -> None:
    with capture_logs() as logs:
        await asyncio.gather(patiently("inbox", refused(5)), patiently("delivery", refused(7)))
    told = [entry["event"] for entry in logs if entry["log_level"] != "debug"]
    assert told == ["database_away", "database_back"]


async def test_an_error_that_is_not_the_databases_absence_is_not_waited_for() -> None:
    async def broken() -> None:
        raise KeyError("a mistake of ours")

    with pytest.raises(KeyError):
        await patiently("settling", broken)


async def test_a_round_that_found_something_is_followed_by_the_next_at_once() -> None:
    left, done = 5, asyncio.Event()

    async def one_round() -> bool:
        nonlocal left
        left -= 1
        if not left:
            done.set()
        return bool(left)

    async with running(rounds("printer", HOUR_S, one_round)):
        await done.wait()


async def test_a_round_that_found_nothing_waits_for_the_bell() -> None:
    bell, went = Bell(), asyncio.Queue[None]()

    async def one_round() -> bool:
        went.put_nowait(None)
        return False

    async with running(rounds("letters", HOUR_S, one_round, bell)) as task:
        await went.get()
        assert went.empty() and not task.done()
        bell.ring()
        await went.get()


async def test_a_round_goes_on_after_an_outage() -> None:
    act, done = refused(3), asyncio.Event()

    async def one_round() -> None:
        await act()
        done.set()

    async with running(rounds("boards", HOUR_S, one_round)):
        await done.wait()


def test_a_long_outage_is_told_once_a_minute() -> None:
    outage = Outage()
    told = [second for second in range(0, 180) if outage.goes_on(float(second))]
    assert told == [0, 60, 120]
    assert outage.is_over(180.0) == 180.0


def test_the_end_of_an_outage_that_nobody_was_told_of_is_no_news() -> None:
    outage = Outage()
    assert outage.goes_on(0.0)
    assert outage.is_over(1.0) == 1.0
    assert not outage.goes_on(2.0)  # a deadlock a second later: within the minute
    assert outage.is_over(3.0) is None
    assert outage.is_over(4.0) is None

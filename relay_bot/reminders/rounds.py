"""The loops of the clocks: patience while the database is away, and one bad row stops nobody.

A row that raises is undone to where it began, noted in `mishaps`, told to the admins once and left alone for a while;
the others of its round go on. Whatever else a round raises ends that round, never the clock: a clock that ends would
end the process, and the same row would end it again after every restart.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from relay_bot.config import Config
from relay_bot.db import mishaps
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session, is_away
from relay_bot.desk import notices
from relay_bot.domain.outgoing import Out
from relay_bot.logs import redact
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

AWAY_S = 0.5
BROKEN_S = 5.0
TOLD_AN_HOUR = 5
"""More bad rows of one clock than this are one trouble: `relay-bot parked list` shows them all."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one clock, each on its own."""

    clock: str
    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def each(
        self,
        session: Session,
        rows: Sequence[T],
        key: Callable[[T], str],
        act: Callable[[T], Awaitable[Iterable[Out]]],
        now: datetime | None = None,
    ) -> list[Out]:
        """What `act` returns for every row that is not resting, and the news of those that raised: to be enqueued.

        All of them at once first; only when one raises they are done anew, one by one: so `act` may come twice.
        """
        now = now or datetime.now(UTC)
        resting = await mishaps.resting(session, self.clock, now) if rows else set()
        left = [row for row in rows if key(row) not in resting]
        if not left:
            return []
        try:
            async with session.begin_nested():
                return [out for row in left for out in await act(row)]
        except Exception as error:
            if len(left) == 1:
                return await self.set_aside(session, key(left[0]), error, now)
        return [out for row in left for out in await self.each(session, [row], key, act, now)]

    async def one(
        self,
        session: Session,
        key: str,
        act: Callable[[], Awaitable[Sequence[Out]]],
        otherwise: Callable[[], Awaitable[object]],
    ) -> Sequence[Out]:
        """The same for a claimed row, which has a due time of its own: if `act` raises, `otherwise` moves it on."""
        try:
            async with session.begin_nested():
                return await act()
        except Exception as error:
            news = await self.set_aside(session, key, error)
            await otherwise()
            return news

    async def set_aside(self, session: Session, key: str, error: Exception, now: datetime | None = None) -> list[Out]:
        """Note the row that raised; returns what the admins are told. Raises `error` when only the database is away."""
        if isinstance(error, DBAPIError) and is_away(error):
            raise error
        log.error("row_set_aside", clock=self.clock, key=key, error=type(error).__name__)
        trace = redact("".join(traceback.format_exception(error)))
        kept = await mishaps.keep(session, self.clock, key, trace, now or datetime.now(UTC), TOLD_AN_HOUR)
        if not kept.telling:
            return []
        config = self.config()
        return notices.set_aside(self.texts.lang(config.bot.default_lang), config.telegram.admins, f"row:{kept.id}")

    async def apart(self, key: str, act: Callable[[], Awaitable[object]]) -> None:
        """`act` looks after its own transactions; if it raises it is set aside like a row."""
        now = datetime.now(UTC)
        async with self.db.transaction() as session:
            resting = await mishaps.resting(session, self.clock, now)
        if key in resting:
            return
        try:
            await act()
        except Exception as error:
            async with self.db.transaction() as session:
                await enqueue(session, await self.set_aside(session, key, error, now))


async def rounds(rows: Rows, every_s: float, one_round: Callable[[], Awaitable[None]]) -> None:
    """`one_round()` until it is cancelled. What is missed while the database is away is due at the next round."""

    async def step() -> bool:
        await one_round()
        return False

    await steps(rows, step, lambda: asyncio.sleep(every_s))


async def steps(rows: Rows, step: Callable[[], Awaitable[bool]], pause: Callable[[], Awaitable[object]]) -> None:
    """`step()` until it is cancelled, at once again while it finds something to do, else after `pause()`."""
    while True:
        try:
            if not await step():
                await pause()
        except Exception as error:
            await asyncio.sleep(await _patience_s(rows, error))


async def _patience_s(rows: Rows, error: Exception) -> float:
    """How long to wait after a round that raised; told to the admins once, if it was not the database's absence."""
    try:
        async with rows.db.transaction() as session:
            await enqueue(session, await rows.set_aside(session, "round", error))
    except DBAPIError as away:
        log.warning("rounds_wait_for_database", of=rows.clock, error=type(away.orig).__name__)
        return AWAY_S
    return BROKEN_S

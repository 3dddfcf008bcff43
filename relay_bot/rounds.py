"""The one loop of the house: a round every so often, patience while PostgreSQL is away, and one bad row stops nobody.

Every clock, worker and queue goes round here; only the poller, which waits for Telegram too, has a loop of its own.
What an outage interrupts is done again from its beginning: nothing is kept in memory but the wish to do it. The log
hears of an outage once a minute, whoever waits, and of its end.

A row that raises is undone to where it began, noted in `mishaps`, told to the admins once and left alone for a while;
the others of its round go on. Whatever else a round raises ends that round, never the clock: a clock that ends would
end the process, and the same row would end it again after every restart.
"""

import asyncio
import random
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog

from relay_bot.bell import Bell
from relay_bot.config import Config, Manager
from relay_bot.db import clock
from relay_bot.db import mishap as mishaps
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session, is_away
from relay_bot.domain.outgoing import Out
from relay_bot.errors import DatabaseAway
from relay_bot.logs import redact
from relay_bot.texts import Texts
from relay_bot.views import notice as notices

log = structlog.get_logger(__name__)

TRY_AGAIN_S = 0.3
TELL_EVERY_S = 60.0
BROKEN_S = 5.0

TOLD_AN_HOUR = 5
"""More bad rows of one clock than this are one trouble: `relay-bot parked list` shows them all."""

T = TypeVar("T")


Round = Callable[[], Awaitable[bool | None]]
"""True: there may be more to do at once."""


async def rounds(of: str, every_s: float, one_round: Round, bell: Bell | None = None) -> None:
    """`one_round()` until it is cancelled: at once after True (there may be more), else after `every_s` seconds, or
    sooner when `bell` rings. What an outage makes late is due as soon as PostgreSQL is back.
    """
    while True:
        more = await patiently(of, one_round)
        if more:
            continue
        if bell is None:
            await asyncio.sleep(_about(every_s))
        else:
            await bell.wait(every_s)


def _about(seconds: float) -> float:
    """Clocks that begin together would go on together, and whoever writes just then would wait for all of them."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - no secret


async def patiently(of: str, act: Callable[[], Awaitable[T]]) -> T:
    """Hold on to `act` until PostgreSQL takes it; returns what it returns. `act` is a whole transaction, or several."""
    refused = False
    while True:
        try:
            done = await act()
        except DatabaseAway as error:
            refused = True
            log.debug("database_refused", part=of)
            _tell_of(of, error)
        else:
            if refused:
                _tell_of_the_end()
            return done
        await asyncio.sleep(TRY_AGAIN_S)


@dataclass
class Outage:
    """What was told of PostgreSQL's being away, in seconds of one clock."""

    began_at: float | None = None
    told_at: float | None = None

    def goes_on(self, now: float) -> bool:
        """Somebody was refused; True when it is time to tell of it."""
        if self.began_at is None:
            self.began_at = now
        if self.told_at is not None and now - self.told_at < TELL_EVERY_S:
            return False
        self.told_at = now
        return True

    def is_over(self, now: float) -> float | None:
        """Somebody who had been refused came through; how long it took, None when nobody was told that it began."""
        began_at, self.began_at = self.began_at, None
        if began_at is None or self.told_at is None or self.told_at < began_at:
            return None
        return now - began_at


_outage = Outage()
"""One for all: PostgreSQL is away from everybody at once, and twenty parts of the process need not say so each."""


def _tell_of(part: str, error: DatabaseAway) -> None:
    now = time.monotonic()
    if _outage.goes_on(now):
        away_s = round(now - (_outage.began_at or now))
        log.warning("database_away", part=part, error=type(error.__cause__).__name__, away_s=away_s)


def _tell_of_the_end() -> None:
    away_s = _outage.is_over(time.monotonic())
    if away_s is not None:
        log.info("database_back", away_s=round(away_s, 1))


# --- rows that raise --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one clock, each on its own."""

    clock: str
    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def rounds(self, every_s: float, one_round: Round, bell: Bell | None = None) -> None:
        """As the function of this name. A round that raises as a whole is told of once, and the next comes later."""

        async def whole() -> bool | None:
            try:
                return await one_round()
            except DatabaseAway:
                raise
            except Exception as error:
                await self._tell(error)
                await asyncio.sleep(BROKEN_S)
                return True

        await rounds(self.clock, every_s, whole, bell)

    async def desk_rounds(self, every_s: float, act: Callable[[Manager], Awaitable[object]]) -> None:
        """`act` for every desk that has a group, spread over `every_s` seconds: no message waits for all of them."""

        async def one_round() -> None:
            desks = [manager for manager in self.config().managers if manager.group_id is not None]
            for manager in desks:
                await self.apart(f"desk:{manager.key}", partial(act, manager))
                await asyncio.sleep(_about(every_s / len(desks)))
            if not desks:
                await asyncio.sleep(every_s)

        await self.rounds(0, one_round)  # the pauses are in it

    async def _tell(self, error: Exception) -> None:
        try:
            async with self.db.transaction() as session:
                await enqueue(session, await self.set_aside(session, "round", error))
        except DatabaseAway:
            raise
        except Exception:
            log.exception("mishap_not_kept", clock=self.clock)

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
        now = now or await clock.now(session)
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
        """What `act` returns for a claimed row; if it raises, `otherwise` moves on the row's own due time."""
        try:
            async with session.begin_nested():
                return await act()
        except Exception as error:
            news = await self.set_aside(session, key, error)
            await otherwise()
            return news

    async def set_aside(self, session: Session, key: str, error: Exception, now: datetime | None = None) -> list[Out]:
        """Note the row that raised; returns what the admins are told. Raises `error` when only the database is away."""
        if is_away(error):
            raise error
        log.error("row_set_aside", clock=self.clock, key=key, error=type(error).__name__)
        trace = redact("".join(traceback.format_exception(error)))
        kept = await mishaps.keep(session, self.clock, key, trace, now or await clock.now(session), TOLD_AN_HOUR)
        if not kept.telling:
            return []
        config = self.config()
        return notices.set_aside(self.texts.lang(config.bot.default_lang), config.telegram.admins, f"row:{kept.id}")

    async def apart(self, key: str, act: Callable[[], Awaitable[object]]) -> None:
        """`act` looks after its own transactions; if it raises it is set aside like a row."""
        async with self.db.transaction() as session:
            now = await clock.now(session)
            resting = await mishaps.resting(session, self.clock, now)
        if key in resting:
            return
        try:
            await act()
        except Exception as error:
            async with self.db.transaction() as session:
                await enqueue(session, await self.set_aside(session, key, error, now))

"""The one loop of the house: a round every so often, and patience while PostgreSQL is away.

Every clock, worker and queue goes round here. What an outage interrupts is done again from its beginning: nothing is
kept in memory but the wish to do it. The log hears of an outage once a minute, whoever waits, and of its end.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from relay_bot.bell import Bell
from relay_bot.errors import DatabaseAway

log = structlog.get_logger(__name__)

TRY_AGAIN_S = 0.3
TELL_EVERY_S = 60.0

T = TypeVar("T")


async def rounds(
    of: str, every_s: float, one_round: Callable[[], Awaitable[bool | None]], bell: Bell | None = None
) -> None:
    """`one_round()` until it is cancelled: at once after True (there may be more), else after `every_s` seconds, or
    sooner when `bell` rings. What an outage makes late is due as soon as PostgreSQL is back.
    """
    while True:
        more = await patiently(of, one_round)
        if more:
            continue
        if bell is None:
            await asyncio.sleep(every_s)
        else:
            await bell.wait(every_s)


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

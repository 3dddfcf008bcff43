"""The clock of the reminders: a round every so often, and patience while the database is away."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import DBAPIError

from relay_bot.db.session import is_away

log = structlog.get_logger(__name__)


async def rounds(of: str, every_s: float, one_round: Callable[[], Awaitable[None]]) -> None:
    """`one_round()` until it is cancelled. What is missed while the database is away is due at the next round."""
    while True:
        try:
            await one_round()
        except DBAPIError as error:
            if not is_away(error):
                raise
            log.warning("rounds_wait_for_database", of=of, error=type(error.orig).__name__)
        await asyncio.sleep(every_s)

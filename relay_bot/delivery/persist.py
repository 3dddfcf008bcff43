"""What a call has said, or is about to cause, is held on to until PostgreSQL takes it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from relay_bot.db.session import Database, Session, is_away

log = structlog.get_logger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Persistent:
    """Tries again while the database is away."""

    db: Database

    async def statement(self, do: Callable[[Session], Awaitable[T]]) -> T:
        """For exactly one statement."""

        async def once() -> T:
            async with self.db.statement() as session:
                return await do(session)

        return await _until_it_is_back(once)

    async def transaction(self, do: Callable[[Session], Awaitable[T]]) -> T:
        async def once() -> T:
            async with self.db.transaction() as session:
                return await do(session)

        return await _until_it_is_back(once)


async def _until_it_is_back(once: Callable[[], Awaitable[T]]) -> T:
    while True:
        try:
            return await once()
        except DBAPIError as error:
            if not is_away(error):
                raise
            log.warning("settling_waits_for_database", error=type(error.orig).__name__)
        await asyncio.sleep(0.3)

"""What a call has said, or is about to cause, is held on to until PostgreSQL takes it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from relay_bot.db.session import Database, Session
from relay_bot.rounds import patiently

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

        return await patiently("settling", once)

    async def transaction(self, do: Callable[[Session], Awaitable[T]]) -> T:
        async def once() -> T:
            async with self.db.transaction() as session:
                return await do(session)

        return await patiently("settling", once)

"""The way into PostgreSQL: one engine, one transaction at a time, and which errors mean "it is away for a while".

The driver's errors end here: nobody else need know them to wait for PostgreSQL (`DatabaseAway`).
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from relay_bot.errors import DatabaseAway

Session = AsyncConnection  # what every function in this folder takes; none of them commits
"""An open transaction."""


class Database:
    """All connections of this process. `transaction()` is the only place that commits."""

    def __init__(self, url: str, *, connections: int = 12) -> None:
        self.url = url
        self._engine: AsyncEngine = create_async_engine(
            url,
            pool_size=connections,
            max_overflow=4,
            pool_use_lifo=True,  # a few do most of the work: what they have planned they need not plan again
            pool_timeout=30,
            hide_parameters=True,  # what people wrote stays out of exceptions and logs
        )
        self._single = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """Commit at the end, roll back on any exception. Raises DatabaseAway when trying again is the cure."""
        with translated():
            async with _connection(self._engine) as session, session.begin():
                yield session

    @asynccontextmanager
    async def statement(self) -> AsyncIterator[Session]:
        """For exactly one statement, which is its own transaction: saves the round trips of BEGIN and COMMIT."""
        with translated():
            async with _connection(self._single) as session:
                yield session

    async def close(self) -> None:
        await self._engine.dispose()


@asynccontextmanager
async def _connection(engine: AsyncEngine) -> AsyncIterator[Session]:
    """From the pool and back. Cancelled while it is opened, a connection would be nobody's: that is waited for."""
    opening = asyncio.ensure_future(_opened(engine))
    try:
        session = await asyncio.shield(opening)
    except asyncio.CancelledError:
        await asyncio.wait([opening])
        if opening.exception() is None:
            await opening.result().close()
        raise
    try:
        yield session
    finally:
        await asyncio.shield(session.close())


async def _opened(engine: AsyncEngine) -> Session:
    return await engine.connect().start()


@contextmanager
def translated() -> Iterator[None]:
    """The driver's words for "not now", as the one error that the rest of the house knows."""
    try:
        yield
    except NoneFree as error:  # no connection has come free for long: PostgreSQL hangs
        raise DatabaseAway(str(error)) from error
    except (DBAPIError, psycopg.Error) as error:
        if not is_away(error):
            raise
        raise DatabaseAway(str(getattr(error, "orig", error)).strip()) from error


PASSING = ("25006", "25P02", "25P03", "25P04", "40", "53", "55P03", "57", "58")
"""SQLSTATEs, or their first signs, of what passes: read-only as a standby is, a transaction that took too long, a
collision, no room, somebody else's lock, somebody's intervention, the disk. The driver calls some of them internal.
"""


def is_away(error: BaseException) -> bool:
    """Trying again is the cure: SQLAlchemy's error or the driver's own, caught within the transaction or translated."""
    if isinstance(error, DatabaseAway) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return True
    said = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(said, psycopg.Error):
        return False
    passes = isinstance(said, psycopg.OperationalError | psycopg.InterfaceError)
    # … or a newer release is replacing the function that was called
    return passes or (said.sqlstate or "").startswith(PASSING) or "cache lookup failed" in str(said)

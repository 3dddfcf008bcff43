"""A command's question to the database, brought to this version first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from relay_bot.config import Config
from relay_bot.db.server import serving

if TYPE_CHECKING:
    from relay_bot.db.session import Session

T = TypeVar("T")


def ask(config: Config, question: Callable[[Session], Awaitable[T]]) -> T:
    """One question in one transaction. Raises DatabaseUnavailable, EmbeddedPostgresError."""
    from relay_bot.db.migrations import upgrade
    from relay_bot.db.session import Database

    async def asked(url: str) -> T:
        base = Database(url)
        try:
            async with base.transaction() as session:
                return await question(session)
        finally:
            await base.close()

    with serving(config) as url:
        upgrade(url)  # a fresh database has no tables to ask
        return asyncio.run(asked(url))

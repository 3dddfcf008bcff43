"""A command's question to the database, brought to this version first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from relay_bot.config import Config
from relay_bot.db.server import serving
from relay_bot.errors import Unsettled

if TYPE_CHECKING:
    from relay_bot.db.session import Session

T = TypeVar("T")

UNSETTLED_S = 0.1


def ask(config: Config, question: Callable[[Session], Awaitable[T]]) -> T:
    """One question in one transaction, again while Unsettled. Raises DatabaseUnavailable, EmbeddedPostgresError."""
    from relay_bot.db.migrations import upgrade
    from relay_bot.db.session import Database

    async def asked(url: str) -> T:
        base = Database(url)
        try:
            while True:
                with suppress(Unsettled):
                    async with base.transaction() as session:
                        return await question(session)
                await asyncio.sleep(UNSETTLED_S)
        finally:
            await base.close()

    with serving(config) as url:
        upgrade(url)  # a fresh database has no tables to ask
        return asyncio.run(asked(url))

"""config.toml while the bot runs: a good version is taken over at once, a bad one changes nothing and is reported."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from watchfiles import awatch

from relay_bot import config as configuration
from relay_bot.config import Config
from relay_bot.db.session import is_away
from relay_bot.errors import RelayBotError

log = structlog.get_logger(__name__)

T = TypeVar("T")


async def watch(
    path: Path,
    take_over: Callable[[Config], Awaitable[None]],
    refuse: Callable[[RelayBotError], Awaitable[None]],
) -> None:
    """`take_over` gets every good version that is saved, `refuse` what is wrong with a bad one."""
    async for _ in awatch(
        path.parent, watch_filter=lambda _, changed: Path(changed).name == path.name, recursive=False
    ):
        try:
            await _patiently(take_over, configuration.load(path, os.environ))
        except RelayBotError as error:
            log.warning("config_refused", error=type(error).__name__)
            await _patiently(refuse, error)
        else:
            log.info("config_taken_over")


async def _patiently(act: Callable[[T], Awaitable[None]], what: T) -> None:
    """The file may be saved just while PostgreSQL is away."""
    while True:
        try:
            return await act(what)
        except DBAPIError as error:
            if not is_away(error):
                raise
            log.warning("config_waits_for_database")
        await asyncio.sleep(1)

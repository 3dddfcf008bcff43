"""config.toml while the bot runs: a good version is taken over at once, a bad one changes nothing and is reported."""

import functools
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from watchfiles import awatch

from relay_bot import config as configuration
from relay_bot.config import Config
from relay_bot.errors import RelayBotError
from relay_bot.rounds import patiently

log = structlog.get_logger(__name__)


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
            fresh = configuration.load(path, os.environ)
            await patiently("reload", functools.partial(take_over, fresh))
        except RelayBotError as error:
            log.warning("config_refused", error=type(error).__name__)
            await patiently("reload", functools.partial(refuse, error))
        else:
            log.info("config_taken_over")

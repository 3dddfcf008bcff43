"""config.toml while the bot runs: a good version is taken over at once, a bad one changes nothing and is reported."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from watchfiles import awatch

from relay_bot import config as configuration
from relay_bot.config import Config
from relay_bot.errors import ConfigError

log = structlog.get_logger(__name__)


async def watch(
    path: Path, taken_over: Callable[[Config], Awaitable[None]], refused: Callable[[str], Awaitable[None]]
) -> None:
    """Call `taken_over` with every good version that is saved, `refused` with what is wrong with a bad one."""
    async for _ in awatch(
        path.parent, watch_filter=lambda _, changed: Path(changed).name == path.name, recursive=False
    ):
        try:
            fresh = configuration.load(path, os.environ)
        except ConfigError as error:
            log.warning("config_refused", findings=len(error.findings))
            await refused(str(error))
        else:
            await taken_over(fresh)
            log.info("config_taken_over")

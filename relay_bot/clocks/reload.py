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
    """`take_over` gets every good version that is saved, `refuse` what is wrong with a bad one.

    The file may be a link, or lie behind one that is swapped (`config.toml → ..data/config.toml`, `..data → ..v2`):
    what counts is that another file is read under its name, or the same one was saved again.
    """
    version = _version(path)
    while True:
        folders = _folders(path)
        async for _ in awatch(*folders, watch_filter=None, recursive=False):
            fresh = _version(path)
            if fresh != version:
                version = fresh
                await _changed(path, take_over, refuse)
            if _folders(path) != folders:
                break


async def _changed(
    path: Path,
    take_over: Callable[[Config], Awaitable[None]],
    refuse: Callable[[RelayBotError], Awaitable[None]],
) -> None:
    try:
        await patiently("reload", functools.partial(take_over, configuration.load(path, os.environ)))
    except RelayBotError as error:
        log.warning("config_refused", error=type(error).__name__)
        await patiently("reload", functools.partial(refuse, error))
    else:
        log.info("config_taken_over")


def _folders(path: Path) -> set[Path]:
    """Where the file seems to be, and where it is: an edit shows in the one, a swapped link in the other."""
    return {folder for folder in (path.parent, path.resolve().parent) if folder.is_dir()}


def _version(path: Path) -> tuple[int, int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns, about.st_size

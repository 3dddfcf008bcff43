"""config.toml while the bot runs: a good version is taken over at once, a bad one changes nothing and is reported."""

import asyncio
import functools
import os
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from watchfiles import awatch

from relay_bot import config as configuration
from relay_bot.actions.enrolment import enrol
from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.config.changes import changes
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database
from relay_bot.errors import RelayBotError
from relay_bot.rounds import patiently
from relay_bot.texts import Texts
from relay_bot.views import reload as words
from relay_bot.views.upkeep import ensure_desk

log = structlog.get_logger(__name__)

LOOK_MS = 3000


@dataclass
class LiveConfig:
    """The configuration in force; replaced as a whole when config.toml is saved."""

    config: Config


@dataclass
class Reload:
    """Runs until it is cancelled.

    The file may be a link, or lie behind one that is swapped (`config.toml → ..data/config.toml`, `..data → ..v2`):
    what counts is that another file is read under its name, or the same one was saved again.
    """

    live: LiveConfig
    texts: Texts
    db: Database
    path: Path
    bell: Bell
    _refused: bool = False
    _read_last: Config | None = None  # as the file had it: `live` may have another database and another token
    _version: tuple[int, int, int] | None = field(init=False)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.path = self.path.absolute()
        self._version = _version(self.path)  # of what is in force

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch())
            group.create_task(self._listen())

    async def _listen(self) -> None:
        """/reload, in whatever process: for where a change of the file is not noticed, on a network's disk say."""
        while True:
            if await self.bell.wait(3600):
                await self._changed()

    async def _watch(self) -> None:
        """The file is looked at every few seconds too: a change before the watch stood tells nobody."""
        while True:
            folders = _folders(self.path)
            watch = awatch(*folders, watch_filter=None, recursive=False, rust_timeout=LOOK_MS, yield_on_timeout=True)
            async for _ in watch:
                fresh = _version(self.path)
                if fresh != self._version:
                    self._version = fresh
                    await self._changed()
                if _folders(self.path) != folders:
                    break

    async def _changed(self) -> None:
        async with self._one:
            await self._read()

    async def _read(self) -> None:
        try:
            fresh = configuration.load(self.path, os.environ)
            await patiently("reload", functools.partial(self._take_over, fresh))
        except RelayBotError as error:
            log.warning("config_refused", error=type(error).__name__)
            await patiently("reload", functools.partial(self._refuse, error))
        else:
            log.info("config_taken_over")

    async def _take_over(self, fresh: Config) -> None:
        found = changes(self._read_last or self.live.config, fresh)
        await enrol(self.db, fresh, self.texts)
        rows = [row for one in fresh.managers if one.group_id is not None for row in ensure_desk(one.key)]
        t = self.texts.lang(fresh.bot.default_lang)
        if self._refused:
            rows += words.to_admins(fresh, t("adm-config_good"), self._told_as)
        if found:
            rows += words.to_admins(fresh, words.taken(t, found), self._told_as)
        async with self.db.transaction() as session:
            await enqueue(session, rows)
        self.live.config, self._read_last, self._refused = fresh, fresh, False

    async def _refuse(self, error: RelayBotError) -> None:
        config = self.live.config
        t = self.texts.lang(config.bot.default_lang)
        async with self.db.transaction() as session:
            await enqueue(session, words.to_admins(config, words.refused(t, error), self._told_as))
        self._refused = True

    @property
    def _told_as(self) -> str:
        """The version of the file, for all processes that read it."""
        return str((_version(self.path) or (0, 0, 0))[1])


def _folders(path: Path) -> set[Path]:
    """Where the file seems to be, and where it is: an edit shows in the one, a swapped link in the other."""
    return {folder for folder in (path.parent, path.resolve().parent) if folder.is_dir()}


def _version(path: Path) -> tuple[int, int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns, about.st_size

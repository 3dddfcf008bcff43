"""config.toml while the bot runs: a good version is taken over at once, a bad one changes nothing and is reported."""

import functools
import os
from dataclasses import dataclass
from pathlib import Path

import structlog
from watchfiles import awatch

from relay_bot import config as configuration
from relay_bot.actions.enrolment import enrol
from relay_bot.config import Config
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Text
from relay_bot.errors import ConfigError, RelayBotError
from relay_bot.rounds import patiently
from relay_bot.texts import Texts
from relay_bot.views.upkeep import ensure_desk

log = structlog.get_logger(__name__)


FINDINGS_MAX = 3000


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
    _refused: bool = False

    def __post_init__(self) -> None:
        self.path = self.path.absolute()

    async def run(self) -> None:
        version = _version(self.path)
        while True:
            folders = _folders(self.path)
            async for _ in awatch(*folders, watch_filter=None, recursive=False):
                fresh = _version(self.path)
                if fresh != version:
                    version = fresh
                    await self._changed()
                if _folders(self.path) != folders:
                    break

    async def _changed(self) -> None:
        try:
            fresh = configuration.load(self.path, os.environ)
            await patiently("reload", functools.partial(self._take_over, fresh))
        except RelayBotError as error:
            log.warning("config_refused", error=type(error).__name__)
            await patiently("reload", functools.partial(self._refuse, error))
        else:
            log.info("config_taken_over")

    async def _take_over(self, fresh: Config) -> None:
        await enrol(self.db, fresh, self.texts)
        self.live.config = fresh
        rows = [row for one in fresh.managers if one.group_id is not None for row in ensure_desk(one.key)]
        if self._refused:
            rows += _to_admins(fresh, self.texts.lang(fresh.bot.default_lang)("adm-config_good"))
        async with self.db.transaction() as session:
            await enqueue(session, rows)
        self._refused = False

    async def _refuse(self, error: RelayBotError) -> None:
        config = self.live.config
        t = self.texts.lang(config.bot.default_lang)
        what = str(error) if isinstance(error, ConfigError) else t.plain(error.key, **error.values)
        html = t("adm-config_bad", error=_shortened(what))
        async with self.db.transaction() as session:
            await enqueue(session, _to_admins(config, html))
        self._refused = True


def _shortened(findings: str) -> str:
    """Finished sentences as a part of one that names the file itself; a message has room for so much."""
    return findings.replace("config.toml, ", "").rstrip(".")[:FINDINGS_MAX]


def _to_admins(config: Config, html: str) -> list[Out]:
    return [Out(addresses.chat(admin), Text(html)) for admin in config.telegram.admins]


def _folders(path: Path) -> set[Path]:
    """Where the file seems to be, and where it is: an edit shows in the one, a swapped link in the other."""
    return {folder for folder in (path.parent, path.resolve().parent) if folder.is_dir()}


def _version(path: Path) -> tuple[int, int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns, about.st_size

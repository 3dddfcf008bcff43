"""`run` and `migrate`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from relay_bot import logs, sentry
from relay_bot.cli.told import CONFIG_NAME, say, settings, speak
from relay_bot.config import Config, SecretStr
from relay_bot.db.server import kept, serving
from relay_bot.ending import Ending
from relay_bot.errors import ConfigMissing, TokenMissing
from relay_bot.roles import read


def run(path: Path | None, role: str | None = None) -> None:
    """Run the bot until SIGTERM or Ctrl-C; `role`: only these of its roles, separated by commas."""
    roles = read(role)
    config = settings(path)
    if not config.telegram.token.get_secret_value():
        raise TokenMissing
    if path is None and not CONFIG_NAME.exists() and not config.managers:
        raise ConfigMissing(CONFIG_NAME.absolute())
    logs.setup()
    sentry.start(config.monitoring)
    with kept(config) as (url, keep):
        from relay_bot import app

        with Ending() as ending, asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(app.run(with_database(config, url), path or CONFIG_NAME, keep, roles, ending))


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where there is one (not on Windows)."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def migrate(path: Path | None) -> None:
    config = settings(path)
    with serving(config) as url:
        from relay_bot.db.migrations import upgrade

        upgrade(url)
    say(speak(os.environ).plain("cli-migrated"))


def with_database(config: Config, url: str) -> Config:
    """The same configuration, with the address of the database that is really used."""
    return config.model_copy(update={"database": config.database.model_copy(update={"url": SecretStr(url)})})

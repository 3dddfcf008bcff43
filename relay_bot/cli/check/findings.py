"""`relay-bot check`: is everything outside of us as the bot needs it? Reads only, sends nothing that people see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp

from relay_bot.cli.botapi import opened, told
from relay_bot.cli.check.database import database
from relay_bot.cli.check.finding import Finding, bad, good
from relay_bot.cli.check.mail import mail
from relay_bot.cli.check.paper import paper
from relay_bot.cli.check.recognition import recognition
from relay_bot.cli.check.telegram import telegram
from relay_bot.cli.told import CONFIG_NAME
from relay_bot.config import Config
from relay_bot.errors import ProxyUnusable
from relay_bot.texts import Language, why

SHORT_CODE = 12
"""A client's link opens the bot as that client: its code must not be guessed."""


async def findings(config: Config, t: Language, path: Path | None = None) -> AsyncIterator[Finding]:
    """Everything worth telling, in the order in which it should be put right."""
    for finding in _configuration(config, t, path):
        yield finding
    async for finding in _here(config, t):
        yield finding
    if not config.telegram.token.get_secret_value():
        yield bad(t, "check-token_none")
        return
    try:
        async with opened(config) as api:
            async for finding in telegram(api, config, t):
                yield finding
    except ProxyUnusable as error:
        yield Finding(False, "proxy_unusable", t.plain(error.key, **error.values))
    except (aiohttp.ClientError, OSError, ValueError) as error:
        yield bad(t, "check-telegram_down", url=config.telegram.api_url, reason=told(error))


def _configuration(config: Config, t: Language, path: Path | None) -> Iterator[Finding]:
    if path is None and not CONFIG_NAME.exists() and not config.managers:
        yield bad(t, "check-no_config", file=CONFIG_NAME.absolute())
    else:
        yield good(t, "check-config", managers=len(config.managers), clients=len(config.clients))
    lists = config.clients_import
    if lists.on_start and (refused := _unread(lists.file)) is not None:
        yield bad(t, "check-clients_file", file=lists.file, reason=why(t, refused))
    short = [one for one in config.clients if one.invite and len(one.invite) < SHORT_CODE]
    if short:
        yield bad(t, "check-short_invite", names=", ".join(one.name for one in short), least=SHORT_CODE)


def _unread(file: Path) -> OSError | None:
    try:
        with file.open("rb"):
            return None
    except OSError as error:
        return error


async def _here(config: Config, t: Language) -> AsyncIterator[Finding]:
    """What needs no Telegram. The slow ones run at the same time."""
    papers, letters = asyncio.create_task(paper(config, t)), asyncio.create_task(mail(config, t))
    for finding in await asyncio.to_thread(database, config, t):
        yield finding
    for finding in await papers:
        yield finding
    yield await letters
    for finding in await asyncio.to_thread(recognition, config, t):
        yield finding

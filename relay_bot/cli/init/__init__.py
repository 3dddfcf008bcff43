"""`init`: from nothing to a config.toml that works, by questions and by watching what happens in Telegram."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import aiohttp

from relay_bot.cli.botapi import opened, told
from relay_bot.cli.init.dialogue import Dialogue
from relay_bot.cli.init.file import Answers, save
from relay_bot.cli.init.terminal import Terminal
from relay_bot.cli.told import CONFIG_NAME, say, speak
from relay_bot.config import Config, load
from relay_bot.errors import RelayBotError, TelegramUnreachable
from relay_bot.shipped import EXAMPLE
from relay_bot.texts import Language

NOTHING = Path(os.devnull)


def init(path: Path | None, api_url: str | None) -> int:
    """Ask, watch, write. 1 when the admin would rather not; nothing is written before every answer is there."""
    t = speak(os.environ)
    file = (path or CONFIG_NAME).absolute()
    terminal = Terminal(t)
    try:
        if file.exists() and not terminal.yes("init-overwrite", default=False, file=file):
            say(t.plain("init-nothing_written"))
            return 1
        answers = asyncio.run(_answers(t, terminal, api_url))
    except EOFError:
        raise RelayBotError("init-nothing_written") from None
    kept = save(t, file, answers)
    say(t.plain("init-written", file=file))
    if kept:
        say(t.plain("init-kept", file=kept))
    for manager in answers.managers:
        link = f"https://t.me/{answers.bot}?start=m_{manager.invite}"
        say(t.plain("init-link", manager=manager.name, link=link))
    say(t.plain("init-next"))
    return 0


def show_example() -> int:
    """Every setting with a word about it."""
    say(EXAMPLE.read_text("utf-8").removesuffix("\n"))
    return 0


async def _answers(t: Language, terminal: Terminal, api_url: str | None) -> Answers:
    settings = _settings(api_url)
    try:
        return await Dialogue(t, terminal, settings, lambda token: opened(settings, token), api_url or "").run()
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise TelegramUnreachable(settings.telegram.api_url, told(error)) from None


def _settings(api_url: str | None) -> Config:
    """What the environment says: a token or a database that is set there is not asked for, nor written down."""
    chosen = {"RELAY_BOT_TELEGRAM__API_URL": api_url} if api_url else {}
    return load(NOTHING, os.environ | chosen, speak(os.environ).code)

"""START HERE. One process of the bot, from its first call to its last: `run`, `running`.

    Telegram → intake → inbox → inbox workers → handlers → outbox → delivery → Telegram

Its parts stand in `house.py`, by role. Any number of processes may share one database, each with all roles or some.
"""

import asyncio
import contextlib
import functools
import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    CreateForumTopic,
    EditForumTopic,
    EditMessageText,
    PinChatMessage,
    Response,
    SendDocument,
    SendMessage,
    TelegramMethod,
)

from relay_bot import proxy
from relay_bot.actions.enrolment import enrol
from relay_bot.clocks.reload import LiveConfig, Reload
from relay_bot.config import Config
from relay_bot.db import bells
from relay_bot.db.migrations import upgrade
from relay_bot.db.server import Keep
from relay_bot.db.session import Database
from relay_bot.delivery.session import Session
from relay_bot.domain.parsing import warm_up
from relay_bot.ending import Ending
from relay_bot.errors import TokenMissing, TokenRefused
from relay_bot.house import House, parts
from relay_bot.roles import EVERY, Role, written
from relay_bot.rounds import patiently, rounds
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

_kept: list[object] = []


async def run(
    config: Config,
    config_path: Path | None = None,
    keep: Keep | None = None,
    roles: frozenset[Role] = EVERY,
    ending: Ending | None = None,
) -> None:
    """Run until SIGINT or SIGTERM. Raises RelayBotError for what the admin can mend. `keep`: our database."""
    ending = ending or Ending()
    ending.heed_signals()
    asked = asyncio.ensure_future(ending.asked.wait())
    whole = asyncio.ensure_future(_until_a_part_ends(config, config_path, keep, roles))
    await asyncio.wait([asked, whole], return_when=asyncio.FIRST_COMPLETED)
    for task in (asked, whole):
        task.cancel()
    await asyncio.wait([whole])
    if not whole.cancelled():
        whole.result()
    log.info("bot_stopped")


async def _until_a_part_ends(
    config: Config, config_path: Path | None, keep: Keep | None, roles: frozenset[Role]
) -> None:
    """A part that ends has failed: let the supervisor start the process anew."""
    async with running(config, config_path, keep, roles) as tasks:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()


@contextlib.asynccontextmanager
async def running(
    config: Config, config_path: Path | None = None, keep: Keep | None = None, roles: frozenset[Role] = EVERY
) -> AsyncIterator[list[asyncio.Task[None]]]:
    """The parts of the bot as background tasks; cancelled on leaving, after the calls in flight.

    Presence ends last: what is being finished is ours until then, and nobody sends it a second time.
    """
    token = config.telegram.token.get_secret_value()
    if not token:
        raise TokenMissing()
    url = config.database.url.get_secret_value()
    await asyncio.to_thread(upgrade, url)
    await asyncio.to_thread(warm_up)  # the dictionaries: 0.2 s now instead of at the first message
    live, texts, db = LiveConfig(config), Texts.load(), Database(url)
    server = TelegramAPIServer.from_base(config.telegram.api_url)
    session = Session(api=server, proxy=proxy.address(config.telegram))
    bot = Bot(token, session=session)
    try:
        username = await _introduce(bot)
        await patiently("enrolment", functools.partial(enrol, db, config, texts))  # it may collide with other processes
        house = House(live, texts, db, bot, username, await _icons(bot), roles)
        _settle_memory()
        made = parts(house)
        if config_path is not None:
            made.append(Reload(live, texts, db, config_path, house.bells[bells.RELOAD]).run())
        if keep is not None:
            made.append(keep())
        log.info("bot_started", bot=username, managers=len(config.managers), roles=written(roles))
        present = asyncio.ensure_future(rounds("presence", 0, house.presence.hold))
        tasks = [asyncio.ensure_future(part) for part in made]
        try:
            yield [present, *tasks]
        finally:
            house.presence.retire()
            await _ended(tasks)
            await _ended([present])
    finally:
        await session.close()
        await db.close()


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _introduce(bot: Bot) -> str:
    """The bot's username; waits out a Telegram that does not answer, refuses a token that it does not know."""
    wait_s = 0.5
    while True:
        try:
            return (await bot.get_me()).username or ""
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused from None
        except AiogramError as error:
            log.warning("telegram_unreachable", error=type(error).__name__, retry_in_s=wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, 30)


async def _icons(bot: Bot) -> dict[str, str]:
    """Emoji → custom emoji id for topic icons; without them topics are made without icons."""
    try:
        stickers = await bot.get_forum_topic_icon_stickers()
    except AiogramError as error:
        log.warning("topic_icons_unknown", error=type(error).__name__)
        return {}
    return {s.emoji: s.custom_emoji_id for s in stickers if s.emoji and s.custom_emoji_id}


def _settle_memory() -> None:
    """+50 % messages a second and ten times shorter tails (measured): aiogram's generic response types are rebuilt
    while running unless somebody holds them, and the collector need not walk what was imported.
    """
    methods: tuple[type[TelegramMethod[Any]], ...] = (
        SendMessage,
        SendDocument,
        CopyMessage,
        EditMessageText,
        CreateForumTopic,
        EditForumTopic,
        PinChatMessage,
        AnswerCallbackQuery,
    )
    _kept.extend(Response[method.__returning__] for method in methods)  # type: ignore[name-defined]
    gc.collect()
    gc.freeze()

"""START HERE. Builds everything and runs it: intake, delivery and what watches over them.

    Telegram → poller → inbox → inbox workers → handlers → outbox → delivery → Telegram

Any number of these processes may share one database: one of them listens to Telegram, all of them handle and send.
"""

import asyncio
import contextlib
import functools
import gc
import signal
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
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
from relay_bot.bell import Bell
from relay_bot.clocks import janitor, receipt, refusal
from relay_bot.clocks.board import Boards
from relay_bot.clocks.document import Printer
from relay_bot.clocks.draft import Drafts
from relay_bot.clocks.handover import Handovers
from relay_bot.clocks.inspector import Inspector
from relay_bot.clocks.overdue import Overdue
from relay_bot.clocks.reload import LiveConfig, Reload
from relay_bot.clocks.reminder import Reminders
from relay_bot.clocks.statistics import Painter
from relay_bot.config import Config
from relay_bot.db import bells
from relay_bot.db.migrations import upgrade
from relay_bot.db.presence import Presence
from relay_bot.db.server import Keep
from relay_bot.db.session import Database
from relay_bot.delivery import membership
from relay_bot.delivery.courier import Delivery
from relay_bot.delivery.file import fetch as fetch_file
from relay_bot.domain.parsing import warm_up
from relay_bot.errors import RelayBotError, TokenMissing, TokenRefused
from relay_bot.handlers import build_dispatcher
from relay_bot.intake.poller import Poller
from relay_bot.intake.worker import InboxWorker, QuietBot
from relay_bot.mail.letter import Mailer
from relay_bot.recognition.listener import Listener
from relay_bot.rounds import Rows, patiently, rounds
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

INBOX_WORKERS = 4

_kept: list[object] = []


async def run(config: Config, config_path: Path | None = None, keep: Keep | None = None) -> None:
    """Run until SIGINT or SIGTERM. Raises RelayBotError for what the admin can mend. `keep`: our database."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with running(config, config_path, keep) as tasks:
        waiter = asyncio.ensure_future(stop.wait())
        done, _ = await asyncio.wait([waiter, *tasks], return_when=asyncio.FIRST_COMPLETED)
        waiter.cancel()
        for task in done - {waiter}:
            task.result()  # a part that ends has failed: let the supervisor start the process anew
    log.info("bot_stopped")


@contextlib.asynccontextmanager
async def running(
    config: Config, config_path: Path | None = None, keep: Keep | None = None
) -> AsyncIterator[list[asyncio.Task[None]]]:
    """The whole bot as background tasks; cancelled on leaving, after the calls in flight."""
    token = config.telegram.token.get_secret_value()
    if not token:
        raise TokenMissing()
    if config.telegram.mode != "polling":
        raise RelayBotError("cli-no_webhook")
    url = config.database.url.get_secret_value()
    await asyncio.to_thread(upgrade, url)
    await asyncio.to_thread(warm_up)  # the dictionaries: 0.2 s now instead of at the first message
    live, texts, db = LiveConfig(config), Texts.load(), Database(url)
    server = TelegramAPIServer.from_base(config.telegram.api_url)
    session = AiohttpSession(api=server, proxy=proxy.address(config.telegram))
    bot = Bot(token, session=session)
    try:
        username = await _introduce(bot)
        await patiently("enrolment", functools.partial(enrol, db, config, texts))  # it may collide with other processes
        tasks = await _tasks(live, texts, db, bot, username, config_path)
        if keep is not None:
            tasks.append(asyncio.create_task(keep()))
        try:
            yield tasks
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    finally:
        await session.close()
        await db.close()


async def _tasks(
    live: LiveConfig, texts: Texts, db: Database, bot: Bot, username: str, config_path: Path | None
) -> list[asyncio.Task[None]]:
    inbox_bell, outbox_bell, print_bell, mail_bell, recording_bell = Bell(), Bell(), Bell(), Bell(), Bell()
    heard = {
        bells.INBOX: inbox_bell,
        bells.OUTBOX: outbox_bell,
        bells.PRINT: print_bell,
        bells.MAIL: mail_bell,
        bells.RECORDINGS: recording_bell,
    }
    presence = Presence(db.url, lambda name: heard[name].ring())
    telegram = live.config.telegram
    way = functools.partial(proxy.connector, telegram)
    poller = Poller(telegram.api_url, telegram.token, bot.id, db, presence, inbox_bell, way)
    dispatcher = build_dispatcher()
    handlers = [
        InboxWorker(
            db,
            dispatcher,
            QuietBot(bot.token, bot.session, username),
            bot,
            lambda: live.config,
            texts,
            inbox_bell,
            outbox_bell,
        )
        for _ in range(INBOX_WORKERS)
    ]
    delivery = Delivery(db, bot, lambda: live.config, texts, presence, outbox_bell, await _icons(bot))
    _settle_memory()
    forgetting = Rows("janitor", db, lambda: live.config, texts)
    doubtful = Rows("refusals", db, lambda: live.config, texts)
    waiting = Rows("receipts", db, lambda: live.config, texts)
    parts: list[Awaitable[None]] = [
        rounds("presence", 0, presence.hold),
        poller.run(),
        delivery.run(),
        forgetting.rounds(janitor.EVERY_S, lambda: janitor.forget(db, live.config.timers.missed_keep)),
        waiting.rounds(receipt.EVERY_S, functools.partial(receipt.begin, db, lambda: live.config)),
        doubtful.rounds(refusal.EVERY_S, functools.partial(refusal.tell, db)),
    ]
    printer = Printer(db, lambda: live.config, texts, print_bell, outbox_bell)
    parts.append(printer.run())
    parts.append(Mailer(db, lambda: live.config, texts, printer.press_now, mail_bell, outbox_bell).run())
    parts.append(Inspector(db, functools.partial(membership.look_at, bot), lambda: live.config, texts).run())
    parts.append(Boards(db, lambda: live.config, texts, bot.id, username).run())
    parts.append(Reminders(db, lambda: live.config, texts).run())
    parts.append(Overdue(db, lambda: live.config, texts).run())
    parts.append(Drafts(db, lambda: live.config, texts).run())
    parts.append(Handovers(db, lambda: live.config, texts, bot.id, username).run())
    parts.append(Painter(db, lambda: live.config, texts, outbox_bell).run())
    fetch = functools.partial(fetch_file, bot)
    parts.append(Listener(db, fetch, lambda: live.config, texts, recording_bell, outbox_bell, bot.id, username).run())
    parts += [worker.run() for worker in handlers]
    if config_path is not None:
        parts.append(Reload(live, texts, db, config_path).run())
    log.info("bot_started", bot=username, managers=len(live.config.managers))
    return [asyncio.ensure_future(part) for part in parts]


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

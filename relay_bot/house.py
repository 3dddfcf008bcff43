"""The parts of a process, role by role (`roles.py` says what each is for), and what they share.

Every part is one coroutine that runs until it is cancelled, and finishes then what it has in flight.
"""

import functools
from collections.abc import Awaitable
from dataclasses import dataclass, field

from aiogram import Bot

from relay_bot import proxy
from relay_bot.bell import Bell
from relay_bot.clocks import janitor, receipt, refusal
from relay_bot.clocks.board import Boards
from relay_bot.clocks.document import Printer
from relay_bot.clocks.draft import Drafts
from relay_bot.clocks.fallback import Fallback
from relay_bot.clocks.handover import Handovers
from relay_bot.clocks.imports import Imports
from relay_bot.clocks.inspector import Inspector
from relay_bot.clocks.overdue import Overdue
from relay_bot.clocks.reload import LiveConfig
from relay_bot.clocks.reminder import Reminders
from relay_bot.clocks.statistics import Painter
from relay_bot.config import Config
from relay_bot.db import bells
from relay_bot.db.presence import Presence
from relay_bot.db.session import Database
from relay_bot.delivery import membership
from relay_bot.delivery.dispatch import Delivery
from relay_bot.delivery.file import fetch as fetch_file
from relay_bot.handlers import build_dispatcher
from relay_bot.intake.botapi import BotApi, Keeper
from relay_bot.intake.poller import Poller
from relay_bot.intake.webhook import Registration, Webhook
from relay_bot.intake.worker import InboxWorker, QuietBot
from relay_bot.mail.letter import Mailer
from relay_bot.monitoring import Monitor
from relay_bot.recognition.listener import Listener
from relay_bot.roles import Role
from relay_bot.rounds import Rows
from relay_bot.texts import Texts

INBOX_WORKERS = 4

Parts = list[Awaitable[None]]


@dataclass
class House:
    """What the parts of a process share. `icons`: emoji → custom emoji id of topics."""

    live: LiveConfig
    texts: Texts
    db: Database
    bot: Bot
    username: str
    icons: dict[str, str]
    roles: frozenset[Role]
    bells: dict[str, Bell] = field(default_factory=lambda: {name: Bell() for name in bells.ALL})
    """Rung by PostgreSQL once something is committed, whichever process did it, and by parts of this one."""
    presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        self.bells[bells.INBOX].answered = Role.WORK in self.roles
        self.bells[bells.OUTBOX].answered = Role.DELIVER in self.roles
        self.presence = Presence(self.db.url, self.ring, listens=Role.RECEIVE in self.roles)

    def ring(self, bell: str) -> None:
        self.bells[bell].ring()

    def config(self) -> Config:
        """The one in force."""
        return self.live.config


def parts(house: House) -> Parts:
    """All that this process does while it is present (`house.presence`)."""
    found: Parts = []
    if house.config().monitoring.listen:
        found.append(Monitor(house.db, house.presence, house.config, house.roles).run())
    for role, made in MADE.items():
        if role in house.roles:
            found += made(house)
    return found


def receive(house: House) -> Parts:
    telegram = house.config().telegram  # as it was at the start
    api = BotApi(telegram.api_url, telegram.token, functools.partial(proxy.connector, telegram))
    keeper = Keeper(house.db, house.bot.id, house.bells[bells.INBOX])
    if telegram.mode == "webhook":
        return [Webhook(telegram, keeper).run(), Registration(telegram, api, house.presence).run()]
    return [Poller(api, keeper, house.presence, telegram.webhook.url).run()]


def work(house: House) -> Parts:
    db, config, texts, heard = house.db, house.config, house.texts, house.bells
    inbox, outbox = heard[bells.INBOX], heard[bells.OUTBOX]
    dispatcher, bot = build_dispatcher(), house.bot
    quiet = [QuietBot(bot.token, bot.session, house.username) for _ in range(INBOX_WORKERS)]
    workers = [InboxWorker(db, dispatcher, one, bot, config, texts, inbox, outbox) for one in quiet]
    printer = Printer(db, config, texts, heard[bells.PRINT], outbox)
    fetch = functools.partial(fetch_file, bot)
    return [
        *(worker.run() for worker in workers),
        printer.run(),
        Mailer(db, config, texts, printer.press_now, heard[bells.MAIL], outbox).run(),
        Painter(db, config, texts, outbox).run(),
        Imports(db, fetch, config, texts).run(),
        Listener(db, fetch, config, texts, heard[bells.RECORDINGS], outbox, bot.id, house.username).run(),
    ]


def deliver(house: House) -> Parts:
    outbox = house.bells[bells.OUTBOX]
    return [Delivery(house.db, house.bot, house.config, house.texts, house.presence, outbox, house.icons).run()]


def remind(house: House) -> Parts:
    db, config, texts, bot = house.db, house.config, house.texts, house.bot
    look, sees = functools.partial(membership.look_at, bot), functools.partial(membership.is_in, bot)
    forgetting, doubtful = Rows("janitor", db, config, texts), Rows("refusals", db, config, texts)
    late = Rows("receipts", db, config, texts)
    return [
        Boards(db, config, texts, bot.id, house.username, house.icons).run(),
        Reminders(db, config, texts).run(),
        Overdue(db, config, texts).run(),
        Fallback(db, config, texts).run(),
        Drafts(db, config, texts).run(),
        Handovers(db, config, texts, bot.id, house.username).run(),
        Inspector(db, look, config, texts, sees).run(),
        forgetting.rounds(janitor.EVERY_S, lambda: janitor.forget(db, config().timers.missed_keep, config().retention)),
        doubtful.rounds(refusal.EVERY_S, functools.partial(refusal.tell, db)),
        late.rounds(receipt.EVERY_S, functools.partial(receipt.begin, db, config)),
    ]


MADE = {Role.RECEIVE: receive, Role.WORK: work, Role.DELIVER: deliver, Role.REMIND: remind}

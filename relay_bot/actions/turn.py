"""What a handler works with: one update's turn, from its claim to its commit."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from relay_bot.config import Config
from relay_bot.db.session import Session
from relay_bot.domain.duty import Duty
from relay_bot.domain.outgoing import Out
from relay_bot.texts import Language, Texts


@dataclass(slots=True)
class Turn:
    """Everything that a handler reads, writes and causes belongs to one transaction.

    `out` is enqueued at the end, in one go: so the lanes of several chats are always locked in the same order.
    """

    session: Session
    config: Config
    texts: Texts
    duty: Duty  # who answers where, now
    bot_id: int
    bot_name: str  # its username, for links
    out: list[Out] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.duty.now

    def send(self, *rows: Out) -> None:
        self.out.extend(rows)

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return self.config.bot.timezone

    def t(self, lang: str | None = None) -> Language:
        """The words for a client (`lang` of the client), or for the desk and the admins."""
        return self.texts.lang(lang or self.config.bot.default_lang)

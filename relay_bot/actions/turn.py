"""What an action works with: one transaction, the configuration in force, the words, and the rows that it causes."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.db import message as messages
from relay_bot.db.message import Keeping, Written
from relay_bot.db.session import Session
from relay_bot.domain.addresses import Address
from relay_bot.domain.duty import Duty
from relay_bot.domain.outgoing import Buttons, Out, Text
from relay_bot.texts import Language, Texts


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for something at a desk, in which message, and where its answer goes. Ids are Telegram's."""

    to: Address
    by: int
    chat_id: int
    message_id: int
    thread_id: int | None = None


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
    update_id: int | None = None  # Telegram's number of the update that is handled; None: the clock's doing
    out: list[Out] = field(default_factory=list)
    ahead: Keeping | None = None  # in a batch: what keeping its message will say
    kept: list[tuple[int, Written]] = field(default_factory=list)  # with its id; in a batch, to be kept at its end

    @property
    def now(self) -> datetime:
        return self.duty.now

    def send(self, *rows: Out) -> None:
        self.out.extend(rows)

    async def keep(self, message: Written, *, back: int = 0) -> Keeping:
        """Remember a message, and when the client wrote. A batch's texts are kept together, at its end; a file's
        message is kept at once: more may refer to it.
        """
        if self.ahead is None or message.kind != "text":
            return await messages.keep(self.session, message, back=back)
        keeping, self.ahead = self.ahead, None
        self.kept.append((keeping.id, message))
        return keeping

    def answer(self, asked: Asked, html: Markup, buttons: Buttons = ()) -> None:
        """Silently, as a reply to the message that asked."""
        self.send(Out(asked.to, Text(html, silent=True, buttons=buttons, reply_to=asked.message_id)))

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return self.config.bot.timezone

    def t(self, lang: str | None = None) -> Language:
        """The words for a client (`lang` of the client), or for the desk and the admins."""
        return self.texts.lang(lang or self.config.bot.default_lang)

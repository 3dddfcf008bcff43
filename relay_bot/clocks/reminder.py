"""Reminders that fall due ring once: after a restart too, and with any number of processes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from relay_bot.config import Config
from relay_bot.db import clock
from relay_bot.db import reminder as reminders
from relay_bot.db.outbox import enqueue
from relay_bot.db.reminder import Reminder
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.rounds import Rows
from relay_bot.texts import Texts
from relay_bot.views import cards

EVERY_S = 1.0
AT_ONCE = 50


@dataclass
class Reminders:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await self._rows.rounds(EVERY_S, self._round)

    @property
    def _rows(self) -> Rows:
        return Rows(reminders.CLOCK, self.db, self.config, self.texts)

    async def _round(self) -> None:
        async with self.db.transaction() as session:
            await self.ring_due(session, await clock.now(session))

    async def ring_due(self, session: Session, now: datetime) -> int:
        """Ring what is due at `now`; returns how many. Its key refuses what has rung."""
        due = await reminders.due(session, now, AT_ONCE)

        async def ring(reminder: Reminder) -> list[Out]:
            await reminders.rung(session, reminder.id, now)
            return [self._ringing(reminder)]

        await enqueue(session, await self._rows.each(session, due, lambda one: str(one.id), ring, now))
        return len(due)

    def _ringing(self, reminder: Reminder) -> Out:
        config = self.config()
        t = self.texts.lang(config.bot.default_lang)
        author = config.manager_by_tg(reminder.author_id)
        mention = cards.mention(reminder.author_id, author.name if author else t.plain("admin-name"))
        to = addresses.board(reminder.desk, "general")
        if reminder.client_id is None:
            html = t("remind-ring", mention=mention, body=reminder.body)
        elif reminder.client_desk == reminder.desk:
            to = addresses.topic(reminder.client_id, reminder.desk)
            html = t("remind-ring", mention=mention, body=reminder.body or (reminder.client_name or ""))
        else:  # the client has another manager now: who asked is not in that group
            html = t("remind-ring_client", mention=mention, client=reminder.client_name or "", body=reminder.body)
        return Out(to, Text(html), Priority.PUSH, rings=True, once=f"reminder:{reminder.id}")

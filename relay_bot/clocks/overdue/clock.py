"""What nobody has answered: calls, messages, claims whose day comes; and the morning digest.

Everything is computed from rows and `now`; what has rung is kept (`alarms`, `clients.rung_for`). So a restart, a
downtime or a second process rings for nothing twice. What falls due together is one card.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from relay_bot.clocks.overdue import calls, claims, digest, messages
from relay_bot.clocks.overdue.alarm import OneDesk
from relay_bot.config import Config, Manager
from relay_bot.db import absence as absences
from relay_bot.db import clock, overdue
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.rounds import Rows
from relay_bot.texts import Texts

EVERY_S = 2.0


@dataclass
class Overdue:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await self._rows.desk_rounds(EVERY_S, self._look_now)

    @property
    def _rows(self) -> Rows:
        return Rows("overdue", self.db, self.config, self.texts)

    async def _look_now(self, manager: Manager) -> None:
        async with self.db.transaction() as session:
            await self.look_at(session, manager, await clock.now(session))

    async def look_at(self, session: Session, manager: Manager, now: datetime) -> int:
        """Push what is due at the manager's desk at `now`; returns how many pushes that made."""
        duty = await absences.duty(session, self.config(), now)
        at = OneDesk(duty, self.texts.lang(duty.config.bot.default_lang), manager, self._rows)
        due = [
            *await calls.handed_on(session, at),
            *await calls.unanswered(session, at),
            *await messages.unanswered(session, at),
            *await claims.nearly_due(session, at),
            *await at.rows.each(session, [manager.key], "digest:{}".format, lambda _: digest.morning(session, at), now),
        ]
        known = await overdue.known_keys(session, [row.once for row in due if row.once]) if due else set()
        return await enqueue(session, [row for row in due if row.once not in known])

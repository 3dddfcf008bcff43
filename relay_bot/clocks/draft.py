"""Unfinished actions: a quiet word to the client, one ringing card for the manager, silent edits of it, an end.

All of it is computed from rows and `now`: late ones come at once and once, with any number of processes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from relay_bot.config import Config, Manager
from relay_bot.db import absence as absences
from relay_bot.db.draft import due as unfinished
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.absence import absence_of
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.stored import Left, asleep_since
from relay_bot.domain.outgoing import Out
from relay_bot.rounds import rounds
from relay_bot.texts import Language, Texts
from relay_bot.views import draft as draftcards

EVERY_S = 1.0
AT_ONCE = 1000


@dataclass
class Unfinished:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await rounds("unfinished", EVERY_S, self._round)

    async def _round(self) -> None:
        async with self.db.transaction() as session:
            await self.sweep(session, datetime.now(UTC))

    async def sweep(self, session: Session, now: datetime) -> int:
        """Everything that is due at `now`; returns how many rows were enqueued."""
        timers = self.config().timers
        rows: list[Out] = []
        expired = await unfinished.to_expire(session, now - timers.draft_keep, AT_ONCE) if timers.draft_keep else []
        if expired:
            await unfinished.expired(session, [one.id for one in expired], now)
            rows += [self._farewell(one) for one in expired if registry.form_of(one.form) and one.content.begun]
        if timers.draft_nudge:
            nudged = await unfinished.to_nudge(session, now - timers.draft_nudge, AT_ONCE)
            rows += [draftcards.nudge(self._t(one.lang), one) for one in nudged]
            await unfinished.nudged(session, [one.id for one in nudged], now)
        if timers.draft_abandoned:
            left = await unfinished.to_ring(session, asleep_since(now, timers.draft_abandoned), AT_ONCE)
            config = await absences.known(session, self.config(), now) if left else self.config()
            rows += [row for one in left for row in self._ring(config, one, now)]
            await unfinished.rung(session, [one.id for one in left], now)
        rows += await self._edits(session)
        return await enqueue(session, rows)

    async def _edits(self, session: Session) -> list[Out]:
        changed = await unfinished.to_edit(session, AT_ONCE)
        for said in {one.said for one in changed}:
            await unfinished.told(session, [one.id for one in changed if one.said == said], said)
        zone = self.config().bot.timezone
        edits = [draftcards.edit(self._t(None), one, self._name(one.called_by), zone) for one in changed]
        return [row for row in edits if row is not None]

    def _ring(self, config: Config, left: Left, now: datetime) -> list[Out]:
        """On the manager's board; for somebody who came by a manager's link and is not identified yet, on theirs."""
        t = self._t(None)
        manager = config.manager(left.desk) or config.manager_by_invite(left.invite or "")
        if manager is None or manager.group_id is None:
            return [draftcards.to_admin(t, left, admin, config.bot.timezone) for admin in config.telegram.admins]
        return draftcards.ringing(t, left, self._on_duty(config, manager, now), manager.key, config.bot.timezone)

    def _on_duty(self, config: Config, manager: Manager, now: datetime) -> Manager:
        absence = absence_of(config, manager.key, now)
        return absence.substitute if absence and absence.substitute else manager

    def _farewell(self, left: Left) -> Out:
        days = self.config().timers.draft_keep.days
        html = self._t(left.lang)("draft-expired", days=days)
        return Out(addresses.client(left.client_id), "text", {"html": html, "silent": True})

    def _name(self, person: int | None) -> str:
        manager = self.config().manager_by_tg(person or 0)
        return manager.name if manager else self._t(None).plain("admin-name")

    def _t(self, lang: str | None) -> Language:
        return self.texts.lang(lang or self.config().bot.default_lang)

"""Unfinished actions: a quiet word to the client, one ringing card for the manager, silent edits of it, an end.

All of it is computed from rows and `now`: late ones come at once and once, with any number of processes.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from relay_bot.config import Config
from relay_bot.db import absence as absences
from relay_bot.db import clock
from relay_bot.db.draft import due
from relay_bot.db.draft.due import Found
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.duty import Duty
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.stored import LeftDraft, asleep_since
from relay_bot.domain.outgoing import Out, Text
from relay_bot.rounds import Rows
from relay_bot.texts import Language, Texts
from relay_bot.views import draft as draftcards
from relay_bot.views import form as wording

EVERY_S = 1.0
AT_ONCE = 1000


Mark = Callable[[Session, Sequence[int], datetime], Awaitable[None]]


@dataclass
class Drafts:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await self._rows.rounds(EVERY_S, self._round)

    @property
    def _rows(self) -> Rows:
        return Rows("unfinished", self.db, self.config, self.texts)

    async def _round(self) -> None:
        async with self.db.transaction() as session:
            await self.sweep(session, await clock.now(session))

    async def sweep(self, session: Session, now: datetime) -> int:
        """Everything that is due at `now`; returns how many rows were enqueued."""
        timers = self.config().timers
        rows: list[Out] = []
        if timers.draft_keep:
            expired = await due.to_expire(session, now - timers.draft_keep, AT_ONCE)
            rows += await self._each(session, expired, now, self._expired, due.expired)
        if timers.draft_nudge:
            nudged = await due.to_nudge(session, now - timers.draft_nudge, AT_ONCE)
            rows += await self._each(session, nudged, now, self._nudged, due.nudged)
        if timers.draft_abandoned:
            left = await due.to_ring(session, asleep_since(now, timers.draft_abandoned), AT_ONCE)
            duty = await absences.duty(session, self.config(), now)
            rows += await self._each(session, left, now, lambda one: self._ring(duty, one), due.rung)
        rows += await self._edits(session, now)
        return await enqueue(session, rows)

    async def _each(
        self, session: Session, found: Sequence[Found], now: datetime, say: Callable[[LeftDraft], list[Out]], mark: Mark
    ) -> list[Out]:
        """What `say` makes of every action, which is marked as said."""

        async def act(row: Found) -> list[Out]:
            one = due.read(row)
            await mark(session, [one.id], now)
            return say(one)

        return await self._rows.each(session, found, lambda row: str(row.id), act, now)

    async def _edits(self, session: Session, now: datetime) -> list[Out]:
        async def act(row: Found) -> list[Out]:
            one = due.read(row)
            await due.told(session, [one.id], one.said)
            config, manager = self.config(), draftcards.desk_of(self.config(), one)
            desk, who = manager.key if manager else None, self._name(one.called_by)
            edit = draftcards.edit(self._t(None), one, desk, who, config.bot.timezone)
            return [edit] if edit is not None else []

        changed = await due.to_edit(session, AT_ONCE)
        return await self._rows.each(session, changed, lambda row: str(row.id), act, now)

    def _expired(self, one: LeftDraft) -> list[Out]:
        if registry.form_of(one.form) is None or not one.content.begun:
            return []
        t = self._t(one.lang)
        return [*wording.closed(t, one.client_id, one.id, one.form, one.content), self._farewell(one)]

    def _nudged(self, one: LeftDraft) -> list[Out]:
        return [draftcards.nudge(self._t(one.lang), one)]

    def _ring(self, duty: Duty, left: LeftDraft) -> list[Out]:
        """On the manager's board; for somebody who came by a manager's link and is not identified yet, on theirs."""
        t, config = self._t(None), duty.config
        manager = draftcards.desk_of(config, left)
        if manager is None or manager.group_id is None:
            return [draftcards.to_admin(t, left, admin, config.bot.timezone) for admin in config.telegram.admins]
        return draftcards.ringing(t, left, duty.at(manager), manager.key, config.bot.timezone)

    def _farewell(self, left: LeftDraft) -> Out:
        days = self.config().timers.draft_keep.days
        html = self._t(left.lang)("draft-expired", days=days)
        return Out(addresses.client(left.client_id), Text(html, silent=True))

    def _name(self, person: int | None) -> str:
        manager = self.config().manager_by_tg(person or 0)
        return manager.name if manager else self._t(None).plain("admin-name")

    def _t(self, lang: str | None) -> Language:
        return self.texts.lang(lang or self.config().bot.default_lang)

"""A round through the desks: what rights the bot has there, and whether all boards still stand.

Telegram reports neither a deleted topic nor (after a day) that the bot was made an admin: so the bot looks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from relay_bot.config import Config
from relay_bot.db import desk as desks
from relay_bot.db import fallback
from relay_bot.db import lane as lanes
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.delivery.membership import Look, Membership, Sees
from relay_bot.domain import addresses
from relay_bot.domain.desk import Desk
from relay_bot.domain.outgoing import Out
from relay_bot.rounds import Rows
from relay_bot.texts import Texts
from relay_bot.views import menu as menus
from relay_bot.views.upkeep import ensure_desk, refresh_checklist

EVERY_S = 600


@dataclass
class Inspector:
    """Looking draws on no budget; the probes of the boards do, and wait their turn."""

    db: Database
    look: Look
    config: Callable[[], Config]
    texts: Texts
    sees: Sees | None = None
    _menus_of: set[int] = field(default_factory=set)  # groups that got their menu of commands since the start

    async def run(self) -> None:
        await self._rows.rounds(EVERY_S, self._round)

    @property
    def _rows(self) -> Rows:
        return Rows("inspector", self.db, self.config, self.texts)

    async def _round(self) -> None:
        async with self.db.transaction() as session:
            known = await desks.listing(session)
        for desk in known:
            await self._rows.apart(f"desk:{desk.key}", partial(self._look_at, desk))

    async def _look_at(self, desk: Desk) -> None:
        seen = await self.look(desk.group_id) if desk.group_id is not None else None
        manager = self.config().manager(desk.key)
        present = None
        if seen is not None and self.sees is not None and manager is not None and desk.group_id is not None:
            present = await self.sees(desk.group_id, manager.tg_id)
        if seen is not None:
            async with self.db.transaction() as session:
                if present is not None:
                    await fallback.saw_manager(session, desk.key, present)
                await enqueue(session, await self._upkeep(session, desk, seen))

    async def _upkeep(self, session: Session, desk: Desk, seen: Membership) -> list[Out]:
        assert desk.group_id is not None
        await desks.saw_title(session, desk.key, seen.title)
        rows = ensure_desk(desk.key)
        if seen.present and desk.group_id not in self._menus_of:
            await lanes.let_go(session, addresses.bot(desk.group_id).key)  # it may have refused us before
            rows += menus.of_desk(self.texts, self.config().bot.default_lang, desk.group_id)
            self._menus_of.add(desk.group_id)
        if seen.rights != desk.rights:
            await desks.saw_rights(session, desk.key, seen.rights)
            rows.append(refresh_checklist(desk.key))
        return rows

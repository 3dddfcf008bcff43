"""A round through the desks: what rights the bot has there, and whether all boards still stand.

Telegram reports neither a deleted topic nor (after a day) that the bot was made an admin: so the bot looks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from relay_bot.config import Config
from relay_bot.db import clients, desks
from relay_bot.db.desks import Desk
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database
from relay_bot.desk import menus
from relay_bot.desk.upkeep import ensure_desk, refresh_checklist
from relay_bot.domain import addresses
from relay_bot.reminders.rounds import Rows, rounds
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

EVERY_S = 600

PRESENT = ("creator", "administrator", "member")


@dataclass
class Inspector:
    """Getters do not draw on a group's budget; the probes of the boards do, and wait their turn."""

    db: Database
    bot: Bot
    config: Callable[[], Config]
    texts: Texts
    _menus_of: set[int] = field(default_factory=set)  # groups that got their menu of commands since the start

    async def run(self) -> None:
        await rounds(self._rows, EVERY_S, self._round)

    @property
    def _rows(self) -> Rows:
        return Rows("inspector", self.db, self.config, self.texts)

    async def _round(self) -> None:
        async with self.db.transaction() as session:
            known = await desks.listing(session)
        for desk in known:
            await self._rows.apart(f"desk:{desk.key}", partial(self._look_at, desk))

    async def _look_at(self, desk: Desk) -> None:
        if desk.group_id is None:
            return
        try:
            member = await self.bot.get_chat_member(desk.group_id, self.bot.id)
            group = await self.bot.get_chat(desk.group_id)
        except AiogramError as error:  # delivery meets the same and tells the admin
            log.warning("desk_not_visible", desk=desk.key, error=type(error).__name__)
            return
        rights = member.model_dump(mode="json", exclude={"user"})
        async with self.db.transaction() as session:
            await desks.saw_title(session, desk.key, group.title or "")
            rows = ensure_desk(desk.key)
            if member.status in PRESENT and desk.group_id not in self._menus_of:
                await clients.let_go(session, addresses.bot(desk.group_id).key)  # it may have refused us before
                rows += menus.of_desk(self.texts, self.config().bot.default_lang, desk.group_id)
                self._menus_of.add(desk.group_id)
            if rights != desk.rights:
                await desks.saw_rights(session, desk.key, rights)
                rows.append(refresh_checklist(desk.key))
            await enqueue(session, rows)

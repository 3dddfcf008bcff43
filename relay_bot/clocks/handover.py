"""Many clients go to other managers, a whole desk or a list, a few in a transaction: a restart goes on where it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from relay_bot.actions import handover
from relay_bot.actions.turn import Turn
from relay_bot.config import Config, Manager
from relay_bot.db import absence as absences
from relay_bot.db import client as clients
from relay_bot.db import clock
from relay_bot.db import handover as handovers
from relay_bot.db.handover import Handover
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.rounds import Rows
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

EVERY_S = 1.0

AT_ONCE = 5
"""Clients in one transaction: their rows are locked until it ends."""


@dataclass
class Handovers:
    """Runs until it is cancelled. How fast topics are made is up to the desk's budget."""

    db: Database
    config: Callable[[], Config]
    texts: Texts
    bot_id: int
    bot_name: str

    async def run(self) -> None:
        await self._rows.rounds(EVERY_S, self._round)

    @property
    def _rows(self) -> Rows:
        return Rows(handovers.CLOCK, self.db, self.config, self.texts)

    async def _round(self) -> None:
        async with self.db.transaction() as session:
            await self.go_on(session, await clock.now(session))

    async def go_on(self, session: Session, now: datetime) -> int:
        """The next few clients; returns how many went. When none is left the admin hears of it."""
        one = await handovers.going_on(session)
        if one is None:
            return 0
        config = self.config()
        duty = await absences.duty(session, config, now)
        found = await handovers.next_clients(session, one, AT_ONCE, now)
        managers = {client_id: config.manager(desk) for client_id, desk in found.items()}
        ids = [client_id for client_id, to in managers.items() if to is not None]
        went: set[int] = set()

        async def move(client_id: int) -> list[Out]:
            turn = Turn(session, config, self.texts, duty, self.bot_id, self.bot_name)
            client = await clients.by_id(session, client_id, lock=True)
            to = managers[client_id]
            if client is not None and to is not None and _still(one, client, to):
                await handover.hand_over(turn, client, to)
                went.add(client_id)
            await handovers.gone(session, one, [client_id])
            return turn.out

        rows = await self._rows.each(session, ids, str, move, now)
        await handovers.moved(session, one.id, len(went))
        await handovers.gone(session, one, [client_id for client_id, to in managers.items() if to is None])
        if not found:
            await handovers.finish(session, one, now)
            rows += self._done(config, one, await handovers.left(session, one))
            log.info("handover_finished", handover=one.id, clients=one.moved)
        await enqueue(session, rows)
        return len(went)

    def _done(self, config: Config, one: Handover, left: int) -> list[Out]:
        """Whoever asked hears of it; of what the command line asked, every admin does."""
        t = self.texts.lang(config.bot.default_lang)
        if one.from_desk is None:
            html = t("transfer-list_done", n=one.moved, left=left)
        else:
            former, to = config.manager(one.from_desk), config.manager(one.to_desk)
            html = t(
                "transfer-all_done",
                n=one.moved,
                former=former.name if former else one.from_desk,
                manager=to.name if to else one.to_desk or "",
            )
        told = [one.asked_by] if one.asked_by else config.telegram.admins
        return [Out(addresses.chat(person), Text(html)) for person in told]


def _still(one: Handover, client: Client, to: Manager) -> bool:
    """Somebody may have handed them over meanwhile."""
    return client.desk not in (None, to.key) if one.from_desk is None else client.desk == one.from_desk

"""All clients of a manager go to another one, a few in a transaction: a restart goes on where it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from relay_bot.actions import handover
from relay_bot.actions.turn import Turn
from relay_bot.config import Config
from relay_bot.db import absence as absences
from relay_bot.db import client as clients
from relay_bot.db import clock
from relay_bot.db import handover as handovers
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
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
        to = config.manager(one.to_desk)
        ids = await handovers.next_clients(session, one.from_desk, AT_ONCE, now) if to is not None else []
        went: set[int] = set()

        async def move(client_id: int) -> list[Out]:
            turn = Turn(session, config, self.texts, duty, self.bot_id, self.bot_name)
            client = await clients.by_id(session, client_id, lock=True)
            if client is not None and to is not None and client.desk == one.from_desk:
                await handover.hand_over(turn, client, to)
                went.add(client_id)
            return turn.out

        rows = await self._rows.each(session, ids, str, move, now)
        await handovers.moved(session, one.id, len(went))
        if not ids:
            await handovers.finish(session, one, now)
            former = config.manager(one.from_desk)
            html = self.texts.lang(config.bot.default_lang)(
                "transfer-all_done",
                n=one.moved,
                former=former.name if former else one.from_desk,
                manager=to.name if to else one.to_desk,
            )
            rows.append(Out(addresses.chat(one.asked_by), Text(html)))
            log.info("handover_finished", handover=one.id, clients=one.moved)
        await enqueue(session, rows)
        return len(went)

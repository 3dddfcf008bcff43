"""The end of the street: claim rows whose budgets allow it, send a courier with each, settle them.

Promise 5: a row is claimed and committed, then sent, then settled in a second transaction: that of the next claim, if
nothing else is to be written. No transaction is open during a call. A crash between the two repeats the message; it
never loses it.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from aiogram import Bot

from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import outbox
from relay_bot.db.outbox import Round, Settled
from relay_bot.db.presence import Presence
from relay_bot.db.session import Database
from relay_bot.delivery.courier import Courier, log_lost
from relay_bot.domain.work import Work
from relay_bot.ending import FINISH_S
from relay_bot.errors import DatabaseAway
from relay_bot.rounds import rounds
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

AT_ONCE = 64
"""Calls in flight: what Telegram takes in two seconds, so that slow ones hold nobody up."""

LEASE_S = 120
"""Longer than any call: the last resort when a process hangs but keeps its connection."""

POLL_S = 1.0

GATHER_S = 0.003
"""While calls are in flight, rings come one after the other: this long they are gathered for one claim."""

CROWD, CROWD_S = 10, 0.015
"""With so many in flight, so long: then a round is for several rows, and nobody notices in a crowd."""

BUSY_S = 0.05
"""With a call just made the next ring is near: only after this long the database is asked what falls due."""


@dataclass
class Delivery:
    """Runs until it is cancelled; calls in flight are then waited for."""

    db: Database
    bot: Bot
    config: Callable[[], Config]
    texts: Texts
    presence: Presence
    bell: Bell
    icons: dict[str, str] = field(default_factory=dict)  # emoji → custom emoji id, loaded at the start
    _in_flight: set[asyncio.Task[None]] = field(default_factory=set)
    _sent: list[tuple[Work, Settled]] = field(default_factory=list)  # to be settled with the next claim
    _lost_an_answer: bool = False

    async def run(self) -> None:
        await self.presence.ready.wait()
        try:
            await rounds("delivery", 0, self._next)
        finally:
            await self._finish()

    async def _finish(self) -> None:
        """A call that hangs is given up; what the others said is written down, so that nothing of it goes twice."""
        if self._in_flight:
            _, hanging = await asyncio.wait(self._in_flight, timeout=FINISH_S)
            for task in hanging:
                task.cancel()
        with contextlib.suppress(DatabaseAway):
            await self._settle_all()

    async def _next(self) -> bool:
        """The next round follows at once: this one has waited for what is due."""
        try:
            await self._round()
        except DatabaseAway:
            self._lost_an_answer = True
            raise
        return True

    async def _round(self) -> None:
        if self._lost_an_answer:
            await self._let_go_of_strays()
        if len(self._in_flight) >= AT_ONCE:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
            await self._gather()
        free, sent = max(AT_ONCE - len(self._in_flight), 0), self._sent[:]
        limits, leases = self.config().telegram.limits, [(work.lease, settled) for work, settled in sent]
        async with self.db.statement() as session:
            found = await outbox.next_round(session, leases, self.presence.worker, free, LEASE_S, limits)
        self._are_settled(sent, found.lost)
        courier = Courier(self.db, self.bot, self.config, self.texts, self._settle, self.bell.ring, self.icons)
        for work in found.claimed:
            task = asyncio.create_task(courier.deliver(work))
            self._in_flight.add(task)
            task.add_done_callback(self._finished)
        if len(found.claimed) < free:
            await self._until_more(found)

    async def _until_more(self, found: Round) -> None:
        """Nothing more may be sent now: wait for a ring, or for a budget or a retry to fall due."""
        wait_s = POLL_S if found.due_s is None else min(max(found.due_s, 0.003), POLL_S)
        if await self.bell.wait(BUSY_S if found.claimed else wait_s) and self._in_flight:
            await self._gather()

    async def _gather(self) -> None:
        """Let come together what has been sent meanwhile, for one claim."""
        await asyncio.sleep(CROWD_S if len(self._in_flight) >= CROWD else GATHER_S)

    async def _let_go_of_strays(self) -> None:
        """A claim may have been committed although we never heard: nobody sends those rows until the lease runs out."""
        if self._in_flight:
            await asyncio.wait(self._in_flight)
        await self._settle_all()
        async with self.db.transaction() as session:
            strays = await outbox.release_strays(session, self.presence.worker)
        self._lost_an_answer = False
        log.info("strays_released", rows=strays)

    def _settle(self, work: Work, settled: Settled) -> None:
        """No more than the row and its lane change: the next claim does that."""
        self._sent.append((work, settled))
        self.bell.ring()

    async def _settle_all(self) -> None:
        """What has waited for the next claim waits no longer."""
        sent = self._sent[:]
        if sent:
            async with self.db.statement() as session:
                self._are_settled(sent, await outbox.settle(session, [(work.lease, done) for work, done in sent]))

    def _are_settled(self, sent: list[tuple[Work, Settled]], lost: list[int]) -> None:
        del self._sent[: len(sent)]
        for work, _ in sent:
            if work.lease.number in lost:
                log_lost(work)

    def _finished(self, task: asyncio.Task[None]) -> None:
        """A row whose settling broke keeps its lease until that runs out: say so."""
        self._in_flight.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery_broken", exc_info=error)

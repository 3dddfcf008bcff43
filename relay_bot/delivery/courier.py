"""The end of the street: claim rows whose budgets allow it, make their calls, settle them.

Promise 5: a row is claimed and committed, then sent, then settled in a second transaction: that of the next claim, if
nothing else is to be written. No transaction is open during a call. A crash between the two repeats the message; it
never loses it.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from aiogram import Bot

from relay_bot import metrics
from relay_bot.actions import farewell
from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import outbox
from relay_bot.db import topic as topics
from relay_bot.db.outbox import Round, Settled
from relay_bot.db.presence import Presence
from relay_bot.db.session import Database, Session
from relay_bot.delivery import done, needs, retry, settle
from relay_bot.delivery.action import (
    Call,
    CreateTopic,
    Nothing,
    PostElsewhere,
    SayFarewell,
    SendPaper,
    Wait,
)
from relay_bot.delivery.persist import Persistent
from relay_bot.delivery.places import decide_action
from relay_bot.delivery.quiet import hushed
from relay_bot.delivery.remedy import AlreadyThere, Fault
from relay_bot.delivery.rows import Sent
from relay_bot.delivery.send import SendFailed, perform
from relay_bot.delivery.settle import Settler
from relay_bot.domain.work import Unreadable, Work
from relay_bot.ending import FINISH_S
from relay_bot.errors import DatabaseAway
from relay_bot.rounds import rounds
from relay_bot.texts import Texts
from relay_bot.views import names

log = structlog.get_logger(__name__)

AT_ONCE = 40
"""Calls in flight: more than Telegram takes in a second, so that slow ones hold nobody up."""

LEASE_S = 120
"""Longer than any call: the last resort when a process hangs but keeps its connection."""

POLL_S = 1.0

GATHER_S = 0.003
"""While calls are in flight, rings come one after the other: this long they are gathered for one claim."""

CROWD, CROWD_S = 10, 0.015
"""With so many in flight, so long: then a round is for several rows, and nobody notices in a crowd."""

BUSY_S = 0.05
"""With a call just made the next ring is near: only after this long the database is asked what falls due."""

LATE_S = 1.0
"""A call that had to wait for PostgreSQL that long asks first whether the row is still its own to send."""

NAMESAKE_WAIT = timedelta(milliseconds=300)


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

    @property
    def _kept(self) -> Persistent:
        return Persistent(self.db)

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
        for work in found.claimed:
            task = asyncio.create_task(self._deliver(work))
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

    async def _deliver(self, work: Work | Unreadable) -> None:
        """One claimed row, to the end. What nobody foresaw is parked, where the admin sees it: it would come again."""
        settler = Settler(self.config(), self.texts)
        if isinstance(work, Unreadable):
            log.error("outbox_row_unreadable", row=work.lease.row_id, kind=work.kind, address=work.address.key)
            why = f"a row of the kind {work.kind} that this release can't read"
            await self._in_transaction(work, lambda session: settler.park(session, work, why))
            return
        try:
            await self._take_through(settler, work)
        except Exception:
            log.exception(
                "outbox_row_broken", row=work.lease.row_id, kind=type(work.row).__name__, address=work.address.key
            )
            why = "internal error, see outbox_row_broken in the log"
            await self._in_transaction(work, lambda session: settler.park(session, work, why))

    async def _take_through(self, settler: Settler, work: Work) -> None:
        began, now, config = time.monotonic(), work.lease.claimed_at, settler.config
        work = hushed(work, config, now)
        action = decide_action(work, config, settler.desk_t, now, self.icons)
        if isinstance(action, CreateTopic) and not await self._begin_creation(work, action):
            action = Wait(now + NAMESAKE_WAIT, "a topic of the same name is being made, or news of this one may come")
        match action:
            case Wait(until=until, why=why):
                self._settle(work, Settled("wait", until, why))
            case Nothing():
                self._settle(work, Settled("idle"))
            case PostElsewhere():
                await self._in_transaction(work, lambda session: settle.post_elsewhere(session, work, action))
            case SayFarewell(row=row, chat=chat):
                url = names.topic_link(chat.chat_id, chat.thread_id or 0)
                await self._in_transaction(
                    work, lambda session: farewell.say(session, work, row, url, config, settler.desk_t)
                )
            case _:
                await self._call(settler, work, action, began)

    async def _call(self, settler: Settler, work: Work, call: Call, began: float) -> None:
        file = await needs.file(self._kept, settler, call, work.relayed)
        answered = await needs.answered(self._kept, call)
        if time.monotonic() - began > LATE_S and not await self._is_ours(work):
            self._log_lost(work)
            return
        if isinstance(call, SendPaper) and file is None:
            document = call.row
            await self._in_transaction(work, lambda session: settle.unprinted(session, work, document))
            return
        try:
            sent = await perform(self.bot, call, self.icons, file, work.relayed, answered)
        except SendFailed as failure:
            await self._failed(settler, work, call, failure.fault)
        else:
            await self._done(work, call, sent)

    async def _is_ours(self, work: Work) -> bool:
        """Nobody has let go of the row meanwhile: another process would send it, and what follows it."""
        return await self._kept.statement(lambda session: outbox.is_leased(session, work.lease))

    async def _begin_creation(self, work: Work, action: CreateTopic) -> bool:
        client_id = None if work.person is None else work.person.id
        address, desk, group_id = work.address.key, work.address.desk or "", action.chat.chat_id
        return await self._kept.transaction(
            lambda session: topics.begin_creation(session, address, desk, client_id, group_id, action.name)
        )

    async def _done(self, work: Work, call: Call, sent: Sent) -> None:
        metrics.SENDS.labels(result="Sent").inc()
        log.debug("call_made", row=work.lease.row_id, action=type(call).__name__, address=work.address.key)
        settled, writes = done.what_remains(work, call, sent)
        if writes:
            await self._in_transaction(work, lambda session: done.write_down(session, work, settled, writes))
        else:  # the hot road
            self._settle(work, settled)

    async def _failed(self, settler: Settler, work: Work, call: Call, fault: Fault) -> None:
        in_group = work.desk is not None
        kind = work.relayed.kind if work.relayed is not None else None
        decision = retry.decide(fault, call, in_group=in_group, attempts=work.attempts, relayed=kind)
        metrics.SENDS.labels(result=type(decision).__name__).inc()
        if fault.code == 429:
            metrics.TOO_MANY.inc()
        tell = log.debug if isinstance(decision, AlreadyThere) else log.info  # what a probe is answered
        tell(
            "call_failed",
            row=work.lease.row_id,
            address=work.address.key,
            action=type(call).__name__,
            code=fault.code,
            description=fault.description,
            decision=type(decision).__name__,
        )
        await self._in_transaction(work, lambda session: settler.failed(session, work, call, fault, decision))

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
                self._log_lost(work)

    async def _in_transaction(self, work: Work | Unreadable, settle: Callable[[Session], Awaitable[bool]]) -> None:
        self._settled(work, await self._kept.transaction(settle))

    def _settled(self, work: Work | Unreadable, kept: bool) -> None:
        if not kept:
            self._log_lost(work)
        self.bell.ring()

    def _log_lost(self, work: Work | Unreadable) -> None:
        log.warning("lease_lost", row=work.lease.row_id, address=work.address.key)

    def _finished(self, task: asyncio.Task[None]) -> None:
        """A row whose settling broke keeps its lease until that runs out: say so."""
        self._in_flight.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery_broken", exc_info=error)

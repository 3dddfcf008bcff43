"""The end of the street: claim rows whose budgets allow it, make their calls, settle them.

Promise 5: a row is claimed and committed, then sent, then settled in a second transaction. No transaction is open
during a call. A crash between the two repeats the message; it never loses it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog
from aiogram import Bot

from relay_bot.actions import farewell
from relay_bot.bell import Bell
from relay_bot.config import Config, Limits
from relay_bot.db import outbox
from relay_bot.db import topic as topics
from relay_bot.db import upload as uploads
from relay_bot.db import waybill as waybills
from relay_bot.db.outbox import Settled, Work
from relay_bot.db.presence import Presence
from relay_bot.db.session import Database, Session
from relay_bot.delivery import retry
from relay_bot.delivery.places import (
    Action,
    CreateTopic,
    Nothing,
    PostElsewhere,
    SayFarewell,
    SendPaper,
    SendRow,
    SendUpload,
    Wait,
    decide_action,
)
from relay_bot.delivery.retry import Fault
from relay_bot.delivery.rows import Sent
from relay_bot.delivery.send import File, SendFailed, perform
from relay_bot.delivery.settle import Settler
from relay_bot.domain import schedule
from relay_bot.errors import DatabaseAway
from relay_bot.rounds import patiently, rounds
from relay_bot.texts import Texts
from relay_bot.views import cards

log = structlog.get_logger(__name__)

AT_ONCE = 20
"""Calls in flight: more makes the loop lag, not the sending faster."""

LEASE_S = 120
"""Longer than any call: the last resort when a process hangs but keeps its connection."""

POLL_S = 1.0

GATHER_S = 0.003
"""While calls are in flight, rings come one after the other: this long they are gathered for one claim."""

BUSY_S = 0.05
"""With calls in flight the next ring is near: only after this long the database is asked what falls due."""

NAMESAKE_WAIT = timedelta(milliseconds=300)

T = TypeVar("T")


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
    _lost_an_answer: bool = False

    async def run(self) -> None:
        await self.presence.ready.wait()
        try:
            await rounds("delivery", 0, self._next)
        finally:
            if self._in_flight:
                await asyncio.wait(self._in_flight, timeout=10)

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
        free = AT_ONCE - len(self._in_flight)
        if free <= 0:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(GATHER_S)
            return
        limits = self.config().telegram.limits
        async with self.db.statement() as session:
            claimed = await outbox.claim(session, self.presence.worker, free, LEASE_S, limits)
        for work in claimed:
            task = asyncio.create_task(self._deliver(work))
            self._in_flight.add(task)
            task.add_done_callback(self._finished)
        if len(claimed) < free:
            await self._until_more(limits)

    async def _until_more(self, limits: Limits) -> None:
        """Nothing more may be sent now: wait for a ring, or for a budget or a retry to fall due."""
        if self._in_flight and await self.bell.wait(BUSY_S):
            await asyncio.sleep(GATHER_S)
            return
        async with self.db.statement() as session:
            due_s = await outbox.next_due_s(session, limits)
        await self.bell.wait(POLL_S if due_s is None else min(max(due_s, 0.003), POLL_S))

    async def _let_go_of_strays(self) -> None:
        """A claim may have been committed although we never heard: nobody sends those rows until the lease runs out."""
        if self._in_flight:
            await asyncio.wait(self._in_flight)
        async with self.db.transaction() as session:
            strays = await outbox.release_strays(session, self.presence.worker)
        self._lost_an_answer = False
        log.info("strays_released", rows=strays)

    async def _deliver(self, work: Work) -> None:
        """One claimed row, to the end. What nobody foresaw is parked, where the admin sees it: it would come again."""
        try:
            await self._take_through(work)
        except Exception:
            log.exception("outbox_row_broken", row=work.row_id, kind=work.kind, address=work.address)
            fault = Fault(0, "internal error, see outbox_row_broken in the log")
            await self._give_up(Settler(self.config(), self.texts), work, fault)

    async def _give_up(self, settler: Settler, work: Work, fault: Fault) -> None:
        await self._in_transaction(work, lambda session: settler.failed(session, work, Nothing(), fault, retry.Park()))

    async def _take_through(self, work: Work) -> None:
        now = datetime.now(UTC)
        config = self.config()
        settler = Settler(config, self.texts)
        work = _hushed(work, config, now)
        action = decide_action(work, config, settler.desk_t, now)
        if isinstance(action, CreateTopic) and not await self._begin_creation(work, action):
            action = Wait(now + NAMESAKE_WAIT, "a topic of the same name is being made, or news of this one may come")
        if isinstance(action, Wait):
            await self._settle(work, Settled("wait", action.until, action.why))
            return
        if isinstance(action, Nothing):
            await self._settle(work, Settled("idle"))
            return
        if isinstance(action, PostElsewhere):
            await self._in_transaction(work, lambda session: settler.post_elsewhere(session, work))
            return
        if isinstance(action, SayFarewell):
            await self._in_transaction(work, lambda session: farewell.say(session, work, config, settler.desk_t))
            return
        file = await self._file(work, action)
        if isinstance(action, SendPaper) and file is None:
            await self._in_transaction(work, lambda session: settler.unprinted(session, work))
            return
        try:
            sent = await perform(self.bot, action, work, self.icons, file)
        except SendFailed as failure:
            await self._failed(settler, work, action, failure.fault)
        else:
            await self._done(settler, work, action, sent)

    async def _begin_creation(self, work: Work, action: CreateTopic) -> bool:
        client_id = None if work.client is None else int(work.client["id"])
        group_id = action.chat.chat_id

        async def write_down() -> bool:
            async with self.db.transaction() as session:
                return await topics.begin_creation(
                    session, work.address, work.desk or "", client_id, group_id, action.name
                )

        return await self._persist(write_down)

    async def _file(self, work: Work, action: Action) -> File | None:
        """What a row with a file sends."""

        async def look() -> File | None:
            async with self.db.statement() as session:
                match action:
                    case SendPaper():
                        return await waybills.paper(session, work.payload["waybill"])
                    case SendUpload():
                        return await uploads.by_id(session, work.payload["upload"])
                    case _:
                        return None

        return await self._persist(look) if isinstance(action, SendPaper | SendUpload) else None

    async def _in_transaction(self, work: Work, settle: Callable[[Session], Awaitable[bool]]) -> None:
        async def write_down() -> bool:
            async with self.db.transaction() as session:
                return await settle(session)

        self._settled(work, await self._persist(write_down))

    async def _done(self, settler: Settler, work: Work, action: Action, sent: Sent) -> None:
        log.debug("call_made", row=work.row_id, action=type(action).__name__, address=work.address)
        if isinstance(action, SendRow | SendUpload) and work.card_key is None and work.trouble is None:  # the hot road
            await self._settle(work, Settled("sent", None, None, sent.chat_id, sent.thread_id, sent.message_id))
            return
        await self._in_transaction(work, lambda session: settler.done(session, work, action, sent))

    async def _failed(self, settler: Settler, work: Work, action: Action, fault: Fault) -> None:
        in_group = work.desk is not None
        decision = retry.decide(fault, action, in_group=in_group, attempts=work.attempts)
        log.info(
            "call_failed",
            row=work.row_id,
            address=work.address,
            action=type(action).__name__,
            code=fault.code,
            description=fault.description,
            decision=type(decision).__name__,
        )
        await self._in_transaction(work, lambda session: settler.failed(session, work, action, fault, decision))

    async def _settle(self, work: Work, settled: Settled) -> None:
        """One statement: no more than the row and its lane change."""

        async def write_down() -> bool:
            async with self.db.statement() as session:
                return await outbox.acknowledge(session, work, settled)

        self._settled(work, await self._persist(write_down))

    def _settled(self, work: Work, kept: bool) -> None:
        if not kept:
            log.warning("lease_lost", row=work.row_id, address=work.address)
        self.bell.ring()

    async def _persist(self, write_down: Callable[[], Awaitable[T]]) -> T:
        """The call was made (or is about to be): hold on to what it says until PostgreSQL takes it."""
        return await patiently("settling", write_down)

    def _finished(self, task: asyncio.Task[None]) -> None:
        """A row whose settling broke keeps its lease until that runs out: say so."""
        self._in_flight.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery_broken", exc_info=error)


def _hushed(work: Work, config: Config, now: datetime) -> Work:
    """In quiet hours a desk's pushes come at once and without a sound; the morning digest rings for them."""
    is_push = work.push_key is not None and work.desk is not None and "html" in work.payload
    if not is_push or not schedule.is_quiet(config, config.manager(work.desk), now):
        return work
    quiet = {"html": cards.without_mentions(work.payload["html"]), "silent": True}
    return replace(work, payload=work.payload | quiet)

"""One claimed row, to its end: its call is made and settled, or there is none to make."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from aiogram import Bot

from relay_bot import metrics
from relay_bot.actions import farewell
from relay_bot.config import Config
from relay_bot.db import outbox
from relay_bot.db import topic as topics
from relay_bot.db.outbox import Settled
from relay_bot.db.session import Database, Session
from relay_bot.delivery import done, mending, needs, retry
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
from relay_bot.texts import Texts
from relay_bot.views import names

log = structlog.get_logger(__name__)

LATE_S = 1.0
"""A call that had to wait for PostgreSQL that long asks first whether the row is still its own to send."""

NAMESAKE_WAIT = timedelta(milliseconds=300)


@dataclass
class Courier:
    """Shared by all rows that a process has in flight.

    `later` takes what changes no more than the row and its lane, to be settled with the next claim; `rung` is called
    when something else has been settled: there may be more to claim.
    """

    db: Database
    bot: Bot
    config: Callable[[], Config]
    texts: Texts
    later: Callable[[Work, Settled], None]
    rung: Callable[[], None]
    icons: dict[str, str] = field(default_factory=dict)

    @property
    def _kept(self) -> Persistent:
        return Persistent(self.db)

    async def deliver(self, work: Work | Unreadable) -> None:
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
                self.later(work, Settled("wait", until, why))
            case Nothing():
                self.later(work, Settled("idle"))
            case PostElsewhere():
                await self._in_transaction(work, lambda session: mending.post_elsewhere(session, work, action))
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
            log_lost(work)
            return
        if isinstance(call, SendPaper) and file is None:
            document = call.row
            await self._in_transaction(work, lambda session: mending.unprinted(session, work, document))
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
            self.later(work, settled)

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

    async def _in_transaction(self, work: Work | Unreadable, settle: Callable[[Session], Awaitable[bool]]) -> None:
        if not await self._kept.transaction(settle):
            log_lost(work)
        self.rung()


def log_lost(work: Work | Unreadable) -> None:
    """Somebody else sends it again."""
    log.warning("lease_lost", row=work.lease.row_id, address=work.address.key)

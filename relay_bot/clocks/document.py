"""Waybills become documents: one claimed at a time, printed by the press, then the rows that waited for it go out.

The claim is an advisory lock of an open transaction: a printer that dies lets go of its waybill at once. A document
that fails is tried again with growing delays and delays nobody else's; the client and the admins are told once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db import waybill as waybills
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.db.waybill import ToPrint
from relay_bot.delivery.retry import next_wait_s
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Text
from relay_bot.errors import DocumentError, PressBroken
from relay_bot.paper.press import Press
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.rounds import Rows
from relay_bot.texts import Texts
from relay_bot.views import notice as notices

log = structlog.get_logger(__name__)

AT_ONCE = 2
POLL_S = 1.0
WARM_AFTER_S = 3.0

LATE_MIN = 15
"""What the client is told when a document fails: it is tried again every minute, and the admins know of it."""


@dataclass
class Printer:
    """Runs until it is cancelled, with worker processes of its own."""

    db: Database
    config: Callable[[], Config]
    texts: Texts
    bell: Bell
    outbox_bell: Bell
    _press: Press | None = None
    _made_for: tuple[Path, Path | None] | None = None

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._warm())
                for _ in range(AT_ONCE):
                    group.create_task(self._rows.rounds(POLL_S, self._print_next, self.bell))
        finally:
            if self._press is not None:
                await self._press.close()

    async def _warm(self) -> None:
        """Start the workers once the bot itself is up: the first document should not wait for them."""
        await asyncio.sleep(WARM_AFTER_S)
        try:
            (await self.press_now()).warm()
        except Exception:  # the first document meets the same, and says so where it is seen
            log.exception("press_not_warm")

    @property
    def _rows(self) -> Rows:
        return Rows("waybills", self.db, self.config, self.texts)

    async def _print_next(self) -> bool:
        """One waybill to its document; False when there is none to print."""
        async with self.db.transaction() as session:
            job = await waybills.claim_print(session)
            if job is None:
                return False
            self.bell.ring()  # there may be more: wake the colleague
            rows = await self._rows.one(
                session,
                str(job.waybill.id),
                lambda: self._printed(session, job),
                lambda: self._again(session, job),
            )
            await enqueue(session, rows)
        self.outbox_bell.ring()
        return True

    async def _printed(self, session: Session, job: ToPrint) -> list[Out]:
        try:
            press = await self.press_now()
            paper = await press.print(WaybillSheet.from_dict(job.sheet))
        except DocumentError as error:
            return await self._failed(session, job, error)
        except TypeError:  # a snapshot of another version of us
            log.exception("sheet_unreadable", waybill=job.waybill.id)
            return await self._failed(session, job, DocumentError("document-sheet_unreadable"))
        await waybills.printed(session, job.waybill.id, paper.pdf)
        log.info("waybill_printed", waybill=job.waybill.id, bytes=len(paper.pdf))
        if paper.template_fault is None:
            return []
        t, now = self.texts.lang(self.config().bot.default_lang), datetime.now(UTC)
        return notices.template(t, self.config().telegram.admins, paper.template_fault, now)

    async def press_now(self) -> Press:
        """The press for the template and the logo of the configuration in force."""
        config = self.config()
        wanted = (config.waybill.template, config.company.logo)
        if self._press is None or wanted != self._made_for:
            former, self._press, self._made_for = self._press, Press(*wanted), wanted
            if former is not None:
                await former.close()
        return self._press

    async def _again(self, session: Session, job: ToPrint) -> None:
        await waybills.print_failed(session, job.waybill.id, next_wait_s(job.attempts))

    async def _failed(self, session: Session, job: ToPrint, error: DocumentError) -> list[Out]:
        await self._again(session, job)
        log.warning("print_failed", waybill=job.waybill.id, attempt=job.attempts + 1, error=str(error))
        if isinstance(error, PressBroken) and not job.attempts:  # a worker was killed: the next try is a second away
            return []
        client = await clients.by_id(session, job.waybill.client_id)
        config, number = self.config(), job.waybill.number
        t = self.texts.lang(client.lang if client and client.lang else config.bot.default_lang)
        html = t("wb-pdf_failed", number=number, minutes=LATE_MIN)
        key = f"pdf_failed:{job.waybill.id}"
        rows = [Out(addresses.client(job.waybill.client_id), Text(html), once=key)]
        desk_t = self.texts.lang(config.bot.default_lang)
        why = desk_t.plain(error.key, **error.values)
        return rows + notices.unprinted(desk_t, config.telegram.admins, number, why, datetime.now(UTC))

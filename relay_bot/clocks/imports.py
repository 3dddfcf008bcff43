"""Lists of clients that admins have sent: fetched, checked and shown; brought in once a tap has confirmed it.

A row is leased, since a download is a network call; writing is one transaction, so that a kill leaves all or nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from relay_bot.config import Config
from relay_bot.db import imports
from relay_bot.db.imports import Import
from relay_bot.db.outbox import enqueue
from relay_bot.db.roster import Report, import_file
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.tap import BringIn
from relay_bot.errors import FileAway
from relay_bot.rounds import Rows
from relay_bot.texts import Language, Texts
from relay_bot.views import cards

log = structlog.get_logger(__name__)

EVERY_S = 1.0
LEASE_S = 120.0
TRIES = 5
LINES_MAX = 40
CHARACTERS_MAX = 3500
"""Of faults in one message; the command line shows them all."""

Fetch = Callable[[str], Awaitable[bytes | None]]


@dataclass
class Imports:
    """Runs until it is cancelled."""

    db: Database
    fetch: Fetch
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await Rows("imports", self.db, self.config, self.texts).rounds(EVERY_S, self._next)

    @property
    def _t(self) -> Language:
        return self.texts.lang(self.config().bot.default_lang)

    async def _next(self) -> bool:
        async with self.db.statement() as session:
            one = await imports.lease(session, LEASE_S)
        if one is None:
            return False
        if one.state == "asked":
            await self._check(one)
        else:
            await self._bring_in(one)
        return True

    async def _check(self, one: Import) -> None:
        try:
            content = await self.fetch(one.file_id)
        except FileAway:
            if one.tries < TRIES:
                return  # the lease runs out, and it is tried again
            content = None
        async with self.db.transaction() as session:
            if content is None:
                await imports.checked(session, one, None)
                await self._tell(session, one, self._t.plain("adm-import_away"))
                return
            report = await import_file(session, self.config(), content, dry_run=True)
            good = bool(report.roster.new or report.roster.updated)
            await imports.checked(session, one, content if good else None)
            await self._tell(session, one, _shown(self._t, report, good), good=good)
        log.info("import_checked", id=one.id, rows=report.roster.rows, faults=len(report.roster.faults))

    async def _bring_in(self, one: Import) -> None:
        async with self.db.transaction() as session:
            if one.content is None or not await imports.still_confirmed(session, one):
                return
            report = await import_file(session, self.config(), one.content, dry_run=False)
            await imports.finish(session, one)
            await self._tell(session, one, report.lines(self._t)[-1])
        log.info("import_written", id=one.id, new=len(report.roster.new), updated=len(report.roster.updated))

    async def _tell(self, session: Session, one: Import, words: str, *, good: bool = False) -> None:
        t = self._t
        button = cards.button(t.plain("btn-adm_import"), BringIn(one.id))
        html = t("adm-import_report", words=words)
        await enqueue(session, [Out(addresses.chat(one.admin_id), Text(html, buttons=[[button]] if good else []))])


def _shown(t: Language, report: Report, good: bool) -> str:
    """The sums and as many faults as one message holds; without anything new nothing is asked."""
    lines, question = report.lines(t)[:LINES_MAX], f"\n{t.plain('adm-import_ask')}" if good else ""
    return "\n".join(lines)[: CHARACTERS_MAX - len(question)] + question

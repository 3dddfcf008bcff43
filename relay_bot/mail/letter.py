"""Answers by e-mail: the decision is printed, shown where the manager asked for it, and sent once they say so.

Promise 5 holds here too: a mail is leased in one statement (its `send_at` moves forward), sent with no transaction
open, settled in a second transaction. A crash in between repeats it after the lease, under the same Message-ID, by
which the receiver drops the second copy; it never loses it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import absence as absences
from relay_bot.db import clock
from relay_bot.db import letter as letters
from relay_bot.db import upload as uploads
from relay_bot.db.claim import card as claimviews
from relay_bot.db.claim import rows as claims
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.delivery.retry import next_wait_s
from relay_bot.domain.letter import Again, Mail, MailFault, decide_after, for_admins
from relay_bot.domain.outgoing import Out, Upload
from relay_bot.ending import FINISH_S
from relay_bot.errors import DocumentError, PressBroken
from relay_bot.mail import smtp
from relay_bot.mail.smtp import MailFailed
from relay_bot.paper.press import Press
from relay_bot.paper.sheet import AnswerSheet
from relay_bot.rounds import Rows, patiently
from relay_bot.texts import Language, Texts
from relay_bot.views import letter_news as mailnews
from relay_bot.views import notice as notices
from relay_bot.views.claim import card as claimcards

log = structlog.get_logger(__name__)

AT_ONCE = 2
POLL_S = 1.0
LEASE_MARGIN_S = 15.0
"""On top of the longest attempt: a lease that ends early would send twice without need."""


@dataclass
class Mailer:
    """Runs until it is cancelled; a letter on its way is then waited for. `press` prints, as for waybills."""

    db: Database
    config: Callable[[], Config]
    texts: Texts
    press: Callable[[], Awaitable[Press]]
    bell: Bell
    outbox_bell: Bell

    async def run(self) -> None:
        bells = [Bell() for _ in range(1 + AT_ONCE)]
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wake(bells))
            group.create_task(self._rows.rounds(POLL_S, self._print_next, bells[0]))
            for bell in bells[1:]:
                group.create_task(self._rows.rounds(POLL_S, self._send_next, bell))

    async def _wake(self, bells: list[Bell]) -> None:
        """One ring is for everybody: it does not say whether there is something to print or to send."""
        while True:
            if await self.bell.wait(POLL_S):
                for bell in bells:
                    bell.ring()

    @property
    def _rows(self) -> Rows:
        return Rows("mails", self.db, self.config, self.texts)

    @property
    def _t(self) -> Language:
        return self.texts.lang(self.config().bot.default_lang)

    # --- the decision -------------------------------------------------------------------------------------------------

    async def _print_next(self) -> bool:
        """One decision to its PDF; False when there is none to print. A render is no network call."""
        async with self.db.transaction() as session:
            mail = await letters.claim_print(session)
            if mail is None:
                return False
            rows = await self._rows.one(
                session,
                f"print:{mail.id}",
                lambda: self._printed(session, mail),
                lambda: self._print_again(session, mail),
            )
            await enqueue(session, rows)
        self.bell.ring()
        self.outbox_bell.ring()
        return True

    async def _printed(self, session: Session, mail: Mail) -> list[Out]:
        try:
            sheet = AnswerSheet.from_dict(mail.sheet)
            paper = await (await self.press()).print(sheet, self.config().mail.template)
        except DocumentError as error:
            return await self._unprinted(session, mail, error)
        except TypeError:  # a snapshot of another version of us
            log.exception("sheet_unreadable", mail=mail.id)
            return await self._unprinted(session, mail, DocumentError("document-sheet_unreadable"))
        rows: list[Out] = []
        if await letters.printed(session, mail.id, paper.pdf):
            rows += await self._show(session, mail, sheet.file_name(), paper.pdf)
        if paper.template_fault is not None:
            admins, now = self.config().telegram.admins, await clock.now(session)
            rows += notices.template(self._t, admins, paper.template_fault, now)
        log.info("decision_printed", mail=mail.id, bytes=len(paper.pdf))
        return rows

    async def _show(self, session: Session, mail: Mail, name: str, pdf: bytes) -> list[Out]:
        """The file, where the manager looks at the letter."""
        claim = await claims.by_id(session, mail.claim_id)
        upload = await uploads.keep(session, uploads.Upload("document", name, pdf))
        html = self._t("mail-pdf_caption", claim_no=claim.number if claim else "")
        return [Out(mailnews.place(mail), Upload(upload, html, silent=True))]

    async def _print_again(self, session: Session, mail: Mail) -> None:
        await letters.print_failed(session, mail.id, next_wait_s(mail.print_attempts))

    async def _unprinted(self, session: Session, mail: Mail, error: DocumentError) -> list[Out]:
        await self._print_again(session, mail)
        log.warning("print_failed", mail=mail.id, attempt=mail.print_attempts + 1, error=str(error))
        if isinstance(error, PressBroken) and not mail.print_attempts:
            return []
        now, fault = await clock.now(session), MailFault("unprinted")
        claim = await claims.by_id(session, mail.claim_id)
        why = self._t.plain(error.key, **error.values)
        rows = mailnews.unprinted(self._t, self.config(), mail, claim, why, now) if claim is not None else []
        if mail.queued_at is not None and not isinstance(decide_after(fault, 1, mail.queued_at, now), Again):
            rows += await self._settled(session, mail, fault, now)
        return rows

    # --- the letter ---------------------------------------------------------------------------------------------------

    async def _send_next(self) -> bool:
        """One letter; False when there is none to send."""
        lease_s = self.config().mail.timeout.total_seconds() * smtp.WHOLE_ATTEMPT + LEASE_MARGIN_S
        async with self.db.statement() as session:
            mail = await letters.lease(session, lease_s)
        if mail is None:
            return False
        attempt = asyncio.ensure_future(self._attempt(mail))
        try:
            await asyncio.shield(attempt)
        except asyncio.CancelledError:
            await asyncio.wait([attempt], timeout=FINISH_S)
            attempt.cancel()
            raise
        return True

    async def _attempt(self, mail: Mail) -> None:
        fault = await self._send(mail)

        async def write_down() -> None:
            async with self.db.transaction() as session:
                await self._settle(session, mail, fault, await clock.now(session))

        await patiently("letter", write_down)  # it has gone, or not: hold on to that
        self.outbox_bell.ring()

    async def _send(self, mail: Mail) -> MailFault | None:
        """None: the server took it. No transaction is open."""
        settings = self.config().mail
        if not settings.configured:
            return MailFault("off")
        try:
            sheet = AnswerSheet.from_dict(mail.sheet)
            letter = smtp.compose(
                settings,
                company=self.config().company.name,
                to=mail.address,
                to_name=sheet.addressee_name,
                subject=mail.subject,
                body=mail.body,
                attachment=(sheet.file_name(), mail.pdf or b""),
                message_id=f"claim-{mail.claim_id}.{mail.id}.{mail.created_at:%Y%m%d%H%M%S}",
                at=datetime.now(UTC),  # noqa: TID251 (the letter's own Date: nothing of ours is compared with it)
            )
            await smtp.deliver(settings, letter)
        except MailFailed as failure:
            return failure.fault
        except Exception:  # what nobody foresaw would come again with every lease
            log.exception("mail_broken", mail=mail.id)
            return MailFault("reply", reason="internal error")
        return None

    async def _settle(self, session: Session, mail: Mail, fault: MailFault | None, now: datetime) -> None:
        """If telling it raises, a letter that has gone is marked all the same: it must not go again."""

        async def as_it_is() -> None:
            if fault is None:
                await letters.settle(session, mail, "sent")

        rows = await self._rows.one(
            session, f"settle:{mail.id}", lambda: self._settled(session, mail, fault, now), as_it_is
        )
        await enqueue(session, rows)

    async def _settled(self, session: Session, mail: Mail, fault: MailFault | None, now: datetime) -> list[Out]:
        """What became of it, told on both cards; a failure also in a message, once."""
        t, config = self._t, self.config()
        claim = await claims.by_id(session, mail.claim_id, lock=True)
        assert claim is not None and mail.queued_at is not None
        rows: list[Out] = []
        if fault is None:
            kept = await letters.settle(session, mail, "sent")
            if kept:
                note = t.plain("mail-step", email=mail.address)
                await claims.log(session, claim.id, now, mail.sender_id, claim.status, claim.status, note)
        else:
            error = mailnews.in_words(t, config, fault)
            decision = decide_after(fault, mail.attempts, mail.queued_at, now)
            if isinstance(decision, Again):
                told = mailnews.again(t, config, decision, error)
                kept = await letters.settle(session, mail, "queued", told, decision.at)
            else:
                error = t.plain("mail-error_day", error=error) if decision.outlived else error
                kept = await letters.settle(session, mail, "failed", error)
                rows.append(mailnews.failed(t, mail, claim, fault, error))
                rows += mailnews.to_admins(t, config, claim, error, now) if for_admins(fault) else []
        outcome, code = fault.trouble if fault else "sent", fault.code if fault else None
        log.info("mail_settled", mail=mail.id, attempt=mail.attempts, outcome=outcome, code=code, kept=kept)
        view = await claimviews.view(session, await absences.duty(session, config, now), claim) if kept else None
        return [*rows, *claimcards.edits(t, view, config.bot.timezone, now)] if view is not None else []

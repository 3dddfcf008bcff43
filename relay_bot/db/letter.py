"""Answers to claims by e-mail: drafts that a manager looks at, a queue with leases, the decision that is attached.

A mail is leased by pushing its `send_at` forward, sent with no transaction open, and settled in a second transaction.
Whoever dies in between lets the lease run out: the mail is sent again under the same Message-ID, never lost.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update

from relay_bot.db import bells, locks
from relay_bot.db.session import Session
from relay_bot.db.tables import mails
from relay_bot.domain.letter import Mail

_MAIL = tuple(mails.c[name] for name in Mail.__dataclass_fields__)


async def _one(session: Session, query: Select[Any]) -> Mail | None:
    row = (await session.execute(query.limit(1))).one_or_none()
    return None if row is None else Mail(*row)


# --- what a manager does ----------------------------------------------------------------------------------------------


async def draft(session: Session, **values: Any) -> Mail:
    """A letter that nobody has sent yet. Its decision is printed at once, unless `pdf` is given."""
    fresh = insert(mails).values(state="draft", **values).returning(*_MAIL)
    made = Mail(*(await session.execute(fresh)).one())
    if made.pdf is None:
        await bells.ring(session, bells.MAIL)
    return made


async def by_id(session: Session, mail_id: int) -> Mail | None:
    return await _one(session, select(*_MAIL).where(mails.c.id == mail_id))


async def last_draft(session: Session, claim_id: int, sender_id: int) -> Mail | None:
    query = select(*_MAIL).where(mails.c.claim_id == claim_id, mails.c.sender_id == sender_id, mails.c.state == "draft")
    return await _one(session, query.order_by(mails.c.id.desc()))


async def queue(session: Session, mail_id: int, now: datetime) -> bool:
    """Send it; False when it is no draft any more."""
    done = await session.execute(
        update(mails).where(mails.c.id == mail_id, mails.c.state == "draft").values(state="queued", queued_at=now)
    )
    await bells.ring(session, bells.MAIL)
    return done.rowcount > 0


async def drop(session: Session, mail_id: int) -> bool:
    """Forget a draft; False when it is none."""
    done = await session.execute(delete(mails).where(mails.c.id == mail_id, mails.c.state == "draft"))
    return done.rowcount > 0


async def overtaken(session: Session, mail: Mail) -> bool:
    """Another answer to the claim is on its way, or was sent after this draft was made."""
    sent_since = (mails.c.state == "sent") & (mails.c.sent_at > mail.created_at)
    query = select(mails.c.id).where(
        mails.c.claim_id == mail.claim_id, mails.c.id != mail.id, or_(mails.c.state == "queued", sent_since)
    )
    return (await session.execute(query.limit(1))).first() is not None


async def last_sent(session: Session, claim_id: int) -> datetime | None:
    query = select(func.max(mails.c.sent_at)).where(mails.c.claim_id == claim_id, mails.c.state == "sent")
    return (await session.execute(query)).scalar_one()  # type: ignore[no-any-return]


async def count_sent_off(session: Session, claim_id: int) -> int:
    query = select(func.count()).select_from(mails).where(mails.c.claim_id == claim_id, mails.c.state != "draft")
    return int((await session.execute(query)).scalar_one())


# --- the decision -----------------------------------------------------------------------------------------------------

_TO_PRINT = (
    select(mails.c.id)
    .where(mails.c.pdf.is_(None), mails.c.state.in_(("draft", "queued")), mails.c.print_at <= func.now())
    .order_by(mails.c.print_attempts, mails.c.id)
    .limit(10)
)


async def claim_print(session: Session) -> Mail | None:
    """A letter without its decision, this transaction's own until it ends. The row itself is not locked."""
    for mail_id in (await session.execute(_TO_PRINT)).scalars().all():
        mine = await session.execute(locks.try_hold(locks.MAIL_PRINTING, mail_id))
        if not mine.scalar_one():
            continue
        found = await _one(session, select(*_MAIL).where(mails.c.id == mail_id, mails.c.pdf.is_(None)))
        if found is not None:
            return found
    return None


async def printed(session: Session, mail_id: int, pdf: bytes) -> bool:
    """False: the draft was dropped meanwhile."""
    done = await session.execute(update(mails).where(mails.c.id == mail_id).values(pdf=pdf))
    await bells.ring(session, bells.MAIL)
    return done.rowcount > 0


async def print_failed(session: Session, mail_id: int, wait_s: float) -> None:
    later = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, wait_s)
    await session.execute(
        update(mails).where(mails.c.id == mail_id).values(print_attempts=mails.c.print_attempts + 1, print_at=later)
    )


# --- the queue --------------------------------------------------------------------------------------------------------


async def lease(session: Session, lease_s: float) -> Mail | None:
    """The next letter that may go, for `lease_s` seconds this caller's own. One statement."""
    due = (
        select(mails.c.id)
        .where(mails.c.state == "queued", mails.c.pdf.is_not(None), mails.c.send_at <= func.now())
        .order_by(mails.c.send_at, mails.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)  # of two workers one gets it, the other the next
    )
    until = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, lease_s)
    leased = update(mails).where(mails.c.id == due.scalar_subquery())
    row = await session.execute(leased.values(attempts=mails.c.attempts + 1, send_at=until).returning(*_MAIL))
    found = row.one_or_none()
    return None if found is None else Mail(*found)


async def settle(session: Session, mail: Mail, state: str, error: str = "", at: datetime | None = None) -> bool:
    """sent, failed, or queued again for `at`; False when the lease was lost and somebody else has it now."""
    values: dict[str, Any] = {"state": state, "error": error}
    match state:
        case "sent":
            values |= {"sent_at": func.now(), "pdf": None}
        case "queued":
            values["send_at"] = at
    mine = (mails.c.id == mail.id, mails.c.state == "queued", mails.c.attempts == mail.attempts)
    return (await session.execute(update(mails).where(*mine).values(**values))).rowcount > 0

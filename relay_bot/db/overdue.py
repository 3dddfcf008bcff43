"""What the clock asks of the tables: cards to answer to, pushes that were made already, figures of the night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from relay_bot.db.session import Session


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """An undecided claim of a desk's client."""

    id: int
    number: str
    due_on: date
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Night:
    """Figures of the morning digest."""

    calls: int
    drafts: int


async def known_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these pushes were made already."""
    rows = await session.execute(text("SELECT once FROM outbox WHERE once = ANY(:keys)"), {"keys": list(keys)})
    return set(rows.scalars())


async def message_of(session: Session, card: str) -> int | None:
    """The message that a card is, to answer to it."""
    row = await session.execute(text("SELECT message_id FROM cards WHERE key = :key"), {"key": card})
    return row.scalar_one_or_none()


async def open_claims(session: Session, desk: str, until: date) -> list[OpenClaim]:
    """Undecided claims whose answer is due by `until`, the next deadline first."""
    rows = await session.execute(_CLAIMS, {"desk": desk, "until": until})
    return [OpenClaim(*row) for row in rows]


_CLAIMS = text("""
SELECT claims.id, claims.number, claims.due_on, claims.received_at
FROM claims JOIN clients ON clients.id = claims.client_id
WHERE clients.desk = :desk AND claims.due_on <= :until AND claims.status IN ('new', 'in_work', 'need_docs')
ORDER BY claims.due_on, claims.id
""")


async def night(session: Session, desk: str, since: datetime, yesterday: datetime) -> Night:
    """Calls after `since`; forms that were left after `yesterday` and are still open."""
    row = (await session.execute(_NIGHT, {"desk": desk, "since": since, "yesterday": yesterday})).one()
    return Night(*row)


_NIGHT = text("""
SELECT
    (SELECT count(*) FROM calls JOIN clients ON clients.id = calls.client_id
     WHERE clients.desk = :desk AND called_at >= :since),
    (SELECT count(*) FROM drafts JOIN clients ON clients.id = drafts.client_id
     WHERE clients.desk = :desk AND rung_at >= :yesterday AND drafts.state = 'open')
""")

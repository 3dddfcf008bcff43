"""What a desk wants to remember: notes about a client, and reminders that ring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, text, update

from relay_bot.db.session import Session
from relay_bot.db.tables import notes, reminders


@dataclass(frozen=True, slots=True)
class Note:
    author_id: int
    body: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """`client_id` None: set in General; `client_desk`: whose client they are now."""

    id: int
    desk: str
    client_id: int | None
    author_id: int
    body: str
    client_name: str | None
    client_desk: str | None


async def note(session: Session, client_id: int, author_id: int, body: str, at: datetime) -> None:
    values = {"client_id": client_id, "author_id": author_id, "body": body, "written_at": at}
    await session.execute(insert(notes).values(**values))


async def last_notes(session: Session, client_id: int, most: int) -> Sequence[Note]:
    """The newest first."""
    query = select(notes.c.author_id, notes.c.body, notes.c.written_at).where(notes.c.client_id == client_id)
    return [Note(*row) for row in await session.execute(query.order_by(notes.c.id.desc()).limit(most))]


async def remind(
    session: Session, desk: str, client_id: int | None, author_id: int, body: str, due_at: datetime
) -> None:
    values = {"desk": desk, "client_id": client_id, "author_id": author_id, "body": body, "due_at": due_at}
    await session.execute(insert(reminders).values(**values))


CLOCK = "reminders"
"""Whose mishaps these are."""

_DUE = text("""
SELECT reminders.id, reminders.desk, client_id, author_id, body, clients.name, clients.desk
FROM reminders LEFT JOIN clients ON clients.id = client_id
WHERE rung_at IS NULL AND due_at <= :now
  AND NOT EXISTS (SELECT FROM mishaps WHERE clock = :clock AND key = CAST(reminders.id AS text) AND again_at > :now)
ORDER BY due_at LIMIT :most
FOR UPDATE OF reminders SKIP LOCKED
""")


async def due(session: Session, now: datetime, most: int) -> Sequence[Reminder]:
    """Reminders whose time has come, locked: another process skips them."""
    return [Reminder(*row) for row in await session.execute(_DUE, {"now": now, "most": most, "clock": CLOCK})]


async def rung(session: Session, reminder_id: int, at: datetime) -> None:
    await session.execute(update(reminders).where(reminders.c.id == reminder_id).values(rung_at=at))

"""What a desk notes about a client, for its own eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from relay_bot.db.session import Session
from relay_bot.db.tables import notes


@dataclass(frozen=True, slots=True)
class Note:
    author_id: int
    body: str
    written_at: datetime


async def keep(session: Session, client_id: int, author_id: int, body: str, at: datetime) -> None:
    values = {"client_id": client_id, "author_id": author_id, "body": body, "written_at": at}
    await session.execute(insert(notes).values(**values))


async def last_of(session: Session, client_id: int, most: int) -> Sequence[Note]:
    """The newest first."""
    query = select(notes.c.author_id, notes.c.body, notes.c.written_at).where(notes.c.client_id == client_id)
    return [Note(*row) for row in await session.execute(query.order_by(notes.c.id.desc()).limit(most))]

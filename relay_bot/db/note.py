"""What a desk notes about a client, for its own eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql

from relay_bot.db.message import Written
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


async def is_kept(session: Session, chat_id: int, message_id: int) -> bool:
    """Whether lines of this message are a note."""
    known = select(notes.c.id).where(notes.c.chat_id == chat_id, notes.c.message_id == message_id)
    return (await session.execute(known)).first() is not None


async def rewrite(session: Session, client_id: int, author_id: int, body: str, written: Written) -> None:
    """The lines with // of a message as they are now; an empty body: there are none."""
    source = {"chat_id": written.chat_id, "message_id": written.message_id}
    if not body:
        here = (notes.c.chat_id == written.chat_id) & (notes.c.message_id == written.message_id)
        await session.execute(delete(notes).where(here))
        return
    values = {"client_id": client_id, "author_id": author_id, "body": body, "written_at": written.written_at}
    fresh = postgresql.insert(notes).values(**values, **source)
    await session.execute(
        fresh.on_conflict_do_update(index_elements=[notes.c.chat_id, notes.c.message_id], set_={"body": body})
    )


async def detach(session: Session, chat_id: int, message_id: int) -> None:
    """The note stays, whatever becomes of the message."""
    here = (notes.c.chat_id == chat_id) & (notes.c.message_id == message_id)
    await session.execute(update(notes).where(here).values(chat_id=None, message_id=None))


async def last_of(session: Session, client_id: int, most: int) -> Sequence[Note]:
    """The newest first."""
    query = select(notes.c.author_id, notes.c.body, notes.c.written_at).where(notes.c.client_id == client_id)
    return [Note(*row) for row in await session.execute(query.order_by(notes.c.id.desc()).limit(most))]

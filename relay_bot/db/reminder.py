"""Reminders of a desk: set with /remind, rung once by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import reminders

_SQL = of(__file__)

CLOCK = "reminders"
"""Whose mishaps these are."""


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


async def keep(session: Session, desk: str, client_id: int | None, author_id: int, body: str, due_at: datetime) -> None:
    values = {"desk": desk, "client_id": client_id, "author_id": author_id, "body": body, "due_at": due_at}
    await session.execute(insert(reminders).values(**values))


async def due(session: Session, now: datetime, most: int) -> Sequence[Reminder]:
    """Reminders whose time has come, locked: another process skips them."""
    values = {"now": now, "most": most, "clock": CLOCK}
    return [Reminder(*row) for row in await session.execute(_SQL["due"], values)]


async def rung(session: Session, reminder_id: int, at: datetime) -> None:
    await session.execute(update(reminders).where(reminders.c.id == reminder_id).values(rung_at=at))


async def follow(session: Session, client_id: int, desk: str, author_id: int) -> None:
    """What was to be remembered about the client rings at another desk, for its manager."""
    mine = (reminders.c.client_id == client_id, reminders.c.rung_at.is_(None))
    await session.execute(update(reminders).where(*mine).values(desk=desk, author_id=author_id))

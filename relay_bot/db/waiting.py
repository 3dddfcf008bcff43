"""Who waits for an answer of the desk, and what /done does about it. The question itself is in waiting.sql."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from relay_bot.db.session import Session
from relay_bot.db.statements import statements


@dataclass(frozen=True, slots=True)
class Waiting:
    """A client whose message nobody has answered; `since` is the first of those, `thread_id` None: no topic yet."""

    client_id: int
    name: str
    company: str
    city: str
    group_id: int | None
    thread_id: int | None
    since: datetime
    message_id: int  # of that message, in the table


_WAITING = statements(Path(__file__).with_name("waiting.sql").read_text())["waiting"]


async def at_desk(session: Session, desk: str) -> Sequence[Waiting]:
    """All clients of the desk who wait, oldest first."""
    return [Waiting(*row) for row in await session.execute(_WAITING, {"desk": desk, "client": None})]


async def of_client(session: Session, desk: str, client_id: int) -> Waiting | None:
    """Whether this client of the desk waits."""
    row = (await session.execute(_WAITING, {"desk": desk, "client": client_id})).one_or_none()
    return None if row is None else Waiting(*row)


async def answered(session: Session, client_id: int, at: datetime) -> None:
    """/done: what the client has written so far needs no answer."""
    await session.execute(
        text(
            "UPDATE clients SET answered_at = :at, answered_to = (SELECT max(id) FROM messages "
            "WHERE client_id = :client AND side = 'client') WHERE id = :client"
        ),
        {"at": at, "client": client_id},
    )

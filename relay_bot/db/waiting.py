"""Who waits for an answer of the desk, and what /done and /snooze do about it. The question is in waiting.sql."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from relay_bot.db.session import Session
from relay_bot.db.statements import of


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
    arrived: bool  # it is in the topic; otherwise it is on its way there
    rung: bool  # the desk was rung for it
    last_words: str


_SQL = of(__file__)


async def at_desk(session: Session, desk: str, now: datetime | None = None) -> Sequence[Waiting]:
    """All clients of the desk who wait, oldest first. `now` None: PostgreSQL's."""
    values = {"desk": desk, "client": None, "now": now}
    return [Waiting(*row) for row in await session.execute(_SQL["waiting"], values)]


async def of_client(session: Session, desk: str, client_id: int) -> Waiting | None:
    """Whether this client of the desk waits."""
    row = (await session.execute(_SQL["waiting"], {"desk": desk, "client": client_id, "now": None})).one_or_none()
    return None if row is None else Waiting(*row)


async def note_answers(session: Session, desk: str) -> None:
    """Who of the desk was answered is not looked at again until they write: makes the next looks cheap."""
    await session.execute(_SQL["note_answers"], {"desk": desk})


async def rung(session: Session, messages: Sequence[int]) -> list[int]:
    """The desk is rung for these messages of the table; returns those for which no other process has rung it."""
    return [row.id for row in await session.execute(_SQL["rung"], {"messages": list(messages)})]


async def snooze(session: Session, client_id: int, until: datetime) -> None:
    """/snooze: the client is off the queue until then, or until they write."""
    await session.execute(_SQL["snoozed"], {"client": client_id, "until": until})


async def answered(session: Session, client_id: int, at: datetime) -> None:
    """/done: what the client has written so far needs no answer."""
    await session.execute(_SQL["answered"], {"at": at, "client": client_id})

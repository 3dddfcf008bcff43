"""What the live board of a desk shows, besides those who wait for an answer (waiting.py), and how fresh it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from relay_bot.db import locks
from relay_bot.db.session import Session
from relay_bot.domain.forms import registry


@dataclass(frozen=True, slots=True)
class Person:
    """A client as a row of a list; `thread_id` None: no topic yet."""

    client_id: int
    name: str
    company: str
    city: str
    group_id: int | None
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class CallRow:
    person: Person
    call_id: int
    called_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimRow:
    person: Person
    number: str
    due_on: date


@dataclass(frozen=True, slots=True)
class DraftRow:
    person: Person
    form: str
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """The board's message as it stands. `pinned` None: not tried yet; `busy`: a newer state is on its way."""

    payload: dict[str, Any] | None  # None: there is no message
    pinned: bool | None
    busy: bool


_PERSON = "clients.id, clients.name, clients.company, clients.city, topics.group_id, topics.thread_id"
_PLACES = "LEFT JOIN topics ON topics.address = 'topic:' || clients.id"

_CALLS = text(f"""
SELECT {_PERSON}, calls.id, calls.called_at FROM calls JOIN clients ON clients.id = calls.client_id {_PLACES}
WHERE clients.desk = :desk AND calls.finished_at IS NULL AND calls.taken_at IS NULL
ORDER BY calls.called_at, calls.id
""")  # noqa: S608 the parts are the constants above

_CLAIMS = text(f"""
SELECT {_PERSON}, claims.number, claims.due_on FROM claims JOIN clients ON clients.id = claims.client_id {_PLACES}
WHERE clients.desk = :desk AND claims.closed_at IS NULL
  AND claims.status IN ('new', 'in_work', 'need_docs')  -- a decided one has been answered
ORDER BY claims.due_on, claims.id
""")  # noqa: S608 as above

_DRAFTS = text(f"""
SELECT {_PERSON}, drafts.form, drafts.touched_at FROM drafts JOIN clients ON clients.id = drafts.client_id {_PLACES}
WHERE clients.desk = :desk AND drafts.state = 'open' AND drafts.form = ANY(:kinds)
ORDER BY drafts.touched_at DESC, drafts.id DESC
""")  # noqa: S608 as above

_SHOWN = text("""
SELECT (SELECT payload FROM cards WHERE key = :card), (SELECT pinned FROM cards WHERE key = :card),
    EXISTS (SELECT FROM lanes JOIN outbox ON outbox.lane_id = lanes.id
            WHERE lanes.address IN ('card:' || :card, :place) AND outbox.card = :card
              AND outbox.state IN ('queued', 'sending'))
""")


async def calls(session: Session, desk: str) -> Sequence[CallRow]:
    """Calls that nobody has taken, oldest first."""
    rows = await session.execute(_CALLS, {"desk": desk})
    return [CallRow(Person(*row[:6]), row[6], row[7]) for row in rows]


async def claims(session: Session, desk: str) -> Sequence[ClaimRow]:
    """Claims that are to be answered, the next deadline first."""
    rows = await session.execute(_CLAIMS, {"desk": desk})
    return [ClaimRow(Person(*row[:6]), row[6], row[7]) for row in rows]


async def drafts(session: Session, desk: str) -> Sequence[DraftRow]:
    """Forms that were begun and not finished, the latest first."""
    rows = await session.execute(_DRAFTS, {"desk": desk, "kinds": registry.form_kinds()})
    return [DraftRow(Person(*row[:6]), row[6], row[7]) for row in rows]


async def mine(session: Session, desk: str) -> bool:
    """Whether this process sees to the desk's board now, until its transaction ends."""
    lock = text("SELECT pg_try_advisory_xact_lock(:lock, hashtext(:desk))")
    return bool((await session.execute(lock, {"lock": locks.BOARD, "desk": desk})).scalar_one())


async def shown(session: Session, card: str, place: str) -> Shown:
    """`place`: the lane in which the card is posted for the first time."""
    row = (await session.execute(_SHOWN, {"card": card, "place": place})).one()
    return Shown(*row)

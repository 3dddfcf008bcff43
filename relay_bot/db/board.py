"""What the live board of a desk shows, besides those who wait for an answer (waiting.py), and how fresh it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from relay_bot.db import locks
from relay_bot.db.card import Shown, shown_from_json
from relay_bot.db.session import Session
from relay_bot.db.statements import of
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
    last_words: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    person: Person
    number: str
    due_on: date
    claim_id: int


@dataclass(frozen=True, slots=True)
class DraftRow:
    person: Person
    form: str
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """The board's message as it stands. `pinned` None: not tried yet; `busy`: a newer state is on its way."""

    shown: Shown | None  # None: there is no message
    pinned: bool | None
    busy: bool


_SQL = of(__file__)


async def calls(session: Session, desk: str) -> Sequence[CallRow]:
    """Calls that nobody has taken, oldest first."""
    rows = await session.execute(_SQL["calls"], {"desk": desk})
    return [CallRow(Person(*row[:6]), *row[6:]) for row in rows]


async def claims(session: Session, desk: str) -> Sequence[ClaimRow]:
    """Claims that are to be answered, the next deadline first."""
    rows = await session.execute(_SQL["claims"], {"desk": desk})
    return [ClaimRow(Person(*row[:6]), *row[6:]) for row in rows]


async def drafts(session: Session, desk: str) -> Sequence[DraftRow]:
    """Forms that were begun and not finished, the latest first."""
    rows = await session.execute(_SQL["drafts"], {"desk": desk, "kinds": registry.form_kinds()})
    return [DraftRow(Person(*row[:6]), row[6], row[7]) for row in rows]


async def mine(session: Session, desk: str) -> bool:
    """Whether this process sees to the desk's board now, until its transaction ends."""
    return bool((await session.execute(locks.try_hold(locks.BOARD, desk))).scalar_one())


async def state(session: Session, card: str, place: str) -> State:
    """`place`: the lane in which the card is posted for the first time."""
    payload, pinned, busy = (await session.execute(_SQL["state"], {"card": card, "place": place})).one()
    return State(shown_from_json(payload), pinned, busy)

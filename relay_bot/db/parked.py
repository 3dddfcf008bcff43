"""What could not be handled (inbox) or sent (outbox): seen, tried again or dropped by the admin.

Ids name the queue: `in:12` is an update, `out:34` a row of the outbox, `row:56` a row that a clock could not get past.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from relay_bot.db import bells
from relay_bot.db import lane as lanes
from relay_bot.db.session import Session
from relay_bot.db.statements import of


@dataclass(frozen=True, slots=True)
class ParkedRow:
    id: str
    kind: str
    lane: str
    at: datetime
    attempts: int
    error_line: str


@dataclass(frozen=True)
class ParkedDetail:
    id: str
    kind: str
    lane: str
    at: datetime
    attempts: int
    payload: str
    traceback: str


_SQL = of(__file__)
_DROP = {"in": "drop_update", "out": "drop_row", "row": "drop_mishap"}


async def listing(session: Session) -> Sequence[ParkedRow]:
    """Everything parked, oldest first."""
    return [
        ParkedRow(row.id, row.kind or "", row.lane, row.at, row.attempts, _last_line(row.traceback))
        for row in await session.execute(_SQL["parked"], {"id": None})
    ]


async def show(session: Session, id: str) -> ParkedDetail | None:
    row = (await session.execute(_SQL["parked"], {"id": id})).one_or_none()
    return None if row is None else ParkedDetail(*tuple(row))


async def retry(session: Session, id: str) -> bool:
    """Queue it again, ahead of what came later in its lane; False when nothing parked has this id."""
    queue, _, number = id.partition(":")
    if not number.isdecimal() or queue not in _DROP:
        return False
    if queue == "in":
        done = await session.execute(_SQL["retry_update"], {"id": int(number)})
        await bells.ring(session, bells.INBOX)
        return done.rowcount > 0
    if queue == "row":
        return (await session.execute(_SQL["retry_mishap"], {"id": int(number)})).rowcount > 0
    lane = (await session.execute(_SQL["lock_lane"], {"id": int(number)})).scalar_one_or_none()
    done = await session.execute(_SQL["retry_row"], {"id": int(number)})
    if lane is not None:
        await lanes.refresh(session, lane)
        await bells.ring(session, bells.OUTBOX)
    return done.rowcount > 0


async def drop(session: Session, id: str) -> bool:
    """Give it up for good; the row stays in the table as `dropped`."""
    queue, _, number = id.partition(":")
    if not number.isdecimal() or queue not in _DROP:
        return False
    return (await session.execute(_SQL[_DROP[queue]], {"id": int(number)})).rowcount > 0


def _last_line(traceback: str) -> str:
    lines = [line for line in traceback.splitlines() if line.strip()]
    return lines[-1].strip()[:120] if lines else ""

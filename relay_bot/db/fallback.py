"""Rings that a group does not take, and managers who are not in theirs: they are told in private."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from relay_bot.db.row import from_json, to_json
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.outgoing import Row

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A ring that waits in the outbox."""

    row_id: int
    row: Row


async def stuck(session: Session, after: timedelta) -> Sequence[Stuck]:
    """Rings that have waited so long for a group that rests or refuses. Nobody else sends or sees them meanwhile."""
    rows = await session.execute(_SQL["stuck"], {"after_s": after.total_seconds()})
    return [Stuck(row.id, from_json(row.kind, row.payload)) for row in rows]


async def unheard(session: Session) -> Sequence[Stuck]:
    """Rings of the last minutes at desks whose manager is not in the group, of which nobody was told in private."""
    return [Stuck(row.id, from_json(row.kind, row.payload)) for row in await session.execute(_SQL["unheard"])]


async def hush(session: Session, row_id: int, row: Row) -> None:
    """The row is sent as this, and rings for nobody."""
    await session.execute(_SQL["hush"], {"id": row_id, "payload": json.dumps(to_json(row))})


async def started(session: Session) -> set[str]:
    """Desks whose manager the bot may write to."""
    return set((await session.execute(_SQL["started"])).scalars())


async def saw_manager(session: Session, desk: str, present: bool) -> None:
    """Whether the manager is in their group."""
    await session.execute(_SQL["saw_manager"], {"desk": desk, "present": present})

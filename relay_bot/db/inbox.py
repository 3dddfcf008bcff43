"""Updates on their way to the handlers: stored before they are acknowledged, handled in order per lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relay_bot.db import bells
from relay_bot.db.outbox import as_json, storable
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.outgoing import Out

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as Telegram sent it, and the lane (one private chat or one topic) that keeps its order."""

    update_id: int
    lane: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claimed:
    """`at`: when it was taken, by PostgreSQL's clock."""

    id: int
    update_id: int
    lane: str
    payload: dict[str, Any]
    attempts: int
    at: datetime


async def store(session: Session, bot_id: int, updates: Sequence[Incoming]) -> int:
    """Keep `updates`; returns how many were new."""
    rows = storable([{"update_id": u.update_id, "lane": u.lane, "payload": u.payload} for u in updates])
    result = await session.execute(_SQL["store"], {"bot_id": bot_id, "updates": rows})
    await bells.ring(session, bells.INBOX)
    return result.rowcount


async def claim(session: Session) -> Claimed | None:
    """The next update to handle, locked until the transaction ends, or None."""
    row = (await session.execute(_SQL["claim"])).one_or_none()
    return None if row is None else Claimed(*row)


async def finish(session: Session, inbox_id: int, rows: Sequence[Out] = ()) -> None:
    """Done: `rows` are what it caused. Nothing else may follow in the transaction (enqueueing locks lanes)."""
    await session.execute(_SQL["finish"], {"id": inbox_id, "rows": as_json(rows)})


async def postpone(session: Session, claimed: Claimed, delay_s: float, error: str) -> bool:
    """Try again in `delay_s`; False when somebody else has tried it meanwhile, and their result counts."""
    values = {"id": claimed.id, "attempts": claimed.attempts, "delay_s": delay_s, "error": error}
    return (await session.execute(_SQL["postpone"], values)).rowcount > 0


async def later(session: Session, claimed: Claimed, delay_s: float) -> None:
    """Handle it in `delay_s`: nothing went wrong."""
    await session.execute(_SQL["later"], {"id": claimed.id, "delay_s": delay_s})


async def park(session: Session, claimed: Claimed, error: str) -> bool:
    """Leave it to the admin; False as in `postpone`."""
    values = {"id": claimed.id, "attempts": claimed.attempts, "error": error}
    return (await session.execute(_SQL["park"], values)).rowcount > 0

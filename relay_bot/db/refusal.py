"""Refusals that nobody knows: are they the row's fault, or the chat's? What goes through meanwhile tells.

A row that is refused is set aside at once, so that the next of its lane shows whether the chat takes that. When the
next is refused, too, it is the chat's trouble, and both are back in the queue before anybody is told otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.db import lane as lanes
from relay_bot.db import locks
from relay_bot.db.outbox import as_json
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.outgoing import Out

_SQL = of(__file__)

PATIENCE_S = 600.0
"""After each such time one more row is set aside before it is the chat's trouble: so several bad rows in a row hold up
what is behind them for minutes, not for ever."""

ALONE_S = 3.0
"""So long a row that was set aside waits for another of its chat to be refused."""


@dataclass(frozen=True, slots=True)
class ChatRefuses:
    """Several rows in a row were refused: the first of them, and for how long it has been so."""

    first: int
    lasting_s: float


async def note(session: Session, chat: str, row_id: int, news: Sequence[Out]) -> ChatRefuses | None:
    """The chat (a desk's key, or a private chat's address) has refused this row; None: it seems to be the row's fault.

    `news`: what is told if it stays so.
    """
    await session.execute(locks.hold(locks.REFUSALS, chat))
    noted = {"chat": chat, "row": row_id, "news": as_json(news)}
    if (await session.execute(_SQL["note"], noted)).scalar_one():
        return None
    others = (await session.execute(_SQL["others"], {"chat": chat, "row": row_id})).one()
    if others.n == 0 or others.n < 1 + others.lasting_s // PATIENCE_S:
        return None
    revived = await session.execute(_SQL["revive"], {"chat": chat})
    for lane_id in sorted({row.lane_id for row in revived}):
        await lanes.refresh(session, lane_id)
    return ChatRefuses(others.first, others.lasting_s)


async def over(session: Session, row_id: int) -> None:
    """The row is parked for a reason that is known: nothing more is told of it."""
    await session.execute(_SQL["over"], {"row": row_id})


async def tell(session: Session) -> int:
    """Rows that were set aside alone: their senders and the admins hear of it. Returns how many."""
    return len((await session.execute(_SQL["tell"], {"wait_s": ALONE_S})).all())

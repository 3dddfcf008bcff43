"""Actions that clients began and left: which are due for a word, a card, a silent edit of it. `now` is given.

The questions are in due.sql. What is found is locked until the transaction ends; another process passes over it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.stored import LeftDraft

_SQL = of(__file__)

Found = Row[Any]
"""A row of the lists below: `read` says what is in it."""


async def to_nudge(session: Session, before: datetime, most: int) -> Sequence[Found]:
    """Forms that were touched at `before` the last time, and whose clients were not asked yet."""
    return await _found(session, "to_nudge", before=before, most=most, kinds=registry.form_kinds())


async def to_ring(session: Session, before: datetime, most: int) -> Sequence[Found]:
    """Actions that were left so long ago that the manager hears of it, the oldest first."""
    return await _found(session, "to_ring", before=before, most=most, kinds=registry.all_kinds())


async def to_edit(session: Session, most: int) -> Sequence[Found]:
    """Cards that say something else than what has become of the action."""
    return await _found(session, "to_edit", most=most, kinds=registry.all_kinds())


async def to_expire(session: Session, before: datetime, most: int) -> Sequence[Found]:
    return await _found(session, "to_expire", before=before, most=most, kinds=registry.all_kinds())


async def by_id(session: Session, draft_id: int) -> LeftDraft | None:
    """Locked: of two managers who tap at once one is first."""
    return next((read(row) for row in await _found(session, "lock", id=draft_id)), None)


async def _found(session: Session, question: str, **values: Any) -> Sequence[Found]:
    ids = list((await session.execute(_SQL[question], values)).scalars())
    return (await session.execute(_SQL["left"], {"ids": ids})).all() if ids else ()


def read(row: Found) -> LeftDraft:
    """What a row of the lists says. Raises when its draft can't be read: of another version, perhaps."""
    values = row._asdict()
    return LeftDraft(**values | {"content": drafting.from_json(registry.types_of(row.form), values["content"])})


# --- what has happened to them ----------------------------------------------------------------------------------------


async def expired(session: Session, ids: Sequence[int], now: datetime) -> None:
    await session.execute(_SQL["expired"], {"ids": list(ids), "now": now})


async def nudged(session: Session, ids: Sequence[int], now: datetime) -> None:
    await session.execute(_SQL["nudged"], {"ids": list(ids), "now": now})


async def rung(session: Session, ids: Sequence[int], now: datetime) -> None:
    await session.execute(_SQL["rung"], {"ids": list(ids), "now": now})


async def told(session: Session, ids: Sequence[int], said: str) -> None:
    """What their cards say now: resumed, done, cancelled, expired, dismissed."""
    await session.execute(_SQL["told"], {"ids": list(ids), "said": said})


async def called(session: Session, draft_id: int, by: int, now: datetime) -> None:
    """The manager of Telegram's id `by` says that they have phoned the client."""
    await session.execute(_SQL["called"], {"id": draft_id, "by": by, "now": now})

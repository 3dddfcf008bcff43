"""Calls for a manager: at most one open call a client."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from relay_bot.db.session import Session
from relay_bot.db.tables import calls, clients
from relay_bot.domain.call import Call

_CALL = (
    calls.c.id,
    calls.c.client_id,
    calls.c.called_at,
    calls.c.taken_at,
    calls.c.taken_by,
    calls.c.finished_at,
    calls.c.last_words,
    calls.c.waybill_id,
)


async def open_of(session: Session, client_id: int) -> Call | None:
    """The client's call that is not finished, locked: two taps at once make one call."""
    row = (
        await session.execute(
            select(*_CALL).where(calls.c.client_id == client_id, calls.c.finished_at.is_(None)).with_for_update()
        )
    ).one_or_none()
    return None if row is None else Call(*row)


async def by_id(session: Session, call_id: int) -> Call | None:
    row = (await session.execute(select(*_CALL).where(calls.c.id == call_id).with_for_update())).one_or_none()
    return None if row is None else Call(*row)


async def begin(session: Session, client_id: int, at: datetime, last_words: str, waybill_id: int | None = None) -> Call:
    values = {"client_id": client_id, "called_at": at, "last_words": last_words, "waybill_id": waybill_id}
    return Call(*(await session.execute(insert(calls).values(**values).returning(*_CALL))).one())


async def take(session: Session, call_id: int, by: int, at: datetime) -> Call:
    return await _change(session, call_id, taken_at=at, taken_by=by)


async def open_at(session: Session, desk: str) -> Sequence[Call]:
    """Calls of the desk's clients that are not over, oldest first, locked."""
    query = select(*_CALL).join(clients, clients.c.id == calls.c.client_id)
    query = query.where(clients.c.desk == desk, calls.c.finished_at.is_(None)).order_by(calls.c.id)
    return [Call(*row) for row in await session.execute(query.with_for_update(of=calls))]


async def release(session: Session, call_id: int) -> Call:
    """Whoever had taken it has not: it is open for the next."""
    return await _change(session, call_id, taken_at=None, taken_by=None)


async def finish(session: Session, call_id: int, at: datetime) -> Call:
    return await _change(session, call_id, finished_at=at)


async def _change(session: Session, call_id: int, **values: object) -> Call:
    row = await session.execute(update(calls).where(calls.c.id == call_id).values(**values).returning(*_CALL))
    return Call(*row.one())

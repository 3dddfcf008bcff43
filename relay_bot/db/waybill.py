"""Waybills that were issued: their numbers, their contents, and how far their documents have come."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, insert, select, update

from relay_bot.db import bells, locks
from relay_bot.db.outbox import as_json, enqueue
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import clients, waybills
from relay_bot.domain.forms.draft import Filled, filled_from_json, filled_to_json
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.outgoing import Out
from relay_bot.domain.parsing.values import FieldName
from relay_bot.domain.waybill import Waybill, code_of

_SQL = of(__file__)
_WAYBILL = (
    waybills.c.id,
    waybills.c.number,
    waybills.c.code,
    waybills.c.client_id,
    waybills.c.issued_at,
    waybills.c.content,
)


def _waybill(row: Any) -> Waybill:
    content = row.content
    return Waybill(
        row.id,
        row.number,
        row.code,
        row.client_id,
        row.issued_at,
        filled_from_json(WAYBILL.types, content["values"]),
        content["comment"],
    )


async def _one(session: Session, query: Select[Any]) -> Waybill | None:
    row = (await session.execute(query.limit(1))).one_or_none()
    return None if row is None else _waybill(row)


async def issue(
    session: Session,
    *,
    number: str,
    client_id: int,
    draft_id: int,
    at: datetime,
    values: Mapping[FieldName, Filled],
    comment: str,
    sheet: Callable[[Waybill], Mapping[str, Any]],
    waiting: Callable[[Waybill], Sequence[Out]],
) -> Waybill:
    """One draft makes one waybill: the database refuses a second. `waiting` rows go out once it is printed."""
    content = {"values": filled_to_json(values), "comment": comment}
    fresh = insert(waybills).values(
        number=number,
        code=code_of(number),
        client_id=client_id,
        draft_id=draft_id,
        issued_at=at,
        content=json.loads(json.dumps(content)),
        sheet={},
    )
    issued = _waybill((await session.execute(fresh.returning(*_WAYBILL))).one())
    snapshot = json.loads(json.dumps(sheet(issued)))
    await session.execute(update(waybills).where(waybills.c.id == issued.id).values(sheet=snapshot))
    await wait_for_print(session, issued.id, waiting(issued))
    return issued


async def by_id(session: Session, waybill_id: int) -> Waybill | None:
    return await _one(session, select(*_WAYBILL).where(waybills.c.id == waybill_id))


async def by_code(session: Session, code: str) -> Waybill | None:
    return await _one(session, select(*_WAYBILL).where(waybills.c.code == code).order_by(waybills.c.id.desc()))


async def by_short_number(session: Session, desk: str, digits: str) -> Waybill | None:
    """The newest waybill of the desk's clients whose counter is `digits`: 42 finds 2611-00042."""
    query = (
        select(*_WAYBILL)
        .join(clients, clients.c.id == waybills.c.client_id)
        .where(clients.c.desk == desk, waybills.c.code.like(f"%{digits.zfill(5)}"))
        .order_by(waybills.c.id.desc())
    )
    return await _one(session, query)


async def last_of(session: Session, client_id: int, most: int, before: int | None = None) -> list[Waybill]:
    """The client's waybills, newest first; `before`: only those older than this id."""
    query = select(*_WAYBILL).where(waybills.c.client_id == client_id)
    if before is not None:
        query = query.where(waybills.c.id < before)
    rows = await session.execute(query.order_by(waybills.c.id.desc()).limit(most))
    return [_waybill(row) for row in rows]


async def has_any(session: Session, client_id: int) -> bool:
    return bool((await session.execute(select(exists().where(waybills.c.client_id == client_id)))).scalar_one())


async def count_of(session: Session, client_id: int) -> int:
    query = select(func.count()).select_from(waybills).where(waybills.c.client_id == client_id)
    return int((await session.execute(query)).scalar_one())


# --- the document -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToPrint:
    """A waybill whose document is not made yet."""

    waybill: Waybill
    sheet: Mapping[str, Any]
    attempts: int


async def claim_print(session: Session) -> ToPrint | None:
    """The oldest waybill without a document, this transaction's own until it ends: when its printer dies, the next
    one takes it. The row itself is not locked: requests for the document may queue up meanwhile.
    """
    for waybill_id in (await session.execute(_TO_PRINT)).scalars().all():
        mine = await session.execute(locks.try_hold(locks.PRINTING, waybill_id))
        if not mine.scalar_one():
            continue
        query = select(*_WAYBILL, waybills.c.sheet, waybills.c.print_attempts).where(
            waybills.c.id == waybill_id, waybills.c.pdf.is_(None), waybills.c.file_id.is_(None)
        )
        row = (await session.execute(query)).one_or_none()  # None: printed since we looked
        if row is not None:
            return ToPrint(_waybill(row), row.sheet, row.print_attempts)
    return None


_TO_PRINT = (
    select(waybills.c.id)
    .where(
        waybills.c.pdf.is_(None),
        waybills.c.file_id.is_(None),
        waybills.c.print_at <= func.now(),  # a failed one waits for its next try
    )
    .order_by(waybills.c.print_attempts, waybills.c.id)  # one that fails again and again delays nobody
    .limit(10)
)


async def printed(session: Session, waybill_id: int, pdf: bytes) -> None:
    """The document is there: the rows that waited for it go on their way."""
    locked = select(waybills.c.waiting).where(waybills.c.id == waybill_id).with_for_update()
    waiting = (await session.execute(locked)).scalar_one()
    await session.execute(update(waybills).where(waybills.c.id == waybill_id).values(pdf=pdf, waiting=[]))
    await session.execute(_SQL["enqueue"], {"rows": json.dumps(waiting)})


async def wait_for_print(session: Session, waybill_id: int, rows: Sequence[Out]) -> None:
    """Enqueue `rows` as soon as the document is printed, or now if it is."""
    queued = await session.execute(_SQL["wait_for_print"], {"id": waybill_id, "rows": as_json(rows)})
    if queued.rowcount:
        await bells.ring(session, bells.PRINT)
    else:
        await enqueue(session, rows)


async def print_failed(session: Session, waybill_id: int, wait_s: float) -> None:
    await session.execute(_SQL["print_failed"], {"id": waybill_id, "wait_s": wait_s})


@dataclass(frozen=True, slots=True)
class PrintedWaybill:
    """A waybill's document as it can be sent: Telegram's file id, or else the printed bytes."""

    file_id: str | None
    pdf: bytes | None


async def paper(session: Session, waybill_id: int) -> PrintedWaybill | None:
    """None: not printed (yet, or not again since Telegram forgot the file)."""
    query = select(waybills.c.file_id, waybills.c.pdf).where(waybills.c.id == waybill_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None or row == (None, None) else PrintedWaybill(*row)


async def sent(session: Session, waybill_id: int, file_id: str) -> None:
    """Telegram has it: from now on it is sent by its id."""
    known = func.coalesce(waybills.c.file_id, file_id)  # of two that were sent at once the first one's
    await session.execute(update(waybills).where(waybills.c.id == waybill_id).values(file_id=known, pdf=None))


async def file_lost(session: Session, waybill_id: int) -> None:
    """Telegram does not know the file any more: it is printed again from its snapshot."""
    values = {"file_id": None, "print_at": func.now()}
    await session.execute(update(waybills).where(waybills.c.id == waybill_id).values(**values))

"""Claims of a desk, a client or everybody, as a filter wants them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from relay_bot.db.claim.rows import CLAIM
from relay_bot.db.session import Session
from relay_bot.db.tables import claim_files, claims, clients, waybills
from relay_bot.domain.claim.filter import Filter
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.claim.list import Listed, Scope

_FILES = select(func.count()).where(claim_files.c.claim_id == claims.c.id).scalar_subquery()
_WAYBILL = func.coalesce(waybills.c.number, claims.c.waybill_text)
_JOINED = claims.join(clients, clients.c.id == claims.c.client_id).outerjoin(
    waybills, waybills.c.id == claims.c.waybill_id
)


def _conditions(scope: Scope, chosen: Filter, today: date, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if scope.desk is not None:
        found.append(clients.c.desk == scope.desk)
    if scope.client_id is not None:
        found.append(claims.c.client_id == scope.client_id)
    match chosen.what:
        case "all":
            pass
        case "open":
            found.append(func.claim_open(claims.c.status))
        case "overdue":
            found += [func.claim_open(claims.c.status), claims.c.due_on < today]
        case status:
            found.append(claims.c.status == status)
    if chosen.days:
        found.append(claims.c.received_at >= now - timedelta(days=chosen.days))
    return found


async def count(session: Session, scope: Scope, chosen: Filter, today: date, now: datetime) -> int:
    query = select(func.count()).select_from(_JOINED).where(*_conditions(scope, chosen, today, now))
    return int((await session.execute(query)).scalar_one())


async def listing(
    session: Session,
    scope: Scope,
    chosen: Filter,
    today: date,
    now: datetime,
    *,
    most: int | None = None,
    skip: int = 0,
) -> Sequence[Listed]:
    """Those that wait for an answer first, by their due date."""
    query = (
        select(*CLAIM, clients.c.name, clients.c.company, clients.c.phone, _WAYBILL, _FILES)
        .select_from(_JOINED)
        .where(*_conditions(scope, chosen, today, now))
        .order_by(func.claim_open(claims.c.status).is_(False), claims.c.due_on, claims.c.id)
        .limit(most)
        .offset(skip)
    )
    return [_listed(row) for row in await session.execute(query)]


def _listed(row: Any) -> Listed:
    name, company, phone, waybill, files = row[len(CLAIM) :]
    return Listed(Claim(*row[: len(CLAIM)]), name, company, phone or "", waybill, files)

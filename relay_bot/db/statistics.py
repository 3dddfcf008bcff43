"""What a desk has done in a period, as rows for domain/statistics.py; and pictures of it that are to be drawn."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import pictures
from relay_bot.domain.addresses import Address
from relay_bot.domain.forms import registry
from relay_bot.domain.statistics import Rows

_SQL = of(__file__)


async def of_desk(session: Session, desk: str, *, since: datetime, now: datetime, today: date, idle: timedelta) -> Rows:
    """`idle`: a form that was left alone for so long is unfinished. `today` is the company's date."""
    about = {"desk": desk, "since": since}
    calls = [row[0] for row in await session.execute(_SQL["calls"], about)]
    answers = [(row[0], row[1]) for row in await session.execute(_SQL["answers"], about)]
    claims = {row[0]: int(row[1]) for row in await session.execute(_SQL["claims"], about)}
    papers = about | {"now": now, "today": today, "idle": idle, "kinds": registry.form_kinds()}
    late, waybills, unfinished, resumed = (await session.execute(_SQL["papers"], papers)).one()
    return Rows(calls, answers, claims, late, waybills, unfinished, resumed)


# --- pictures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is to be drawn: `figures` is what relay_bot.paper.statistics draws; `caption` is HTML."""

    id: int
    to: Address
    reply_to: int | None
    caption: str
    figures: dict[str, Any]


async def order(session: Session, to: Address, reply_to: int | None, caption: str, figures: dict[str, Any]) -> None:
    values = {"address": to.key, "desk": to.desk, "reply_to": reply_to, "caption": caption, "figures": figures}
    await session.execute(insert(pictures).values(**values))


async def next_picture(session: Session) -> Picture | None:
    """The oldest that nobody is drawing, locked until the transaction ends: who dies lets go of it."""
    query = select(
        pictures.c.id,
        pictures.c.address,
        pictures.c.desk,
        pictures.c.reply_to,
        pictures.c.caption,
        pictures.c.figures,
    )
    row = (
        await session.execute(query.order_by(pictures.c.id).limit(1).with_for_update(skip_locked=True))
    ).one_or_none()
    return None if row is None else Picture(row.id, Address(row.address, row.desk), *row[3:])


async def drawn(session: Session, picture_id: int) -> None:
    await session.execute(delete(pictures).where(pictures.c.id == picture_id))

"""Pictures that are to be drawn: the row waits until it is, and the drawing is sent to its address."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from relay_bot.db.session import Session
from relay_bot.db.tables import pictures
from relay_bot.domain.addresses import Address


@dataclass(frozen=True, slots=True)
class Picture:
    """`figures` is what relay_bot.paper.statistics draws; `caption` is HTML."""

    id: int
    to: Address
    reply_to: int | None
    caption: str
    figures: dict[str, Any]


async def order(session: Session, to: Address, reply_to: int | None, caption: str, figures: dict[str, Any]) -> None:
    values = {"address": to.key, "desk": to.desk, "reply_to": reply_to, "caption": caption, "figures": figures}
    await session.execute(insert(pictures).values(**values))


async def claim(session: Session) -> Picture | None:
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

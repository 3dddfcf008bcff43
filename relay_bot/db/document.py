"""A client's documents of both kinds in one order: which come next."""

from datetime import datetime
from typing import Literal

from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)

Kind = Literal["waybill", "claim"]


async def page(
    session: Session, client_id: int, most: int, before: datetime | None
) -> list[tuple[Kind, int, datetime]]:
    """(kind, id, when it was made), newest first; `before`: only older ones."""
    rows = await session.execute(_SQL["page"], {"client": client_id, "most": most, "before": before})
    return [(row.kind, row.id, row.made_at) for row in rows]

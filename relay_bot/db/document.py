"""A client's documents of both kinds in one order: which come next."""

from datetime import datetime
from typing import Literal

from sqlalchemy import text

from relay_bot.db.session import Session

Kind = Literal["waybill", "claim"]


async def page(
    session: Session, client_id: int, most: int, before: datetime | None
) -> list[tuple[Kind, int, datetime]]:
    """(kind, id, when it was made), newest first; `before`: only older ones."""
    rows = await session.execute(_PAGE, {"client": client_id, "most": most, "before": before})
    return [(row.kind, row.id, row.made_at) for row in rows]


_PAGE = text("""
SELECT * FROM (
    SELECT 'waybill' AS kind, id, issued_at AS made_at FROM waybills WHERE client_id = :client
    UNION ALL
    SELECT 'claim', id, received_at FROM claims WHERE client_id = :client
) made
WHERE CAST(:before AS timestamptz) IS NULL OR made_at < :before
ORDER BY made_at DESC, kind LIMIT :most
""")

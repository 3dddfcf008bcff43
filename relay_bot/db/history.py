"""A client's whole conversation, whoever their manager was and whichever topic it stood in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from relay_bot.db.session import Session


@dataclass(frozen=True, slots=True)
class Line:
    """`what`: client | desk (a message), note, call, waybill, claim. `kind` is the Bot API's of a message, else empty.

    `content` has a message's content fields, of the others `text`: the note, or the paper's number. `delivered`: its
    copy is on the other side.
    """

    what: str
    author_id: int
    kind: str
    content: dict[str, Any]
    at: datetime
    delivered: bool


_LINES = text("""
SELECT what, author_id, kind, content, at, delivered FROM (
    SELECT side AS what, author_id, kind, content, written_at AS at, copied_at IS NOT NULL AS delivered, id, 0 AS late
    FROM messages WHERE client_id = :client
    UNION ALL
    SELECT 'note', author_id, '', jsonb_build_object('text', body), written_at, true, id, 1
    FROM notes WHERE client_id = :client
    UNION ALL
    SELECT 'call', 0, '', CAST('{}' AS jsonb), called_at, true, id, 2 FROM calls WHERE client_id = :client
    UNION ALL
    SELECT 'waybill', 0, '', jsonb_build_object('text', number), issued_at, true, id, 3
    FROM waybills WHERE client_id = :client
    UNION ALL
    SELECT 'claim', 0, '', jsonb_build_object('text', number, 'status', status), received_at, true, id, 4
    FROM claims WHERE client_id = :client
) said
ORDER BY date_trunc('second', at), late, id  -- Telegram's times have no order within a second
""")


async def of_client(session: Session, client_id: int) -> Sequence[Line]:
    """Everything, oldest first."""
    return [Line(*row) for row in await session.execute(_LINES, {"client": client_id})]

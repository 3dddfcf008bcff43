"""People who come and write, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from relay_bot.db.session import Session


async def write(session: Session, number: int, client: int, side: str, at: datetime, *, copied: bool = True) -> None:
    """Message `number` of the conversation with `client`."""
    await session.execute(
        text(
            "WITH message AS ("
            "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, "
            "copied_at) VALUES (:client, :side, 1, :client, :number, 'text', '{}', :at, "
            "CASE WHEN :copied THEN now() END) RETURNING id) "
            "UPDATE clients SET wrote_to = message.id FROM message WHERE clients.id = :client AND :side = 'client'"
        ),
        {"client": client, "side": side, "number": number, "at": at, "copied": copied},
    )


async def newcomer(session: Session, desk: str, number: int) -> int:
    row = await session.execute(
        text("INSERT INTO clients (tg_id, name, desk, wrote_at) VALUES (:n, 'К', :desk, now()) RETURNING id"),
        {"n": number, "desk": desk},
    )
    return int(row.scalar_one())

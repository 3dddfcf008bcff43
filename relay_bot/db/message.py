"""What was written, and where its copy stands: the pairs that replies, edits and the history need."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from relay_bot.db.session import Session
from relay_bot.domain.forms import registry


@dataclass(frozen=True, slots=True)
class Written:
    """A message of a client or of the desk, with enough of its content to send it again."""

    client_id: int
    side: str  # client | desk
    author_id: int
    chat_id: int
    thread_id: int | None
    message_id: int
    reply_to: int | None
    media_group: str | None
    kind: str
    content: dict[str, Any]
    written_at: datetime


_KEEP = text("""
WITH writer AS (UPDATE clients SET wrote_at = :written_at WHERE id = :client_id AND :side = 'client'),
visit AS (  -- whoever has written has done what they came for
    UPDATE drafts SET state = 'done', finished_at = :written_at
    WHERE client_id = :client_id AND form = ANY(:errands) AND state = 'open' AND :side = 'client')
INSERT INTO messages (client_id, side, author_id, chat_id, thread_id, message_id, reply_to, media_group, kind, content,
                      written_at)
VALUES (:client_id, :side, :author_id, :chat_id, :thread_id, :message_id, :reply_to, :media_group, :kind,
        CAST(:content AS jsonb), :written_at)
ON CONFLICT ON CONSTRAINT messages_by_source DO UPDATE SET content = excluded.content
RETURNING id
""")


async def keep(session: Session, message: Written) -> int:
    """Remember a message, and when the client wrote; returns its id (the outbox row that copies it refers to it)."""
    values = {name: getattr(message, name) for name in Written.__slots__} | {
        "content": json.dumps(message.content),
        "errands": registry.over_with_anything(),
    }
    return int((await session.execute(_KEEP, values)).scalar_one())


async def is_kept(session: Session, chat_id: int, message_id: int) -> bool:
    """Whether this message is known already."""
    query = text("SELECT EXISTS (SELECT 1 FROM messages WHERE chat_id = :chat AND message_id = :message)")
    return bool((await session.execute(query, {"chat": chat_id, "message": message_id})).scalar_one())


async def is_copy(session: Session, chat_id: int, message_id: int) -> bool:
    """Whether the bot's message there is the copy of somebody's."""
    query = text("SELECT EXISTS (SELECT 1 FROM messages WHERE copy_chat_id = :chat AND copy_message_id = :message)")
    return bool((await session.execute(query, {"chat": chat_id, "message": message_id})).scalar_one())


async def desk_wrote_since(session: Session, client_id: int, moment: datetime) -> bool:
    """Whether the manager has written to the client after `moment`."""
    query = text(
        "SELECT EXISTS (SELECT 1 FROM messages WHERE client_id = :client AND side = 'desk' AND copied_at > :moment)"
    )
    return bool((await session.execute(query, {"client": client_id, "moment": moment})).scalar_one())


async def last_words(session: Session, client_id: int) -> str:
    """The client's latest text, for a card; empty when there is none."""
    row = await session.execute(
        text(
            "SELECT coalesce(content->>'text', content->>'caption', '') FROM messages "
            "WHERE client_id = :client AND side = 'client' ORDER BY id DESC LIMIT 1"
        ),
        {"client": client_id},
    )
    return str(row.scalar_one_or_none() or "")

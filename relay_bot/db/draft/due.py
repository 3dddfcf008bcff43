"""Actions that clients began and left: which are due for a word, a card, a silent edit of it. `now` is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, TextClause, text

from relay_bot.db.session import Session
from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms.draft import Draft


@dataclass(frozen=True, slots=True)
class Left:
    """An unfinished action with all that its card says. `told`: what the card says now, `said`: what it should say."""

    id: int
    form: str
    content: Draft
    touched_at: datetime
    finished_at: datetime | None
    called_by: int | None
    called_at: datetime | None
    client_id: int
    name: str
    company: str
    phone: str
    lang: str | None
    desk: str | None
    invite: str | None
    group_id: int | None
    thread_id: int | None
    result: str | None
    said: str


_LEFT = """
SELECT drafts.id, drafts.form, drafts.content, drafts.touched_at, drafts.finished_at,
    drafts.called_by, drafts.called_at,
    clients.id AS client_id, clients.name, clients.company, coalesce(clients.phone, '') AS phone, clients.lang,
    clients.desk, clients.invite, topics.group_id, topics.thread_id,
    coalesce((SELECT number FROM waybills WHERE draft_id = drafts.id),
             (SELECT number FROM claims WHERE draft_id = drafts.id)) AS result,
    CASE WHEN drafts.state <> 'open' THEN drafts.state
         WHEN drafts.touched_at > drafts.rung_at THEN 'resumed' ELSE 'rung' END AS said
FROM drafts JOIN clients ON clients.id = drafts.client_id
LEFT JOIN topics ON topics.address = 'topic:' || clients.id
"""


def _query(rest: str) -> TextClause:
    return text(_LEFT + rest)  # parts of this file


_TO_NUDGE = _query("""
WHERE drafts.state = 'open' AND drafts.touched_at <= :before
  AND drafts.form IN ('waybill', 'claim')  -- the others have nothing to go on with
  AND drafts.nudged_at IS NULL             -- once an action
ORDER BY drafts.touched_at LIMIT :most FOR UPDATE OF drafts SKIP LOCKED
""")

_TO_RING = _query("""
WHERE drafts.state = 'open' AND drafts.touched_at <= :before AND drafts.rung_at IS NULL
ORDER BY drafts.touched_at LIMIT :most FOR UPDATE OF drafts SKIP LOCKED
""")

_TO_EDIT = _query("""
WHERE drafts.told IN ('rung', 'resumed')  -- finished and dismissed cards don't change any more
  AND drafts.told <> CASE WHEN drafts.state <> 'open' THEN drafts.state
                          WHEN drafts.touched_at > drafts.rung_at THEN 'resumed' ELSE 'rung' END
ORDER BY drafts.id LIMIT :most FOR UPDATE OF drafts SKIP LOCKED
""")

_TO_EXPIRE = _query("""
WHERE drafts.state = 'open' AND drafts.touched_at <= :before
ORDER BY drafts.touched_at LIMIT :most FOR UPDATE OF drafts SKIP LOCKED
""")

_ONE = _query("WHERE drafts.id = :id FOR UPDATE OF drafts")


Found = Row[Any]
"""A row of the lists below: `read` says what is in it."""


async def _listed(session: Session, query: TextClause, **values: Any) -> Sequence[Found]:
    return (await session.execute(query, values)).all()


def read(row: Found) -> Left:
    """What a row of the lists below says. Raises when its draft can't be read: of another version, perhaps."""
    values = row._asdict()
    return Left(**values | {"content": drafting.from_json(values["content"])})


async def to_nudge(session: Session, now: datetime, silence: timedelta, most: int) -> Sequence[Found]:
    """Forms whose clients have been silent for so long, and were not asked yet; this transaction's own."""
    return await _listed(session, _TO_NUDGE, before=now - silence, most=most)


async def to_ring(session: Session, now: datetime, silence: timedelta, most: int) -> Sequence[Found]:
    """Actions that were left so long ago that the manager hears of it, the oldest first; this transaction's own."""
    return await _listed(session, _TO_RING, before=now - silence, most=most)


async def to_edit(session: Session, most: int) -> Sequence[Found]:
    """Cards that say something else than what has become of the action."""
    return await _listed(session, _TO_EDIT, most=most)


async def to_expire(session: Session, now: datetime, keep: timedelta, most: int) -> Sequence[Found]:
    return await _listed(session, _TO_EXPIRE, before=now - keep, most=most)


async def by_id(session: Session, draft_id: int) -> Left | None:
    """Locked: of two managers who tap at once one is first."""
    row = (await session.execute(_ONE, {"id": draft_id})).one_or_none()
    return None if row is None else read(row)


async def mark(session: Session, ids: list[int], **values: Any) -> None:
    """Set columns of several drafts: nudged_at, rung_at, told, state, finished_at, called_by, called_at."""
    assigned = ", ".join(f"{name} = :{name}" for name in values)
    await session.execute(text(f"UPDATE drafts SET {assigned} WHERE id = ANY(:ids)"), {**values, "ids": ids})  # noqa: S608 our own names

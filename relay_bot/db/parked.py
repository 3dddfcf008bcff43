"""What could not be handled (inbox) or sent (outbox): seen, tried again or dropped by the admin.

Ids name the queue: `in:12` is an update, `out:34` a row of the outbox, `row:56` a row that a clock could not get past.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from relay_bot.db.session import Session


@dataclass(frozen=True, slots=True)
class ParkedRow:
    id: str
    kind: str
    lane: str
    at: datetime
    attempts: int
    error_line: str


@dataclass(frozen=True)
class ParkedDetail:
    id: str
    kind: str
    lane: str
    at: datetime
    attempts: int
    payload: str
    traceback: str


_PARKED = """
SELECT 'in:' || id AS id,
       (SELECT key FROM jsonb_object_keys(payload) AS key WHERE key <> 'update_id' LIMIT 1) AS kind,
       lane, received_at AS at, attempts, jsonb_pretty(payload) AS payload, coalesce(error, '') AS traceback
FROM inbox WHERE state = 'parked'
UNION ALL
SELECT 'out:' || outbox.id, kind, lanes.address, created_at, attempts, jsonb_pretty(payload), coalesce(error, '')
FROM outbox JOIN lanes ON lanes.id = lane_id WHERE state = 'parked'
UNION ALL
SELECT 'row:' || id, clock, key, at, tries, '', error FROM mishaps
"""


async def listing(session: Session) -> Sequence[ParkedRow]:
    """Everything parked, oldest first."""
    rows = await session.execute(text(f"SELECT * FROM ({_PARKED}) parked ORDER BY at"))  # noqa: S608 no input in it
    return [
        ParkedRow(row.id, row.kind or "", row.lane, row.at, row.attempts, _last_line(row.traceback)) for row in rows
    ]


async def show(session: Session, id: str) -> ParkedDetail | None:
    found = await session.execute(
        text(f"SELECT * FROM ({_PARKED}) parked WHERE id = :id"),  # noqa: S608 no input in it
        {"id": id},
    )
    row = found.one_or_none()
    return None if row is None else ParkedDetail(*tuple(row))


async def retry(session: Session, id: str) -> bool:
    """Queue it again, ahead of what came later in its lane; False when nothing parked has this id."""
    queue, _, number = id.partition(":")
    if not number.isdecimal():
        return False
    if queue == "in":
        done = await session.execute(
            text(
                "UPDATE inbox SET state = 'queued', attempts = 0, run_at = '-infinity' "
                "WHERE id = :id AND state = 'parked'"
            ),
            {"id": int(number)},
        )
        await session.execute(text("SELECT pg_notify('relay_inbox', '')"))
        return done.rowcount > 0
    if queue == "row":
        return (await session.execute(text("DELETE FROM mishaps WHERE id = :id"), {"id": int(number)})).rowcount > 0
    lane = await session.execute(
        text("SELECT lanes.id FROM lanes JOIN outbox ON lane_id = lanes.id WHERE outbox.id = :id FOR UPDATE OF lanes"),
        {"id": int(number)},
    )
    lane_id = lane.scalar_one_or_none()
    done = await session.execute(
        text("UPDATE outbox SET state = 'queued', attempts = 0 WHERE id = :id AND state = 'parked'"),
        {"id": int(number)},
    )
    if lane_id is not None:
        await session.execute(text("SELECT refresh_lane(:lane)"), {"lane": lane_id})
        await session.execute(text("SELECT pg_notify('relay_outbox', '')"))
    return done.rowcount > 0


async def drop(session: Session, id: str) -> bool:
    """Give it up for good; the row stays in the table as `dropped`."""
    queue, _, number = id.partition(":")
    if not number.isdecimal() or queue not in ("in", "out", "row"):
        return False
    change = {
        "in": "UPDATE inbox SET state = 'dropped', done_at = now() WHERE id = :id AND state = 'parked'",
        "out": "UPDATE outbox SET state = 'dropped', finished_at = now() WHERE id = :id AND state = 'parked'",
        "row": "UPDATE mishaps SET again_at = 'infinity' WHERE id = :id",
    }[queue]
    return (await session.execute(text(change), {"id": int(number)})).rowcount > 0


def _last_line(traceback: str) -> str:
    lines = [line for line in traceback.splitlines() if line.strip()]
    return lines[-1].strip()[:120] if lines else ""

"""Rows on their way to Telegram. Handlers enqueue; delivery claims and acknowledges (functions.sql)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from relay_bot.config import Limits
from relay_bot.db.queries import named
from relay_bot.db.session import Session
from relay_bot.domain.outgoing import Out


@dataclass(frozen=True, slots=True)
class Work:
    """A leased lane's oldest row with all that sending it needs."""

    lane_id: int
    lease: int
    claimed_at: datetime
    address: str
    desk: str | None
    row_id: int
    kind: str
    payload: dict[str, Any]
    attempts: int
    card_key: str | None
    push_key: str | None
    desk_state: dict[str, Any] | None
    trouble: str | None
    client: dict[str, Any] | None
    topic: dict[str, Any] | None
    pin: dict[str, Any] | None
    card: dict[str, Any] | None
    relay: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row; the outcomes are explained at `acknowledge` in functions.sql."""

    outcome: str
    at: datetime | None = None
    error: str | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    message_id: int | None = None


_ESCAPE = re.compile(r"\\\\|\\ud[89ab]..\\ud[c-f]..|\\u0000|\\ud[89a-f]..")


def storable(value: object) -> str:
    """`value` as JSON that PostgreSQL takes: it has neither NUL nor half a surrogate pair. U+FFFD stands for them.

    An update that can't be stored would be received again and again, and nothing after it: the whole bot would stand.
    A row that can't be would end whoever enqueues it.
    """
    return _ESCAPE.sub(lambda found: found[0] if len(found[0]) in (2, 12) else r"\ufffd", json.dumps(value))


async def enqueue(session: Session, rows: Sequence[Out]) -> int:
    """Put `rows` into their lanes, in order; returns how many were added (a known push key adds none)."""
    if not rows:
        return 0
    added = await session.execute(text("SELECT enqueue(CAST(:rows AS jsonb))"), {"rows": as_json(rows)})
    return int(added.scalar_one())


def as_json(rows: Sequence[Out]) -> str:
    """What the function `enqueue` reads."""
    values = [
        {
            "address": row.to.key,
            "desk": row.to.desk,
            "held": row.to.held,
            "kind": row.kind,
            "payload": row.payload,
            "priority": int(row.priority),
            "push_key": row.push_key,
            "card": row.card,
            "relay_id": row.relay_id,
            "cost": row.cost,
            "bundle": row.bundle,
            "position": position,
        }
        for position, row in enumerate(rows)
    ]
    return storable(values)


_CLAIM = text("SELECT * FROM claim(:worker, :most, :lease_s, CAST(:limits AS jsonb))")
_ACKNOWLEDGE = text(
    "SELECT acknowledge(:lane_id, :lease, :claimed_at, :row_id, :outcome, :at, :error, :chat_id, :thread_id, "
    ":message_id)"
)


async def claim(session: Session, worker: int, most: int, lease_s: int, limits: Limits) -> list[Work]:
    """Lease up to `most` lanes whose budgets allow a send now."""
    budget = json.dumps(
        {
            "group_messages": limits.group_messages,
            "group_window_s": limits.group_window.total_seconds(),
            "chat_interval_s": limits.chat_interval.total_seconds(),
            "chat_burst": limits.chat_burst,
            "total_per_second": limits.total_per_second,
        }
    )
    rows = await session.execute(_CLAIM, {"worker": worker, "most": most, "lease_s": lease_s, "limits": budget})
    return [Work(*row) for row in rows]


async def acknowledge(session: Session, work: Work, settled: Settled) -> bool:
    """Settle a row and let its lane go; False when the lease was lost and somebody else sends it again."""
    result = await session.execute(
        _ACKNOWLEDGE,
        {
            "lane_id": work.lane_id,
            "lease": work.lease,
            "claimed_at": work.claimed_at,
            "row_id": work.row_id,
            "outcome": settled.outcome,
            "at": settled.at,
            "error": settled.error,
            "chat_id": settled.chat_id,
            "thread_id": settled.thread_id,
            "message_id": settled.message_id,
        },
    )
    return bool(result.scalar_one())


async def release_strays(session: Session, worker: int) -> int:
    """Let go of all that this worker, with nothing in flight, still holds; returns how many rows."""
    return (await session.execute(named("release_strays"), {"worker": worker})).rowcount


async def next_due_s(session: Session, limits: Limits) -> float | None:
    """Seconds until a waiting lane's budget or retry allows a send; None when nothing waits for time."""
    values = {
        "most": limits.group_messages,
        "window_s": limits.group_window.total_seconds(),
        "per_second": limits.total_per_second,
    }
    due = await session.execute(_NEXT_DUE, values)
    seconds = due.scalar_one()
    return None if seconds is None else float(seconds)


_NEXT_DUE = text("""
SELECT extract(epoch FROM CASE WHEN min(due) IS NOT NULL THEN greatest(
    min(due), (SELECT spent_until - make_interval(secs => 1.1 / :per_second) FROM throttle)) END - clock_timestamp())
FROM (
    SELECT greatest(lane.ready_at, budgets.resting_until,
                    CASE WHEN cardinality(ring) + least(lane.head_cost, :most) > :most
                         THEN ring[cardinality(ring) - :most + least(lane.head_cost, :most)]
                              + make_interval(secs => :window_s) END) AS due
    FROM budgets CROSS JOIN LATERAL (
        (SELECT ready_at, head_cost FROM lanes  -- whom `claim` looks at: nobody passes a waiting album
         WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at <= clock_timestamp()
         ORDER BY head_priority, served_at LIMIT 1)
        UNION ALL
        (SELECT ready_at, head_cost FROM lanes
         WHERE lanes.desk = budgets.desk AND waiting AND NOT held AND lease IS NULL AND ready_at > clock_timestamp()
         ORDER BY ready_at LIMIT 1)) lane
    UNION ALL
    SELECT * FROM (SELECT ready_at FROM lanes WHERE desk IS NULL AND waiting AND NOT held AND lease IS NULL
                   ORDER BY ready_at LIMIT 1) private
) dues
""")

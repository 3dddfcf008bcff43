"""Rows on their way to Telegram. Handlers enqueue; delivery claims and acknowledges (functions/)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from relay_bot.config import Limits
from relay_bot.db.row import kind_of, to_json
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.work import work_of
from relay_bot.domain.joined import Span
from relay_bot.domain.outgoing import Answer, Out, Relay, Row
from relay_bot.domain.work import Lease, Unreadable, Work

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row; the outcomes are explained at `acknowledge` in functions/settle.sql.

    `at` is PostgreSQL's time; `after_s` seconds from now are counted by PostgreSQL, too.
    """

    outcome: str
    at: datetime | None = None
    error: str | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    message_ids: tuple[int | None, ...] = ()  # one a row of the lease
    spans: tuple[Span, ...] = ()  # of a message that was joined of the rows: one each
    after_s: float | None = None


Sent = tuple[Lease, Settled]
"""What is settled with the next claim: its outcome has no `after_s`, which counts from now."""

_ESCAPE = re.compile(r"\\\\|\\ud[89ab]..\\ud[c-f]..|\\u0000|\\ud[89a-f]..")


def storable(value: object) -> str:
    """`value` as JSON that PostgreSQL takes: it has neither NUL nor half a surrogate pair. U+FFFD stands for them.

    An update that can't be stored would be received again and again, and nothing after it: the whole bot would stand.
    A row that can't be would end whoever enqueues it.
    """
    return _ESCAPE.sub(lambda found: found[0] if len(found[0]) in (2, 12) else r"\ufffd", json.dumps(value))


async def enqueue(session: Session, rows: Sequence[Out]) -> int:
    """Put `rows` into their lanes, in order; returns how many were added (a known key of `once` adds none)."""
    if not rows:
        return 0
    added = await session.execute(_SQL["enqueue"], {"rows": as_json(rows)})
    return int(added.scalar_one())


def as_json(rows: Sequence[Out]) -> str:
    """What the function `enqueue` reads."""
    values = [
        {
            "address": row.to.key,
            "desk": row.to.desk,
            "held": row.to.held,
            "kind": kind_of(row.row),
            "payload": to_json(row.row),
            "priority": int(row.priority),
            "rings": row.rings,
            "once": row.once,
            "card": row.card,
            "relay_id": row.relay_id,
            "cost": row.cost,
            "bundle": row.bundle,
            "floods": row.floods,
            "position": position,
        }
        for position, row in enumerate(rows)
    ]
    return storable(values)


@dataclass(frozen=True, slots=True)
class Round:
    """What was `claimed`; the leases that were `lost`, whose rows somebody else sends again; seconds until something
    is due, when nothing was claimed and something waits for time.
    """

    claimed: list[Work | Unreadable]
    lost: list[int]
    due_s: float | None


async def next_round(
    session: Session, sent: Sequence[Sent], worker: int, most: int, lease_s: int, limits: Limits
) -> Round:
    """Settle what was `sent`, then lease up to `most` lanes whose budgets allow a send now."""
    values = {"worker": worker, "most": most, "lease_s": lease_s, "limits": _budget(limits), "settled": _settled(sent)}
    rows = (await session.execute(_SQL["round"], values)).all()
    return Round([work_of(row) for row in rows if row.row_id is not None], rows[0].lost, rows[0].due_s)


async def claim(session: Session, worker: int, most: int, lease_s: int, limits: Limits) -> list[Work | Unreadable]:
    """Lease up to `most` lanes, with nothing to settle."""
    return (await next_round(session, (), worker, most, lease_s, limits)).claimed


async def settle(session: Session, sent: Sequence[Sent]) -> list[int]:
    """Settle, and claim nothing; returns the leases that were lost: somebody else sends these rows again."""
    lost: list[int] = (await session.execute(_SQL["settle"], {"settled": _settled(sent)})).scalar_one()
    return lost


def _budget(limits: Limits) -> str:
    return json.dumps(
        {
            "group_messages": limits.group_messages,
            "group_window_s": limits.group_window.total_seconds(),
            "chat_interval_s": limits.chat_interval.total_seconds(),
            "chat_burst": limits.chat_burst,
            "total_per_second": limits.total_per_second,
        }
    )


def _settled(sent: Sequence[Sent]) -> str:
    """What the functions `settle` and `acknowledge` read."""
    values = [
        {
            "lane_id": lease.lane_id,
            "lease": lease.number,
            "claimed_at": lease.claimed_at.isoformat(),
            "rows": list(lease.rows),
            "outcome": settled.outcome,
            "at": settled.at and settled.at.isoformat(),
            "after_s": settled.after_s,
            "error": settled.error,
            "chat_id": settled.chat_id,
            "thread_id": settled.thread_id,
            "messages": list(settled.message_ids),
            "offsets": [span.offset for span in settled.spans],
            "lengths": [span.length for span in settled.spans],
        }
        for lease, settled in sent
    ]
    return storable(values)


async def acknowledge(session: Session, lease: Lease, settled: Settled) -> bool:
    """Settle a row and let its lane go; False when the lease was lost and somebody else sends it again."""
    lost = await session.execute(_SQL["acknowledge"], {"settled": _settled([(lease, settled)])})
    return not lost.scalar_one()


async def is_leased(session: Session, lease: Lease) -> bool:
    """Whether the row is still this process's to send."""
    found = await session.execute(_SQL["is_leased"], {"lane": lease.lane_id, "lease": lease.number})
    return bool(found.scalar_one())


async def resend(session: Session, lease: Lease) -> None:
    """The original of a relayed message is gone: what was kept of it is sent."""
    await _change(session, lease.rows, {"resend": True})


async def without_reply(session: Session, lease: Lease, row: Row) -> None:
    """The message that it answers is gone: of a relayed one its words are shown."""
    if isinstance(row, Relay) and row.answer is not None:
        await _answers(session, lease, row, replace(row.answer, message=None, waybill=None))
    else:
        await _change(session, (lease.row_id,), {"reply_to": None})


async def without_quote(session: Session, lease: Lease, row: Row) -> None:
    """It answers all of the message."""
    if isinstance(row, Relay) and row.answer is not None:
        await _answers(session, lease, row, replace(row.answer, quote=""))


async def _answers(session: Session, lease: Lease, row: Relay, answer: Answer) -> None:
    """All parts of an album answer the same message."""
    await _change(session, lease.rows, {"answer": to_json(replace(row, answer=answer))["answer"]})


async def alone(session: Session, lease: Lease) -> None:
    """Telegram refused an album as a whole: its parts go one by one."""
    await _change(session, lease.rows, {"alone": True})


async def probed(session: Session, lease: Lease) -> None:
    """The place was asked after."""
    await _change(session, lease.rows, {"probed": True})


async def _change(session: Session, rows: Sequence[int], change: dict[str, object]) -> None:
    await session.execute(_SQL["change"], {"change": json.dumps(change), "rows": list(rows)})


async def release_strays(session: Session, worker: int) -> int:
    """Let go of all that this worker, with nothing in flight, still holds; returns how many rows."""
    return (await session.execute(_SQL["release_strays"], {"worker": worker})).rowcount


async def next_due_s(session: Session, limits: Limits) -> float | None:
    """Seconds until a waiting lane's budget or retry allows a send; None when nothing waits for time."""
    due: float | None = (await session.execute(_SQL["next_due"], {"limits": _budget(limits)})).scalar_one()
    return due

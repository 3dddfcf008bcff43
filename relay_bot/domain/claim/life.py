"""A claim's life: who may do what next, and by when it must be answered. Pure.

new → in_work ⇄ need_docs → approved | partial | rejected → closed; `closed` also from new; reopened → in_work
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

Status = Literal["new", "in_work", "need_docs", "approved", "partial", "rejected", "closed"]
Action = Literal["take", "docs", "approve", "partial", "reject", "close", "reopen"]

DECIDED: tuple[Status, ...] = ("approved", "partial", "rejected")
OPEN: tuple[Status, ...] = ("new", "in_work", "need_docs")

FINAL: tuple[Action, ...] = ("approve", "partial", "reject")
"""Asked about once more, since the client is told at once."""

STEPS: Mapping[Action, tuple[tuple[Status, ...], Status]] = {
    "take": (("new", "need_docs"), "in_work"),
    "docs": (("new", "in_work"), "need_docs"),
    "approve": (OPEN, "approved"),
    "partial": (OPEN, "partial"),
    "reject": (OPEN, "rejected"),
    "close": ((*DECIDED, "new"), "closed"),
    "reopen": ((*DECIDED, "closed"), "in_work"),
}
"""From which statuses an action leads where."""


@dataclass(frozen=True, slots=True)
class Claim:
    """`amount` None: the manager estimates it; `waybill_id` None: the number is not known to the bot."""

    id: int
    number: str
    client_id: int
    waybill_id: int | None
    waybill_text: str
    story: str
    amount: Decimal | None
    email: str
    status: Status
    received_at: datetime
    due_on: date
    awarded: Decimal | None
    grounds: str
    decided_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """The claim goes on to `status`."""

    status: Status


@dataclass(frozen=True, slots=True)
class NeedSum:
    """Of a satisfied claim without a sum, or a partly satisfied one: how much?"""


@dataclass(frozen=True, slots=True)
class NeedGrounds:
    """A refusal, whole or partial, is told with its grounds (259-ФЗ, ст. 40 ч. 2); reopening with its reason."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """Somebody has moved the claim on: this step is not possible any more."""


def decide_step(
    claim: Claim, action: Action, *, awarded: Decimal | None = None, grounds: str = ""
) -> Move | NeedSum | NeedGrounds | TooLate:
    sources, status = STEPS[action]
    if claim.status not in sources:
        return TooLate()
    if action == "partial" and awarded is None:
        return NeedSum()
    if action == "approve" and awarded is None and claim.amount is None:
        return NeedSum()
    if action in ("partial", "reject", "reopen") and not grounds.strip():
        return NeedGrounds()
    return Move(status)


def possible(claim: Claim) -> tuple[Action, ...]:
    """What the manager may do now, in the order of the buttons."""
    return tuple(action for action, (sources, _) in STEPS.items() if claim.status in sources)


# --- the answer date --------------------------------------------------------------------------------------------------


def due_on(received_at: datetime, zone: ZoneInfo, answer_days: int) -> date:
    """Counted from the day after receipt (ГК 191). A day off is not moved (ГК 193 would): the early date is shown."""
    return received_at.astimezone(zone).date() + timedelta(days=answer_days)


def days_left(due: date, today: date) -> int:
    """0 on the last day, negative when overdue."""
    return (due - today).days


def urgency(left: int) -> str:
    """🟢 more than 10 days, 🟡 4–10, 🔴 up to 3, ⛔ overdue."""
    if left < 0:
        return "⛔"
    return "🔴" if left <= 3 else "🟡" if left <= 10 else "🟢"

"""What the rest of the house hands to delivery. Pure values."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from relay_bot.domain.addresses import Address


class Priority(IntEnum):
    """How a group's scarce budget is spent: lower goes first."""

    PUSH = 0
    RELAY = 1
    EDIT = 2
    COSMETIC = 3


@dataclass(frozen=True, slots=True)
class Out:
    """One thing to be sent: `kind` is a case of delivery/send.py, `payload` what that case needs."""

    to: Address
    kind: str
    payload: dict[str, Any]
    priority: Priority = Priority.RELAY
    push_key: str | None = None
    card: str | None = None
    relay_id: int | None = None
    cost: int = 1  # messages of the budget: an album counts each of its own
    bundle: str | None = None  # the message of which this is a part: held for a moment, since others may follow

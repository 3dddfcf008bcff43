"""A manager's desk and its topics, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Desk:
    """A manager's group. `key` is the manager's; `rights`: the bot's membership as last seen, None: unknown."""

    key: str
    group_id: int | None
    manager_started_at: datetime | None
    rights: dict[str, Any] | None
    last_assigned_at: datetime | None
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that is, or was, somebody's place. `client_id` None: a board."""

    address: str
    desk: str
    client_id: int | None

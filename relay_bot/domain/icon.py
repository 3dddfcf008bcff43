"""The icon of a client's topic says how they are, in one of four states; the eldest trouble wins. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["call", "waiting", "claim", "normal"]
ORDER: tuple[State, ...] = ("call", "waiting", "claim", "normal")
"""The more urgent wins, and is shown first."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A client's topic with the icon that it has. `icon` None: the one it was made with, that of a calm client."""

    address: str
    client_id: int
    icon: str | None
    changed_at: datetime | None
    called: bool  # nobody has taken a call of theirs
    claims: bool  # a claim of theirs is


def state_of(topic: Topic, waiting: Collection[int]) -> State:
    """`waiting`: the clients who wait for an answer."""
    if topic.called:
        return "call"
    if topic.client_id in waiting:
        return "waiting"
    return "claim" if topic.claims else "normal"


@dataclass(frozen=True, slots=True)
class Change:
    """The topic is to have this icon."""

    address: str
    emoji: str


def next_changes(
    topics: Sequence[Topic],
    waiting: Collection[int],
    emoji: dict[State, str],
    *,
    now: datetime,
    debounce: timedelta,
    room: int,
) -> list[Change]:
    """Up to `room` icons that say something else than they should: the urgent first, then what has been wrong longest.

    `emoji`: what each state looks like. A topic's icon is changed once in `debounce` at most.
    """
    wrong = []
    for topic in topics:
        state = state_of(topic, waiting)
        settled = topic.changed_at is None or now - topic.changed_at >= debounce
        if settled and emoji[state] != (topic.icon or emoji["normal"]):
            since = topic.changed_at.timestamp() if topic.changed_at else 0.0
            wrong.append((ORDER.index(state), since, Change(topic.address, emoji[state])))
    return [change for *_, change in sorted(wrong, key=lambda one: one[:2])[: max(room, 0)]]

"""Which of four states a topic's icon shows, and which icons are changed next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from relay_bot.domain.icon import Change, State, Topic, next_changes, state_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EMOJI: dict[State, str] = {"call": "🔥", "waiting": "❗️", "claim": "‼️", "normal": "💬"}
CALM = Topic("topic:1", 1, None, None, called=False, claims=False)


@pytest.mark.parametrize(
    ("called", "waits", "claims", "state"),
    [
        (True, True, True, "call"),
        (False, True, True, "waiting"),
        (False, False, True, "claim"),
        (False, False, False, "normal"),
    ],
)
def test_the_eldest_trouble_wins(called: bool, waits: bool, claims: bool, state: State) -> None:
    assert state_of(replace(CALM, called=called, claims=claims), {1} if waits else set()) == state


def changes(*topics: Topic, waiting: frozenset[int] = frozenset(), room: int = 100) -> list[Change]:
    return next_changes(topics, waiting, EMOJI, now=NOW, debounce=timedelta(seconds=45), room=room)


def test_what_shows_the_truth_is_left_alone() -> None:
    assert changes(CALM, replace(CALM, icon="🔥", called=True), replace(CALM, icon="💬")) == []


def test_an_icon_is_left_alone_for_a_while_after_it_was_changed() -> None:
    topic = replace(CALM, icon="🔥", changed_at=NOW - timedelta(seconds=44))
    assert changes(topic) == []
    assert changes(replace(topic, changed_at=NOW - timedelta(seconds=45))) == [Change("topic:1", "💬")]


def test_of_many_the_urgent_go_first_and_no_more_than_there_is_room_for() -> None:
    topics = [
        replace(CALM, address="topic:1", client_id=1, icon="🔥"),
        replace(CALM, address="topic:2", client_id=2),
        replace(CALM, address="topic:3", client_id=3, claims=True),
        replace(CALM, address="topic:4", client_id=4, called=True),
    ]
    waits = frozenset({2})
    assert [one.address for one in changes(*topics, waiting=waits)] == ["topic:4", "topic:2", "topic:3", "topic:1"]
    assert [one.emoji for one in changes(*topics, waiting=waits, room=2)] == ["🔥", "❗️"]
    assert changes(*topics, waiting=waits, room=0) == []

"""Whatever two people do to their messages, in whatever order, and whatever dies meanwhile: both sides end as a simple
model says.

A few conversations in an ordinary run, always the same; `RANDOM_CONVERSATIONS=1000 pytest …` plays so many others.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.acceptance.conversations.play import House, Play, house
from tests.acceptance.conversations.steps import TALKS, Step, conversations

WANTED = int(os.environ.get("RANDOM_CONVERSATIONS", "0"))
AT_A_TIME = 10
"""So many runs share a house. The first of them is empty; with more than ten hypothesis would play again what it had,
with few changes.
"""
BATCHES = max(round(WANTED / TALKS / (AT_A_TIME - 1)), 1)


SCARCE = {
    "group_messages": 20,
    "group_window": "3s",
    "chat_interval": "1s",
    "chat_burst": 3,
    "total_per_second": 100_000,
}
"""Less than what is said: texts that wait are joined."""


@pytest.fixture
async def here(database: str, tmp_path: Path) -> AsyncIterator[House]:
    async with house(database, tmp_path / "bots.log") as made:
        yield made


@pytest.fixture
async def poor(database: str, tmp_path: Path) -> AsyncIterator[House]:
    async with house(database, tmp_path / "bots.log", SCARCE) as made:
        yield made


def played_by(examples: int) -> settings:
    return settings(
        max_examples=examples,
        derandomize=not WANTED,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("batch", range(BATCHES))
@given(played=conversations)
@played_by(AT_A_TIME if WANTED else 4)
async def test_both_sides_end_as_the_model_says(here: House, batch: int, played: Sequence[Step]) -> None:
    await end_as_the_model_says(here, played)


@pytest.mark.timeout(3600)
@given(played=conversations)
@played_by(AT_A_TIME if WANTED else 2)
async def test_with_little_budget_both_sides_end_as_the_model_says(poor: House, played: Sequence[Step]) -> None:
    await end_as_the_model_says(poor, played)


async def end_as_the_model_says(here: House, played: Sequence[Step]) -> None:
    play = Play(here)
    await play.begin({one.talk for one in played if hasattr(one, "talk")})
    for step in played:
        await play.step(step)
    wrong = await play.end()
    assert not wrong, play.account(wrong)

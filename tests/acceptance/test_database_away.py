"""PostgreSQL goes away in the middle of a conversation: the bot waits, goes on by itself, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import _kills, _stage, database_away
from relay_bot.db.embedded import EmbeddedPostgres


@pytest.fixture
def own_postgres() -> Iterator[EmbeddedPostgres]:
    """A server that the test may stop and crash: it writes to disk what it commits."""
    with _stage.postgres() as server:
        yield server


@pytest.mark.parametrize("crash", [False, True], ids=["stopped", "killed"])
async def test_the_bot_waits_for_the_database_and_loses_nothing(
    own_postgres: EmbeddedPostgres, tmp_path: Path, crash: bool
) -> None:
    database = _stage.fresh_database(own_postgres, "away")
    async with _kills.stage(database, seed=5, log=tmp_path / "bot.log") as chaos:
        await database_away.outage(chaos, own_postgres, crash, lambda: database_away.noticed(chaos))
        verdict = await chaos.settled()
        assert chaos.bots[0].is_alive()
    assert _kills.promises_broken(verdict, verdict.duplicates) == []

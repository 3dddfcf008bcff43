"""A backup is taken while the bot works; the bot goes on from it in a new place."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from relay_bot.db.embedded import EmbeddedPostgres
from tests.acceptance.conftest import Stage


@pytest.fixture
def elsewhere(postgres: EmbeddedPostgres) -> Iterator[str]:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE elsewhere")
        yield postgres.url("elsewhere")
        owner.execute("DROP DATABASE elsewhere WITH (FORCE)")


async def test_from_a_backup_the_bot_goes_on_and_repeats_nothing(
    stage: Stage, postgres: EmbeddedPostgres, elsewhere: str, tmp_path: Path
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("добрый день")
        await stage.until(lambda: "добрый день" in topic.texts)
        await stage.anna.write("здравствуйте", **stage.at(topic))
        await stage.until(lambda: "здравствуйте" in client.chat.texts)
        await stage.until(lambda: _nothing_under_way(stage.database), "everything is sent and settled")
        dump = tmp_path / "relay.dump"
        _run(postgres, "pg_dump", "--format=custom", f"--file={dump}", stage.database)
    _run(postgres, "pg_restore", "--no-owner", f"--dbname={elsewhere}", str(dump))
    stage.database = elsewhere
    async with stage.bot():
        await client.write("это снова я")
        await stage.until(lambda: "это снова я" in topic.texts)
        await stage.anna.write("слушаю", **stage.at(topic))
        await stage.until(lambda: "слушаю" in client.chat.texts)
    assert topic.texts.count("добрый день") == 1
    assert client.chat.texts.count("здравствуйте") == 1
    assert [one.name for one in stage.group.topics].count(client.name) == 1


def _nothing_under_way(url: str) -> bool:
    """What is on its way while the dump is taken would be sent again: nobody knows whether it had arrived."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT 1 FROM outbox WHERE kind = 'relay' AND state IN ('queued', 'sending')")
        return found.fetchone() is None


def _run(postgres: EmbeddedPostgres, program: str, *arguments: str) -> None:
    done = subprocess.run([postgres.home.binary(program), *arguments], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr

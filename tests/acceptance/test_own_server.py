"""Our own PostgreSQL is killed under the bot: it comes back with everything, or the bot ends and says why."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from relay_bot import app
from relay_bot.db import embedded
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.errors import EmbeddedPostgresError
from relay_bot.sandbox import Limits, Sandbox
from tests.acceptance.conftest import Stage


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    with tempfile.TemporaryDirectory(prefix="relay-bot-own-") as name:
        Path(name).chmod(0o755)
        one = EmbeddedPostgres(Path(name))  # as in production: what is committed survives
        yield one
        one.stop()


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.home.cluster / "postmaster.pid").read_text().split()[0])


@pytest.mark.parametrize("kills", [1, 3])
async def test_a_killed_server_comes_back_and_nothing_is_lost(server: EmbeddedPostgres, kills: int) -> None:
    url = server.start()
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as tg:
        stage = Stage(tg, url)
        client = stage.client()
        async with app.running(stage.config(), keep=server.keep_running) as tasks:
            topic = await stage.registered(client)
            for number in range(kills):
                former = postmaster(server)
                os.kill(former, signal.SIGKILL)
                await client.write(f"сообщение {number}")
                await stage.until(lambda number=number: f"сообщение {number}" in topic.texts, "the message", 60)
                assert postmaster(server) != former
            assert [text for text in topic.texts if text.startswith("сообщение")] == [
                f"сообщение {number}" for number in range(kills)
            ]
            assert [task.exception() for task in tasks if task.done()] == []


async def test_a_server_that_cant_be_started_again_ends_its_process(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The supervisor starts it anew; a bot without a database for ever is of no use."""
    server.start()
    monkeypatch.setattr(embedded, "GIVE_UP_S", 0.5)
    (server.home.cluster / "postgresql.conf").write_text("no such setting = at all")
    os.kill(postmaster(server), signal.SIGKILL)
    with pytest.raises(EmbeddedPostgresError):
        await server.keep_running()

"""PostgreSQL goes away in the middle of a conversation: the bot waits, goes on by itself, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from structlog.testing import capture_logs

from bench import _kills, _stage, database_away
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.presence import WORKER_LOCK
from tests.acceptance.conftest import Stage


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
    async with _kills.stage(database, seed=5, log=tmp_path / "bot.log", log_level="debug") as chaos:
        await database_away.outage(chaos, own_postgres, crash, lambda: database_away.noticed(chaos))
        verdict = await chaos.settled()
        assert chaos.bots[0].is_alive()
    assert _kills.promises_broken(verdict, verdict.duplicates) == []


LIMITS = (
    '{"group_messages": 1000, "group_window_s": 60, "chat_interval_s": 1, "chat_burst": 5, "total_per_second": 1000}'
)


async def test_a_claim_whose_answer_was_lost_is_made_again_at_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), await psycopg.AsyncConnection.connect(stage.database) as thief:
        topic = await stage.registered(client)
        await stage.until(lambda: len(client.chat.from_bot) == 2, "the greeting")
        await thief.execute("SELECT FROM throttle FOR UPDATE")  # nobody else claims
        await client.write("Алло?")

        async def claimed() -> bool:
            """As the bot's own claim would have done it, had it heard of it."""
            worker = (
                "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1"
            )
            found = await thief.execute(f"SELECT row_id FROM claim(({worker}), 20, 120, %s)", [WORKER_LOCK, LIMITS])
            return await found.fetchone() is not None

        await stage.until(claimed, "the message in its lane")
        async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as killer:

            async def cut_off() -> bool:
                """The bot's claim, which waits for the thief's, loses its connection."""
                found = await killer.execute(
                    "SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND query LIKE '%claim(%' AND wait_event_type = 'Lock'"
                )
                row = await found.fetchone()
                return bool(row and row[0])

            await stage.until(cut_off, "a claim of the bot")
        await thief.commit()
        await stage.until(lambda: "Алло?" in topic.texts)


LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"


async def test_a_database_that_is_read_only_for_a_while_is_waited_for(stage: Stage) -> None:
    """As at a failover: every connection is new, and none may write. The process's own, which hears the bells, too."""
    client = stage.client()
    async with stage.bot(), await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as admin:
        topic = await stage.registered(client)

        async def become(read_only: str) -> None:
            name = sql.Identifier(admin.info.dbname)
            change = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}").format(name, read_only)
            await admin.execute(change)
            await admin.execute(LEAVE, [admin.info.backend_pid])

        with capture_logs() as logs:
            await become("on")
            await client.write("Алло?")
            refused = ("database_refused", "presence")  # who has no presence polls no more: the words stay at Telegram
            await stage.until(lambda: refused in {(entry["event"], entry.get("part")) for entry in logs})
        await admin.execute("SET default_transaction_read_only = off")
        await become("off")
        await stage.until(lambda: "Алло?" in topic.texts)
        mishaps = await (await admin.execute("SELECT count(*) FROM mishaps")).fetchone()
        assert mishaps == (0,)

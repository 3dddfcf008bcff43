"""PostgreSQL's clock is the only one: a process whose own is two minutes off does the same as any other."""

from __future__ import annotations

import time

import psycopg
import pytest

from tests.acceptance.conftest import ANNA_GROUP, Stage


async def shift_the_databases_clock(stage: Stage, seconds: int) -> None:
    """As if this process's clock were as much off the other way: what is asked for the time answers with another."""
    async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
        await connection.execute("CREATE SCHEMA skew")
        for name in ("clock_timestamp", "now"):
            await connection.execute(
                f"CREATE FUNCTION skew.{name}() RETURNS timestamptz LANGUAGE sql AS "
                f"$$ SELECT pg_catalog.{name}() + make_interval(secs => {seconds}) $$"
            )
        name = connection.info.dbname
        await connection.execute(f'ALTER DATABASE "{name}" SET search_path = public, skew, pg_catalog')


@pytest.mark.parametrize("off_s", [120, -120])
async def test_a_429_rests_its_chat_for_as_long_as_it_says_however_wrong_the_processs_clock_is(
    stage: Stage, off_s: int
) -> None:
    client = stage.client()
    await shift_the_databases_clock(stage, off_s)
    async with stage.bot():
        topic = await stage.registered(client)
        limit = stage.tg.faults.add(
            method="copyMessage", chat_id=ANNA_GROUP, kind="rate_limited", retry_after=3, times=None
        )
        await client.write("раз")
        await stage.until(lambda: limit.struck)
        began = time.monotonic()
        await stage.until(lambda: time.monotonic() - began > 2)
        assert limit.struck == 1
        stage.tg.faults.clear()
        await stage.until(lambda: topic.texts[-1] == "раз")


@pytest.mark.parametrize("off_s", [120, -120])
async def test_an_unanswered_call_is_tried_again_however_wrong_the_processs_clock_is(stage: Stage, off_s: int) -> None:
    client = stage.client()
    await shift_the_databases_clock(stage, off_s)
    async with stage.bot():
        topic = await stage.registered(client)
        broken = stage.tg.faults.add(method="copyMessage", kind="server_error", times=2)
        await client.write("раз")
        await stage.until(lambda: topic.texts[-1] == "раз")
        assert broken.struck == 2

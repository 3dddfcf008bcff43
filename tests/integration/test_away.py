"""Which of PostgreSQL's errors mean "not now": each of them as the server itself raises it."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from relay_bot.db.session import Database, is_away
from relay_bot.errors import DatabaseAway

PASSES = [
    "08006",  # connection failure
    "25006",  # read-only: a standby, or a primary that is handing over
    "25P03",  # idle in transaction for too long
    "25P04",  # a transaction that took too long
    "40001",  # a collision
    "40P01",  # a deadlock
    "53100",  # the disk is full
    "53200",  # no memory
    "53300",  # too many connections
    "55P03",  # a lock that somebody else has
    "57014",  # a statement that took too long
    "57P01",  # the administrator shuts it down
    "57P02",  # a crash
    "57P03",  # it is starting up
    "57P05",  # idle for too long
    "58030",  # the disk
]
STAYS = ["22P02", "23505", "42501", "42P01", "P0001", "XX001"]


def raising(state: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION 'a trial' USING ERRCODE = '{state}'; END $$"


@pytest.mark.parametrize("state", PASSES)
async def test_what_passes_is_waited_for_through_either_way_to_postgresql(db: Database, state: str) -> None:
    with pytest.raises(DatabaseAway):
        async with db.transaction() as session:
            await session.execute(text(raising(state)))
    with psycopg.connect(db.url.replace("+psycopg", ""), autocommit=True) as plain:
        with pytest.raises(psycopg.Error) as raised:
            plain.execute(raising(state))  # type: ignore[call-overload]
        assert is_away(raised.value)


@pytest.mark.parametrize("state", STAYS)
async def test_what_would_come_again_is_not_waited_for(db: Database, state: str) -> None:
    with pytest.raises(DBAPIError):
        async with db.transaction() as session:
            await session.execute(text(raising(state)))

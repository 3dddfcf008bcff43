"""The database is brought to this version by any number of processes, any number of times."""

from __future__ import annotations

import asyncio

import psycopg

from relay_bot.db.migrations import differences, upgrade
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from tests.integration.street import Street, out, words


def test_the_migrations_make_exactly_what_the_tables_say(empty_database: str) -> None:
    upgrade(empty_database)
    assert differences(empty_database) == []


def test_migrating_twice_changes_nothing_and_loses_nothing(empty_database: str) -> None:
    upgrade(empty_database)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("INSERT INTO clients (tg_id, name) VALUES (5, 'Иван')")
        upgrade(empty_database)
        assert connection.execute("SELECT name FROM clients").fetchall() == [("Иван",)]
        assert connection.execute("SELECT count(*) FROM throttle").fetchone() == (1,)
    assert differences(empty_database) == []


async def test_three_processes_that_start_at_once_migrate_once(empty_database: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(upgrade, empty_database) for _ in range(3)))
    assert differences(empty_database) == []


async def test_a_fresh_database_takes_messages(empty_database: str) -> None:
    await asyncio.to_thread(upgrade, empty_database)
    db = Database(empty_database)
    street = await Street(db).open()
    await street.put(out(addresses.chat(100), "привет"))
    assert [words(work) for work in await street.sent()] == ["привет"]
    await db.close()

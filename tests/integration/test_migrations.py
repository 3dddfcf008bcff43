"""The database is brought to this version by any number of processes, any number of times."""

from __future__ import annotations

import asyncio

import psycopg
from alembic import command
from sqlalchemy import create_engine

from relay_bot.db import card as cards
from relay_bot.db.card import Found
from relay_bot.db.migrations import _config, differences, upgrade
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Callback, Card, Command, Commands
from relay_bot.domain.work import Work
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


def test_functions_of_this_release_are_not_replaced_under_those_who_call_them(
    empty_database: str,
) -> None:
    upgrade(empty_database)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        functions = "SELECT array_agg(oid ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        before = connection.execute(functions).fetchone()
        upgrade(empty_database)
        assert connection.execute(functions).fetchone() == before
        connection.execute("COMMENT ON TABLE alembic_version IS 'functions of another release'")
        upgrade(empty_database)
        assert connection.execute(functions).fetchone() != before


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


OF_THE_RELEASE_BEFORE = """
INSERT INTO desks (key, group_id) VALUES ('anna', -1001);
INSERT INTO budgets (desk) VALUES ('anna');
INSERT INTO lanes (address, desk, waiting) VALUES ('chat:100', NULL, true), ('bot:100', NULL, true);
INSERT INTO outbox (lane_id, kind, payload, priority, push_key, card)
SELECT id, 'card', '{"html": "звонок", "buttons": [[{"text": "Беру", "callback_data": "call_take:17"}]],
                     "board": "calls", "open": true, "awarded": null}', 0, 'call:17', 'call:17'
FROM lanes WHERE address = 'chat:100';
INSERT INTO outbox (lane_id, kind, payload, priority)
SELECT id, 'commands', '{"commands": [{"command": "start", "description": "Начать"}],
                         "scope": {"type": "chat", "chat_id": 100}, "language": null}', 3
FROM lanes WHERE address = 'bot:100';
INSERT INTO cards (key, chat_id, message_id, payload) VALUES
    ('claim_ask:1:partial:5', -1001, 7, '{"html": "Основание?", "silent": true, "awarded": "7500.00"}'),
    ('live:anna', -1001, 8, '{"html": "Сводка", "facts": "abc", "shown_at": "2026-11-22T12:00:00+00:00"}');
"""


async def test_what_the_release_before_queued_and_showed_goes_on(empty_database: str) -> None:
    await asyncio.to_thread(_as_it_was, empty_database, "0007")
    async with await psycopg.AsyncConnection.connect(empty_database, autocommit=True) as connection:
        await connection.execute(OF_THE_RELEASE_BEFORE)
    await asyncio.to_thread(upgrade, empty_database)
    db = Database(empty_database)
    street = Street(db)
    call, menu = sorted(await street.sent(), key=lambda work: work.address.key, reverse=True)
    assert call.row == Card("звонок", ((Callback("Беру", "call_take:17"),),), board="calls", open=True)
    assert call.rings and await street.put(out(addresses.chat(100), once="call:17")) == 0
    assert menu.row == Commands((Command("start", "Начать"),), scope=100)
    async with db.transaction() as session:
        assert await cards.at(session, -1001, 7) == Found("claim_ask:1:partial:5", "7500.00")
        assert await cards.at(session, -1001, 8) == Found("live:anna", "abc")
    await db.close()


OF_THE_FIRST_RELEASE = """
INSERT INTO desks (key, group_id, title) VALUES ('anna', -1001, 'Анна');
INSERT INTO budgets (desk) VALUES ('anna');
INSERT INTO throttle (id) VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO records (phone, name, desk, source) VALUES ('+79001234567', 'ООО «Луч»', 'anna', 'csv');
INSERT INTO clients (tg_id, phone, name, desk, registered_at, wrote_at)
    VALUES (100, '+79001234567', 'Иван', 'anna', now(), now()), (200, NULL, 'Пётр', NULL, NULL, now());
INSERT INTO topics (address, desk, client_id, group_id, thread_id, name)
    VALUES ('topic:1', 'anna', 1, -1001, 5, 'Иван');
INSERT INTO cards (key, chat_id, thread_id, message_id, pinned) VALUES ('topic:1', -1001, 5, 6, true);
INSERT INTO calls (client_id, called_at, last_words) VALUES (1, now(), 'где груз?');
INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at)
    VALUES (1, 'client', 100, 100, 7, 'text', '{"text": "где мой груз?"}', now());
INSERT INTO lanes (address, desk, waiting) VALUES ('topic:1', 'anna', true), ('chat:100', NULL, false);
INSERT INTO outbox (lane_id, kind, payload, priority, relay_id, state, push_key) VALUES
    ((SELECT id FROM lanes WHERE address = 'topic:1'), 'relay', '{"silent": false}', 1, 1, 'queued', NULL),
    ((SELECT id FROM lanes WHERE address = 'chat:100'), 'text', '{"html": "было"}', 0, NULL, 'sent', 'call:1');
INSERT INTO inbox (bot_id, update_id, lane, payload) VALUES (1, 11, '100', '{"update_id": 11}');
"""
KEPT = """
SELECT jsonb_build_object(
    'clients', (SELECT jsonb_agg(ARRAY[tg_id::text, phone, name, desk] ORDER BY id) FROM clients),
    'records', (SELECT jsonb_agg(ARRAY[phone, name, desk]) FROM records),
    'topics', (SELECT jsonb_agg(ARRAY[address, group_id::text, thread_id::text, name]) FROM topics),
    'cards', (SELECT jsonb_agg(ARRAY[key, message_id::text, pinned::text]) FROM cards),
    'calls', (SELECT jsonb_agg(ARRAY[client_id::text, last_words]) FROM calls),
    'messages', (SELECT jsonb_agg(content) FROM messages),
    'outbox', (SELECT jsonb_agg(ARRAY[kind, payload->>'html', state] ORDER BY id) FROM outbox),
    'inbox', (SELECT jsonb_agg(ARRAY[update_id::text, lane, state]) FROM inbox))
"""


async def test_from_the_first_releases_tables_everything_comes_along_and_what_waited_is_sent(
    empty_database: str,
) -> None:
    await asyncio.to_thread(_as_it_was, empty_database, "0001")
    async with await psycopg.AsyncConnection.connect(empty_database, autocommit=True) as connection:
        await connection.execute(OF_THE_FIRST_RELEASE)
        before = await (await connection.execute(KEPT)).fetchone()
        await asyncio.to_thread(upgrade, empty_database)
        assert await asyncio.to_thread(differences, empty_database) == []
        assert await (await connection.execute(KEPT)).fetchone() == before
    db = Database(empty_database)
    street = Street(db)
    (work,) = await street.sent()
    assert isinstance(work, Work) and work.relayed is not None and work.address.key == "topic:1"
    assert await street.put(out(addresses.chat(100), once="call:1")) == 0, "what has rung rings no more"
    await db.close()


def test_the_newest_migration_can_be_taken_back_and_made_again(empty_database: str) -> None:
    """With data. Whoever adds a migration says how to take it back, at least until the next one."""
    _as_it_was(empty_database, "0001")
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(OF_THE_FIRST_RELEASE)
        upgrade(empty_database)
        before = connection.execute(KEPT).fetchone()
        engine = create_engine(empty_database)
        with engine.begin() as opened:
            command.downgrade(_config(opened), "-1")
        engine.dispose()
        assert differences(empty_database) != []
        assert connection.execute(KEPT).fetchone() == before
        upgrade(empty_database)
        assert differences(empty_database) == []
        assert connection.execute(KEPT).fetchone() == before


def _as_it_was(url: str, revision: str) -> None:
    """The tables of an earlier release."""
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)
    engine.dispose()

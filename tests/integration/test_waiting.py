"""Who waits: one question, compared with a naive model, and quick with a full desk."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from relay_bot.db import message as messages
from relay_bot.db import waiting
from relay_bot.db.session import Database
from relay_bot.db.statements import of
from tests.integration.street import Street
from tests.integration.writing import (
    newcomer,
    write,
)

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
EVENTS = ("client", "desk", "unsent", "done", "form", "next_second", "look")


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(EVENTS)), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_is_what_a_naive_reading_of_the_history_says(street: Street, history: list[tuple[int, str]]) -> None:
    """A client waits since their first message that no copied message of the desk and no /done has followed."""
    street.loop.run_until_complete(_compare(street.db, history))


async def _compare(db: Database, history: list[tuple[int, str]]) -> None:
    async with db.transaction() as session:
        for table in ("messages", "clients"):
            await session.execute(text(f"DELETE FROM {table}"))
        people = [await newcomer(session, "anna", n) for n in range(3)]
        since: dict[int, datetime | None] = dict.fromkeys(people)
        at = START
        for number, (who, event) in enumerate(history):
            client = people[who]
            match event:
                case "client":
                    await write(session, number, client, "client", at)
                    since[client] = since[client] or at
                case "form":  # kept, but neither shown in the topic nor on its way there
                    await write(session, number, client, "client", at, copied=False)
                case "desk":
                    await write(session, number, client, "desk", at)
                    since[client] = None
                case "unsent":
                    await write(session, number, client, "desk", at, copied=False)
                case "done":
                    await waiting.answered(session, client, at)
                    since[client] = None
                case "look":  # the board's, before which is noted down who was answered
                    await waiting.note_answers(session, "anna")
                case "next_second":
                    at += timedelta(seconds=1)
        expected = sorted((moment, client) for client, moment in since.items() if moment is not None)
        assert [(one.since, one.client_id) for one in await waiting.at_desk(session, "anna")] == expected
        assert await waiting.at_desk(session, "petr") == []
        for client, moment in since.items():
            found = await waiting.of_client(session, "anna", client)
            assert (found.since if found else None) == moment


async def test_a_message_on_its_way_to_the_topic_is_waited_for_already(street: Street) -> None:
    async with street.db.transaction() as session:
        client = await newcomer(session, "anna", 1)
        await write(session, 1, client, "client", START, copied=False)
        assert await waiting.at_desk(session, "anna") == []
        await session.execute(
            text("INSERT INTO lanes (address, desk) VALUES ('topic:' || CAST(:client AS bigint), 'anna')"),
            {"client": client},
        )
        await session.execute(
            text(
                "INSERT INTO outbox (lane_id, kind, payload, priority, relay_id) "
                "SELECT lanes.id, 'relay', '{}', 1, messages.id FROM lanes, messages"
            )
        )
        assert [one.client_id for one in await waiting.at_desk(session, "anna")] == [client]


async def test_who_was_answered_is_not_looked_at_again_until_they_write(street: Street) -> None:
    looked_at = "SELECT count(*) FROM clients WHERE (wrote_to > coalesce(answered_to, 0)) IS NOT FALSE"
    async with street.db.transaction() as session:
        client = await newcomer(session, "anna", 1)
    numbers = iter(range(1, 9))

    async def say(side: str) -> None:
        """As an update does it; the desk's words reach the client at once."""
        number = next(numbers)
        async with street.db.transaction() as session:
            kept = await messages.keep(session, messages.Written(
                client, side, 1, 100, None, number, None, None, "text", {"text": "где груз?"}, START))  # fmt: skip
            await session.execute(text("UPDATE messages SET copied_at = now() WHERE id = :id"), {"id": kept.id})

    async def look() -> int:
        async with street.db.statement() as session:
            await waiting.note_answers(session, "anna")
        async with street.db.statement() as session:
            return len(await waiting.at_desk(session, "anna"))

    for _ in range(2):
        await say("client")
        assert (await look(), await street.ask(looked_at)) == (1, 1)
        await say("desk")
        assert (await look(), await street.ask(looked_at)) == (0, 0)


async def test_a_full_desk_with_a_long_history_is_read_in_milliseconds(street: Street) -> None:
    """300 clients and 100 000 messages; a third of the clients has never had an answer."""
    async with street.db.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO clients (tg_id, name, desk, wrote_at) "
                "SELECT n, 'Клиент ' || n, CASE WHEN n <= 300 THEN 'anna' ELSE 'petr' END, now() "
                "FROM generate_series(1, 600) n"
            )
        )
        await session.execute(
            text(
                "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, "
                "copied_at) SELECT clients.id, CASE WHEN n % 3 = 0 AND tg_id % 3 > 0 THEN 'desk' ELSE 'client' END, "
                "1, 1, n * 1000 + tg_id, 'text', '{\"text\": \"где груз\"}', now() - make_interval(secs => 400 - n), "
                "now() FROM generate_series(1, 334) n CROSS JOIN clients WHERE clients.desk = 'anna' ORDER BY n"
            )
        )
    async with street.db.statement() as session:
        await session.execute(text("ANALYZE messages, clients"))
    taken = []
    async with street.db.transaction() as session:
        for _ in range(5):
            began = time.perf_counter()
            found = await waiting.at_desk(session, "anna")
            taken.append(time.perf_counter() - began)
    assert len(found) == 300
    assert min(taken) < 0.1  # measured: about 10 ms
    print(f"{min(taken) * 1000:.1f} ms")


CHATTERBOXES = """
INSERT INTO desks (key) VALUES ('anna') ON CONFLICT DO NOTHING;
INSERT INTO clients (tg_id, name, desk, registered_at, wrote_at)
    SELECT n, 'Клиент', 'anna', now(), now() FROM generate_series(101, 103) n;
INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, copied_at)
    SELECT clients.id, 'client', 1, tg_id, n, 'text', jsonb_build_object('text', 'раз'), now(), now()
    FROM clients, generate_series(1, 10000) n WHERE tg_id > 101 OR n = 1;
ANALYZE messages;
"""


@pytest.mark.parametrize("name", ["waiting", "last_of", "said_last", "last_words"])
async def test_a_clients_few_messages_are_found_without_a_walk_through_everybodys(db: Database, name: str) -> None:
    statement = {**of(waiting.__file__), **of(messages.__file__)}[name]
    asked = {"desk": "anna", "client": 1, "now": None, "side": "client", "chat": 101, "most": 5}
    async with db.transaction() as session:
        for one in CHATTERBOXES.strip().split(";\n"):
            await session.execute(text(one.rstrip(";")))
        explained = text(f"EXPLAIN {statement.text}")
        used = {key: value for key, value in asked.items() if key in explained.compile().params}
        plan = "\n".join((await session.execute(explained, used)).scalars())
    assert "messages_pkey" not in plan, plan

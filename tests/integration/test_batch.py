"""A batch of the inbox: plain messages of different clients in one transaction; whatever may lock more is alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import psycopg

from relay_bot.db import client as clients
from relay_bot.db import inbox
from relay_bot.db import message as messages
from relay_bot.db.inbox import Claimed, Incoming
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from tests.integration.street import Street, out

BOT, GROUP = 42, -1001000000010


async def people(db: Database, *numbers: int) -> None:
    """Clients with these Telegram ids."""
    async with db.transaction() as session:
        for number in numbers:
            await clients.arrive(session, number, f"Клиент {number}", "")


async def store(db: Database, *lanes: str, plain: bool = True, first: int = 1) -> None:
    async with db.transaction() as session:
        rows = [Incoming(n, lane, {"update_id": n, "message": {}}, plain) for n, lane in enumerate(lanes, first)]
        await inbox.store(session, BOT, rows)


async def topic(street: Street, client: int, thread: int) -> str:
    """The lane of the topic of the client with this Telegram id."""
    query = (
        "INSERT INTO topics (address, desk, client_id, group_id, thread_id) "
        "SELECT 'topic:' || id, 'anna', id, :group, :thread FROM clients WHERE tg_id = :client RETURNING 1"
    )
    await street.ask(query, group=GROUP, thread=thread, client=client)
    return f"{GROUP}:{thread}"


def lanes(claimed: Sequence[Claimed]) -> list[str]:
    return [one.lane for one in claimed]


async def taken(db: Database, most: int = 20) -> list[str]:
    """The lanes of the next batch, which is done with."""
    async with db.transaction() as session:
        claimed = await inbox.claim(session, most)
        await inbox.finish(session, [one.id for one in claimed])
    return lanes(claimed)


async def test_plain_messages_of_different_clients_are_one_batch(db: Database, street: Street) -> None:
    await people(db, 1, 2, 3)
    await store(db, "1", "2", await topic(street, 3, 77))
    assert await taken(db) == ["1", "2", f"{GROUP}:77"]


async def test_a_flood_of_one_client_makes_no_small_batches(db: Database, street: Street) -> None:
    await people(db, *range(1, 31))
    await store(db, *["1"] * 1000, *(str(number) for number in range(2, 31)))
    assert await taken(db) == [str(number) for number in range(1, 21)]
    assert await taken(db) == ["1", *(str(number) for number in range(21, 31))]


async def test_a_client_has_one_message_in_a_batch_whichever_side_wrote_it(db: Database, street: Street) -> None:
    await people(db, 1, 2)
    await store(db, "1", await topic(street, 1, 77), "2")
    assert await taken(db) == ["1", "2"]
    assert await taken(db) == [f"{GROUP}:77"]


async def test_what_is_not_plain_is_alone(db: Database, street: Street) -> None:
    await people(db, 1, 2, 3)
    await store(db, "1", "2")
    await store(db, "3", plain=False, first=3)
    await store(db, "4", "other", str(GROUP), f"{GROUP}:78", first=4)  # nobody who is known here
    assert await taken(db) == ["1", "2"]
    assert [await taken(db) for _ in range(5)] == [["3"], ["4"], ["other"], [str(GROUP)], [f"{GROUP}:78"]]


async def test_a_message_for_a_form_is_alone(db: Database, street: Street) -> None:
    await people(db, 1, 2, 3)
    query = (
        "INSERT INTO drafts (client_id, form, content, started_at, touched_at) "
        "SELECT id, 'waybill', '{}', now(), now() FROM clients WHERE tg_id = 2 RETURNING 1"
    )
    await street.ask(query)
    await store(db, "1", "2", "3")
    assert [await taken(db), await taken(db)] == [["1", "3"], ["2"]]


async def test_nothing_waits_for_a_client_whom_somebody_has_locked(db: Database, street: Street) -> None:
    await people(db, 1, 2)
    await store(db, "1", await topic(street, 2, 77), "2")
    async with db.transaction() as one:
        assert lanes(await inbox.claim(one, 2)) == ["1", f"{GROUP}:77"]
        assert await asyncio.wait_for(taken(db), 5) == []
    assert await taken(db, 2) == ["1", f"{GROUP}:77"]
    assert await taken(db) == ["2"]


async def test_of_a_batch_that_failed_each_is_alone(db: Database, street: Street) -> None:
    await people(db, 1, 2)
    await store(db, "1", "2")
    async with db.transaction() as session:
        await inbox.part(session, await inbox.claim(session, 20))
    assert [await taken(db), await taken(db)] == [["1"], ["2"]]


async def test_one_that_has_failed_alone_stays_alone(db: Database, street: Street) -> None:
    await people(db, 1, 2)
    await store(db, "1", "2")
    async with db.transaction() as session:
        (failed,) = await inbox.claim(session, 1)
        await inbox.postpone(session, failed, 0, "Traceback …")
    assert sorted([await taken(db), await taken(db)]) == [["1"], ["2"]]


async def test_others_are_told_only_of_what_this_process_has_nobody_for(db: Database, street: Street) -> None:
    await people(db, 1)
    async with await psycopg.AsyncConnection.connect(db.url, autocommit=True) as other:
        await other.execute("LISTEN relay_inbox; LISTEN relay_outbox")
        for tell in (False, True):
            async with db.statement() as session:
                await inbox.store(session, BOT, [Incoming(int(tell), "1", {"update_id": 1}, plain=True)], tell=tell)
            async with db.transaction() as session:
                claimed = await inbox.claim(session)
                rows = [out(addresses.chat(100))]
                await inbox.finish(session, [one.id for one in claimed], rows, tell=tell)
            await street.ask("SELECT pg_notify('relay_inbox', :told)", told=str(tell))
        heard = [(one.channel, one.payload) async for one in other.notifies(timeout=20, stop_after=4)]
    assert heard == [("relay_inbox", "False"), ("relay_inbox", ""), ("relay_outbox", ""), ("relay_inbox", "True")]


async def test_who_has_done_a_batch_hears_whether_something_is_left(db: Database, street: Street) -> None:
    await people(db, 1, 2)
    await store(db, "1", "1", "2")
    left = []
    for _ in range(2):
        async with db.transaction() as session:
            left.append(await inbox.finish(session, [one.id for one in await inbox.claim(session, 20)]))
    assert left == [True, False]


async def test_a_flood_is_known_in_a_batch_however_long_ago_it_was_written(db: Database, street: Street) -> None:
    """What was written while nobody listened comes late, and is a flood all the same."""
    await people(db, 1)
    written = (
        "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at) "
        "SELECT id, 'client', 1, 1, n, 'text', '{}', now() - interval '1 hour' "
        "FROM clients, generate_series(1, 3) n RETURNING client_id"
    )
    client = await street.ask(written)
    async with db.transaction() as session:
        assert len((await messages.ahead(session, [client], back=3))[client].earlier) == 1
        assert not (await messages.ahead(session, [client], back=4))[client].earlier

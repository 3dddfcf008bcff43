"""Nothing grows for ever: what has done its work is forgotten by age, and nothing that is still of use."""

from __future__ import annotations

from relay_bot.db import client as clients
from relay_bot.db import janitor
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from tests.integration.street import Street, out


async def test_a_key_is_forgotten_when_nothing_can_ring_it_again(db: Database, street: Street) -> None:
    admin = addresses.chat(100)
    await street.put(out(admin, "давно", once="call:1"), out(admin, "недавно", once="call:2"))
    await street.sent()
    await street.put(out(addresses.chat(200), "ждёт", once="call:3"))
    await street.ask("UPDATE outbox SET finished_at = now() - interval '400 days' WHERE once = 'call:1' RETURNING 1")
    await street.ask("INSERT INTO alarms VALUES ('old', now() - interval '400 days'), ('new', now()) RETURNING 1")
    async with db.transaction() as session:
        await janitor.forget_keys(session, 365)
    assert await street.ask("SELECT array_agg(key) FROM alarms") == ["new"]
    assert await street.ask("SELECT array_agg(once ORDER BY once) FROM outbox") == ["call:2", "call:3"]


async def test_lanes_of_cards_are_forgotten_once_nothing_of_them_is_left(db: Database, street: Street) -> None:
    old, used, waits = (Address(f"card:call:{number}", "anna") for number in (1, 2, 3))
    await street.put(out(old), out(used), out(addresses.chat(100)))
    await street.sent()
    await street.put(out(waits))
    await street.ask("UPDATE lanes SET served_at = now() - interval '20 days' RETURNING 1")
    finished = "lane_id = lanes.id AND address <> 'card:call:2' AND NOT waiting"
    await street.ask(f"DELETE FROM outbox USING lanes WHERE {finished} RETURNING 1")
    async with db.transaction() as session:
        await janitor.forget_lanes(session, 14)
    kept = await street.ask("SELECT array_agg(address ORDER BY address) FROM lanes")
    assert kept == ["card:call:2", "card:call:3", "chat:100"]
    assert await street.put(out(old)) == 1  # the lane is made anew


async def test_forms_that_became_something_stay(db: Database, street: Street) -> None:
    async with db.transaction() as session:
        client = await clients.arrive(session, 5, "Иван", "")
    put = (
        "INSERT INTO drafts (client_id, form, state, content, started_at, touched_at, finished_at) "
        "VALUES (:client, 'waybill', :state, '{}', now(), now(), now() - interval '400 days') RETURNING id"
    )
    left = await street.ask(put, client=client.id, state="cancelled")
    became = await street.ask(put, client=client.id, state="done")
    await street.ask(
        "INSERT INTO waybills (number, code, client_id, draft_id, issued_at, content, sheet) "
        "VALUES ('1', '1', :client, :draft, now(), '{}', '{}') RETURNING 1",
        client=client.id,
        draft=became,
    )
    async with db.transaction() as session:
        await janitor.forget_drafts(session, 365)
    assert left != became and await street.ask("SELECT array_agg(id) FROM drafts") == [became]


async def test_workers_that_are_gone_for_days_are_forgotten(db: Database, street: Street) -> None:
    await street.ask("INSERT INTO workers (seen_at) VALUES (now()), (now() - interval '4 days') RETURNING 1")
    async with db.transaction() as session:
        await janitor.forget_workers(session, 3)
    assert await street.ask("SELECT count(*) FROM workers") == 1

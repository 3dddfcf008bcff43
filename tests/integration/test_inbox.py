"""The inbox: kept before it is acknowledged, handled once, in order per chat, whatever workers there are."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from relay_bot.db import inbox, janitor
from relay_bot.db.inbox import Claimed, Incoming
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from tests.integration.street import Street, out

BOT = 42


async def store(db: Database, *updates: tuple[int, str], bot: int = BOT, **body: Any) -> int:
    async with db.transaction() as session:
        rows = [Incoming(number, lane, {"update_id": number, "message": body}) for number, lane in updates]
        return await inbox.store(session, bot, rows)


async def handled(db: Database) -> list[int]:
    """The update ids in the order in which one worker would handle them."""
    order = []
    while True:
        async with db.transaction() as session:
            claimed = await inbox.claim(session)
            if not claimed:
                return order
            await inbox.finish(session, [one.id for one in claimed])
            order += [one.update_id for one in claimed]


async def first(db: Database) -> Claimed:
    async with db.transaction() as session:
        (claimed,) = await inbox.claim(session)
        return claimed


async def test_an_update_that_comes_twice_is_handled_once(db: Database) -> None:
    assert await store(db, (1, "a"), (2, "a")) == 2
    assert await store(db, (2, "a"), (3, "a")) == 1
    assert await handled(db) == [1, 2, 3]
    assert await store(db, (1, "a"), (2, "a"), (3, "a")) == 0
    assert await handled(db) == []


async def test_two_listeners_at_once_keep_an_update_once(db: Database) -> None:
    batch = [(number, "a") for number in range(1, 50)]
    assert sum(await asyncio.gather(*(store(db, *batch) for _ in range(4)))) == 49
    assert await handled(db) == list(range(1, 50))


async def test_another_bot_may_use_the_same_numbers(db: Database) -> None:
    assert await store(db, (1, "a")) == 1
    assert await store(db, (1, "a"), bot=BOT + 1) == 1


async def test_a_batch_is_handled_in_the_order_of_its_numbers(db: Database) -> None:
    await store(db, (3, "a"), (1, "a"), (2, "b"))
    assert await handled(db) == [1, 2, 3]


async def test_what_postgresql_can_not_hold_is_kept_without_it(db: Database) -> None:
    """A NUL in the name of a client's file would otherwise be received, and refused, for ever."""
    assert await store(db, (1, "a"), file_name="a\x00b", text="\\u0000 \\\x00", half="\ud83d") == 1
    message = (await first(db)).payload["message"]
    assert message["file_name"] == "a\ufffdb"
    assert message["text"] == "\\u0000 \\\ufffd"


async def test_a_chat_is_handled_in_order_by_any_number_of_workers(db: Database) -> None:
    await store(db, *((number, f"lane {number % 3}") for number in range(1, 31)))
    order: dict[str, list[int]] = {}

    async def worker() -> None:
        idle = 0
        while idle < 20:
            async with db.transaction() as session:
                claimed = await inbox.claim(session)
                if not claimed:
                    idle += 1
                    continue
                order.setdefault(claimed[0].lane, []).append(claimed[0].update_id)
                await inbox.finish(session, [claimed[0].id])

    await asyncio.gather(*(worker() for _ in range(5)))
    assert sorted(number for lane in order.values() for number in lane) == list(range(1, 31))
    assert all(lane == sorted(lane) for lane in order.values())


async def test_a_chat_waits_for_its_update_in_hand_and_no_other_chat_does(db: Database) -> None:
    await store(db, (1, "a"), (2, "a"), (3, "b"))
    async with db.transaction() as slow:
        (claimed,) = await inbox.claim(slow)
        assert claimed.update_id == 1
        assert await handled(db) == [3]
        await inbox.finish(slow, [claimed.id])
    assert await handled(db) == [2]


async def test_a_worker_that_dies_leaves_its_update_to_the_next(db: Database) -> None:
    await store(db, (1, "a"))
    with pytest.raises(ZeroDivisionError):
        async with db.transaction() as session:
            (claimed,) = await inbox.claim(session)
            await inbox.finish(session, [claimed.id])
            raise ZeroDivisionError
    assert await handled(db) == [1]


async def test_a_postponed_update_holds_up_its_chat_and_no_other(db: Database, street: Street) -> None:
    await store(db, (1, "a"), (2, "a"), (3, "b"))
    failed = await first(db)
    async with db.transaction() as session:
        await inbox.postpone(session, failed, 3600, "Traceback …")
    assert await handled(db) == [3]
    await street.ask("UPDATE inbox SET run_at = now() RETURNING 1")
    again = await first(db)
    assert (again.update_id, again.attempts) == (1, 1)
    assert await handled(db) == [1, 2]


async def test_a_parked_update_lets_its_chat_go_on_and_keeps_its_traceback(db: Database, street: Street) -> None:
    await store(db, (1, "a"), (2, "a"))
    failed = await first(db)
    async with db.transaction() as session:
        await inbox.park(session, failed, "Traceback …")
    assert await handled(db) == [2]
    assert await street.ask("SELECT error FROM inbox WHERE state = 'parked'") == "Traceback …"


async def test_what_is_done_is_emptied_but_for_who_was_here(db: Database, street: Street) -> None:
    """Telegram names a topic in every message of it: kept, that would bring back who was forgotten."""
    stopped = {
        "update_id": 2,
        "my_chat_member": {"new_chat_member": {"status": "kicked"}, "from": {"first_name": "Иван"}},
    }
    before = await street.clock()
    await store(db, (1, "7"), text="привет")
    assert await handled(db) == [1]
    assert await street.ask("SELECT payload FROM inbox") == {}
    between = await street.clock()
    async with db.transaction() as session:
        await inbox.store(session, BOT, [Incoming(2, "7", stopped)])
    assert await handled(db) == [2]
    async with db.transaction() as session:
        assert await inbox.heard_since(session, 7, before)
        assert not await inbox.heard_since(session, 7, between)
    assert "Иван" not in await street.ask("SELECT string_agg(payload::text, '') FROM inbox")


async def test_a_failure_counts_once_and_never_undoes_a_colleagues_success(db: Database, street: Street) -> None:
    """Between a failed transaction and the note of its failure the update is free: a colleague may have handled it."""
    await store(db, (1, "a"))
    failed = await first(db)
    async with db.transaction() as session:
        assert await inbox.postpone(session, failed, 0, "Traceback …")
        assert not await inbox.postpone(session, failed, 3600, "Traceback …")
    again = await first(db)
    assert await handled(db) == [1]
    async with db.transaction() as session:
        assert not await inbox.park(session, again, "Traceback …")
    assert await street.ask("SELECT state FROM inbox") == "done"


async def test_the_janitor_forgets_what_is_done_for_long_and_nothing_else(db: Database, street: Street) -> None:
    await store(db, *((number, f"lane {number}") for number in range(1, 5)))
    long_ago = "received_at = now() - interval '9 days', done_at = now() - interval '9 days'"
    await street.ask(f"UPDATE inbox SET {long_ago}, state = 'done' WHERE update_id = 1 RETURNING 1")
    await street.ask(f"UPDATE inbox SET {long_ago}, state = 'parked' WHERE update_id = 2 RETURNING 1")
    await street.ask("UPDATE inbox SET done_at = now(), state = 'done' WHERE update_id = 3 RETURNING 1")
    async with db.transaction() as session:
        await janitor.forget_updates(session, 3)
    assert await street.ask("SELECT array_agg(update_id ORDER BY update_id) FROM inbox") == [2, 3, 4]


async def test_the_janitor_never_forgets_that_a_bell_has_rung(db: Database, street: Street) -> None:
    admin = addresses.chat(100)
    await street.put(out(admin, "старое"), out(admin, "звонок", once="call:17"), out(admin, "новое"))
    await street.sent()
    await street.put(out(addresses.chat(200), "ещё в очереди"))
    await street.ask("UPDATE outbox SET finished_at = now() - interval '15 days' WHERE id < 3 RETURNING 1")
    async with db.transaction() as session:
        await janitor.forget_rows(session, 14)
    kept = "SELECT array_agg(payload->>'html' ORDER BY id) FROM outbox"
    assert await street.ask(kept) == ["звонок", "новое", "ещё в очереди"]
    assert await street.put(out(admin, once="call:17")) == 0

"""What was given up is seen, tried again ahead of what came later, or dropped for good."""

from __future__ import annotations

import pytest

from relay_bot.db import inbox, parked
from relay_bot.db.inbox import Incoming
from relay_bot.db.parked import ParkedRow
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from tests.integration.street import Street, out, words

ADMIN = addresses.chat(100)
TRACE = "Traceback (most recent call last):\n  File …\nKeyError: 'company'\n"


async def park_an_update(db: Database, number: int = 1) -> str:
    async with db.transaction() as session:
        await inbox.store(session, 42, [Incoming(number, "5005", {"update_id": number, "message": {"text": "привет"}})])
        (claimed,) = await inbox.claim(session)
        await inbox.park(session, claimed, TRACE)
        return f"in:{claimed.id}"


async def park_a_row(street: Street) -> str:
    await street.put(out(ADMIN, "первая"), out(ADMIN, "вторая"))
    work = await street.one()
    await street.settle(work, "parked", error="Bad Request: can't parse entities")
    return f"out:{work.lease.row_id}"


async def listed(db: Database) -> list[ParkedRow]:
    async with db.transaction() as session:
        return list(await parked.listing(session))


async def test_both_queues_are_listed_oldest_first_with_their_last_words(db: Database, street: Street) -> None:
    ids = [await park_an_update(db), await park_a_row(street)]
    rows = await listed(db)
    assert [(row.id, row.kind, row.lane) for row in rows] == [(ids[0], "message", "5005"), (ids[1], "text", ADMIN.key)]
    assert [row.error_line for row in rows] == ["KeyError: 'company'", "Bad Request: can't parse entities"]


async def test_one_is_shown_whole(db: Database) -> None:
    number = await park_an_update(db)
    async with db.transaction() as session:
        found = await parked.show(session, number)
    assert found is not None
    assert found.traceback == TRACE and "привет" in found.payload


async def test_an_update_that_is_tried_again_has_all_its_tries(db: Database) -> None:
    number = await park_an_update(db)
    async with db.transaction() as session:
        assert await parked.retry(session, number)
    async with db.transaction() as session:
        (claimed,) = await inbox.claim(session)
    assert (claimed.update_id, claimed.attempts) == (1, 0)


async def test_a_row_that_is_tried_again_goes_before_what_came_later(db: Database, street: Street) -> None:
    number = await park_a_row(street)
    async with db.transaction() as session:
        assert await parked.retry(session, number)
    assert [words(work) for work in await street.sent()] == ["первая", "вторая"]


async def test_a_row_whose_lane_is_empty_by_now_is_tried_again_all_the_same(db: Database, street: Street) -> None:
    number = await park_a_row(street)
    await street.sent()
    async with db.transaction() as session:
        assert await parked.retry(session, number)
    assert [words(work) for work in await street.sent()] == ["первая"]


async def test_what_is_dropped_is_neither_listed_nor_tried(db: Database, street: Street) -> None:
    for number in (await park_an_update(db), await park_a_row(street)):
        async with db.transaction() as session:
            assert await parked.drop(session, number)
            assert not await parked.retry(session, number)
    assert await listed(db) == []


UNKNOWN = ["in:999", "out:999", "in:²", "in:", "out:x", "12", "", "in:1; DROP TABLE inbox", "up:1"]


@pytest.mark.parametrize("number", UNKNOWN)
async def test_an_unknown_number_changes_nothing(db: Database, number: str) -> None:
    async with db.transaction() as session:
        assert await parked.show(session, number) is None
        assert not await parked.retry(session, number)
        assert not await parked.drop(session, number)


async def test_a_row_that_was_sent_can_not_be_sent_again_by_its_number(db: Database, street: Street) -> None:
    await street.put(out(ADMIN))
    (work,) = await street.sent()
    async with db.transaction() as session:
        assert not await parked.retry(session, f"out:{work.lease.row_id}")
    assert await street.sent() == []

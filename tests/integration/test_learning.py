"""Budgets learn: a 429 leaves a chat less for a while, and it gets it back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from relay_bot.db.outbox import Settled, acknowledge
from relay_bot.domain import addresses
from relay_bot.domain.work import Work
from tests.integration.street import Street, limits, out, words

GROUP = limits(group_messages=20, group_window=timedelta(hours=1))
SECOND = timedelta(seconds=1)


async def share(street: Street, minutes: float, of: float = 0.5) -> float:
    query = "SELECT share_at(:of, now(), now() + make_interval(secs => 60 * CAST(:minutes AS double precision)))"
    return round(await street.ask(query, of=of, minutes=minutes), 3)


async def test_a_share_grows_by_a_twentieth_a_minute_up_to_all_of_it(street: Street) -> None:
    assert [await share(street, minutes) for minutes in (-60, 0, 0.9, 1, 4, 10, 1000)] == [
        0.5, 0.5, 0.5, 0.55, 0.7, 1.0, 1.0
    ]  # fmt: skip
    assert await share(street, 0, of=1.0) == 1.0


@pytest.mark.parametrize(("before", "after"), [(1.0, 0.75), (0.75, 0.5625), (0.05, 0.05)])
async def test_a_429_leaves_three_quarters_and_never_nothing(street: Street, before: float, after: float) -> None:
    assert await street.ask("SELECT share_after_429(:before, now(), now())", before=before) == after


async def test_of_a_spent_share_at_least_one_message_goes(street: Street) -> None:
    assert await street.ask("SELECT allowed(3, CAST(0.05 AS double precision), now())") == 1
    assert await street.ask("SELECT allowed(20, CAST(0.95 AS double precision), now())") == 19


async def _went(street: Street) -> list[Work]:
    """What goes now, to places that there are."""
    await street.ask("UPDATE lanes SET fresh = false RETURNING id")
    return await street.claim(100, GROUP)


async def test_a_429_lowers_its_groups_budget_and_no_other(street: Street) -> None:
    for number in range(1, 31):
        await street.put(out(await street.topic(number, "anna" if number % 2 else "petr"), str(number)))
    refused = await street.one(GROUP)
    desk = refused.desk.key if refused.desk else ""
    assert await street.settle(refused, "full", await street.clock() - SECOND)
    await street.ask("UPDATE budgets SET ring = '{}', share_since = now() WHERE desk = :desk RETURNING desk", desk=desk)
    for number in range(31, 100):
        await street.put(out(await street.topic(number, "anna" if number % 2 else "petr"), str(number)))
    went = await _went(street)
    counts = {key: sum(work.desk is not None and work.desk.key == key for work in went) for key in ("anna", "petr")}
    other = "petr" if desk == "anna" else "anna"
    assert counts == {desk: 15, other: 20}


async def test_nothing_goes_to_a_group_once_a_429_of_it_is_written(street: Street) -> None:
    """Not even what was picked while the transaction that writes it had not committed."""
    await street.put(out(await street.topic(1), "refused"))
    refused = await street.one(GROUP)
    await street.put(out(await street.topic(2), "next"))
    await street.ask("UPDATE lanes SET fresh = false RETURNING id")
    async with street.db.transaction() as settling:
        assert await acknowledge(settling, refused.lease, Settled("full", after_s=3600))
        claiming = asyncio.create_task(street.claim(1, GROUP))
        await street.somebody_waits()
    assert await claiming == []
    assert await street.ask("SELECT cardinality(ring) FROM budgets WHERE desk = 'anna'") == 1


async def test_it_comes_back_in_time(street: Street) -> None:
    for number in range(1, 60):
        await street.put(out(await street.topic(number), str(number)))
    await street.ask("UPDATE budgets SET share = 0.75, share_since = now() RETURNING desk")
    assert len(await _went(street)) == 15
    assert (await street.due_s(GROUP) or 0) > 3500, "the window is spent, although 20 would not be"
    await street.ask("UPDATE budgets SET share_since = now() - interval '181 seconds' RETURNING desk")
    assert len(await _went(street)) == 3
    await street.ask("UPDATE budgets SET share_since = now() - interval '1 hour' RETURNING desk")
    assert len(await _went(street)) == 2


async def test_calls_that_were_in_flight_together_count_as_one_429(street: Street) -> None:
    for number in range(1, 6):
        await street.put(out(await street.topic(number), str(number)))
    until = await street.clock() + timedelta(hours=2)
    for work in await street.claim(5, GROUP):
        assert await street.settle(work, "full", until)
    assert await street.ask("SELECT share FROM budgets WHERE desk = 'anna'") == 0.75
    assert await street.ask("SELECT resting_until = share_since FROM budgets WHERE desk = 'anna'")


async def test_after_a_429_a_private_chat_has_half_its_pace_and_no_burst(street: Street) -> None:
    pace = limits(chat_interval=timedelta(hours=1), chat_burst=3)
    client = addresses.chat(100)
    await street.put(*(out(client, str(number)) for number in range(5)))
    assert await street.settle(await street.one(pace), "full", await street.clock() - SECOND)
    again = await street.one(pace)
    assert words(again) == "0"
    assert await street.settle(again)
    assert await street.claim(1, pace) == []
    assert 6000 < (await street.due_s(pace) or 0) < 7300

"""The outbox: order, leases, budgets, fairness; what any number of processes may do at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import psycopg
import pytest

from relay_bot.config import Limits
from relay_bot.db import client as clients
from relay_bot.db import lane as lanes
from relay_bot.db import outbox
from relay_bot.db.presence import SILENCE_S, WORKER_LOCK
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Priority, Relay, Text
from relay_bot.domain.work import ClientTopic, Unreadable, Work
from tests.integration.street import MS, Street, eventually, limits, out, words

ADMIN, OTHER = addresses.chat(100), addresses.chat(200)
HOUR = timedelta(hours=1)


# --- putting rows in


@pytest.mark.parametrize("lane", ["new", "known"])
async def test_rows_of_a_lane_go_in_the_order_of_commits_however_transactions_overlap(
    street: Street, lane: str
) -> None:
    if lane == "known":
        await street.put(out(ADMIN))
        await street.sent()
    async with street.db.transaction() as early:
        await outbox.enqueue(early, [out(ADMIN, "раз")])
        late = asyncio.create_task(street.put(out(ADMIN, "три")))
        await street.somebody_waits()
        await street.put(out(OTHER, "другая полоса не ждёт"))
        await outbox.enqueue(early, [out(ADMIN, "два")])
    await late
    assert [words(w) for w in await street.sent() if w.address.key == ADMIN.key] == ["раз", "два", "три"]


async def test_many_writers_at_once_lose_nothing_and_keep_each_ones_order(street: Street) -> None:
    lanes = [addresses.chat(number) for number in range(1, 6)]

    async def write(writer: int) -> None:
        for number in range(10):
            await street.put(*(out(lane, f"{writer}:{number}") for lane in reversed(lanes)))

    await asyncio.gather(*(write(writer) for writer in range(6)))
    sent = await street.sent()
    assert len(sent) == 6 * 10 * 5
    for lane in lanes:
        for writer in range(6):
            mine = [words(w) for w in sent if w.address.key == lane.key and words(w).startswith(f"{writer}:")]
            assert mine == [f"{writer}:{number}" for number in range(10)]


async def test_a_push_rings_once(street: Street) -> None:
    assert await street.put(out(ADMIN, once="call:17")) == 1
    assert await street.put(out(ADMIN, once="call:17"), out(OTHER, once="call:17")) == 0
    await street.sent()
    assert await street.put(out(ADMIN, once="call:17")) == 0


@pytest.mark.parametrize(("first_commits", "second_adds"), [(True, 0), (False, 1)])
async def test_two_transactions_at_once_ring_once(street: Street, first_commits: bool, second_adds: int) -> None:
    first = street.db.transaction()
    session = await first.__aenter__()
    assert await outbox.enqueue(session, [out(ADMIN, once="call:17")]) == 1
    second = asyncio.create_task(street.put(out(OTHER, once="call:17")))
    await street.somebody_waits()
    if not first_commits:
        await session.rollback()
    await first.__aexit__(None, None, None)
    assert await second == second_adds


async def test_only_the_newest_state_of_a_card_is_sent(street: Street) -> None:
    for number in range(5):
        await street.put(out(ADMIN, f"состояние {number}", card="call:17"))
    assert [words(w) for w in await street.sent()] == ["состояние 4"]


async def test_a_card_in_flight_is_not_overwritten(street: Street) -> None:
    await street.put(out(ADMIN, "старое", card="call:17"))
    in_flight = await street.one()
    await street.put(out(ADMIN, "новое", card="call:17"))
    await street.settle(in_flight)
    assert words(in_flight) == "старое"
    assert [words(w) for w in await street.sent()] == ["новое"]


async def test_a_card_that_came_back_from_its_flight_takes_newer_states_like_any_other(street: Street) -> None:
    await street.put(out(ADMIN, "первое", card="call:17"))
    in_flight = await street.one()
    await street.put(out(ADMIN, "второе", card="call:17"))
    await street.settle(in_flight, "retry", in_flight.lease.claimed_at)
    await street.put(out(ADMIN, "третье", card="call:17"))
    assert {words(w) for w in await street.sent()} == {"третье"}


async def test_what_does_not_commit_is_not_sent(street: Street) -> None:
    with pytest.raises(ZeroDivisionError):
        async with street.db.transaction() as session:
            await outbox.enqueue(session, [out(ADMIN)])
            raise ZeroDivisionError
    assert await street.sent() == []


# --- claiming


async def test_claimers_at_once_never_take_the_same_lane(street: Street) -> None:
    await street.put(*(out(addresses.chat(number), str(row)) for number in range(1, 41) for row in range(2)))

    async def claimer(worker: int) -> list[Work]:
        taken: list[Work] = []
        while claimed := await street.claim(7, worker=worker):
            taken += claimed
        return taken

    taken = [work for some in await asyncio.gather(*(claimer(n) for n in range(1, 6))) for work in some]
    assert sorted(work.address.key for work in taken) == sorted(f"chat:{number}" for number in range(1, 41))
    assert {words(work) for work in taken} == {"0"}


async def test_a_lane_in_flight_waits_for_its_row_and_no_other_does(street: Street) -> None:
    await street.put(out(ADMIN, "раз"), out(ADMIN, "два"), out(OTHER, "три"))
    first = await street.one()
    assert [words(w) for w in await street.claim(5)] == ["три"]
    await street.settle(first)
    assert [words(w) for w in await street.claim(5)] == ["два"]


async def test_pushes_go_before_answers_then_come_messages_edits_and_looks(street: Street) -> None:
    order = (Priority.COSMETIC, Priority.EDIT, Priority.RELAY, Priority.ANSWER, Priority.PUSH)
    for number, priority in enumerate(order):
        await street.put(out(await street.topic(number + 1), priority.name, priority))
    assert [words(w) for w in await street.sent()] == ["PUSH", "ANSWER", "RELAY", "EDIT", "COSMETIC"]


async def test_a_push_hurries_what_stands_before_it_in_its_lane(street: Street) -> None:
    """Else a call rings only when no client of the desk writes: boards are looked at by rows that have time."""
    board = addresses.board("anna", "calls")
    await street.put(out(board, "a look", Priority.EDIT), out(board, "a call", Priority.PUSH))
    await street.put(*[out(await street.topic(number), "a message") for number in (1, 2)])
    assert [words(work) for work in await street.sent()] == ["a look", "a call", "a message", "a message"]


async def test_a_chatty_client_starves_nobody(street: Street) -> None:
    chatty, *calm = [await street.topic(number) for number in range(1, 22)]
    await street.put(*(out(one, "здравствуйте") for one in (chatty, *calm)))
    await street.sent()
    await street.put(*(out(chatty, "болтаю") for _ in range(100)))
    await street.put(*(out(one, "один вопрос") for one in calm))
    first = await street.sent(most=21)
    assert sum(words(work) == "один вопрос" for work in first) == 20


async def test_a_held_lane_is_not_sent_until_its_client_has_a_manager(street: Street) -> None:
    waiting = await street.topic(1, desk=None)
    await street.put(out(waiting, "меня слышно?"))
    assert await street.claim() == []
    async with street.db.transaction() as session:
        await clients.assigned(session, int(waiting.key.partition(":")[2]), "petr")
    (work,) = await street.sent()
    assert work.desk is not None
    assert (words(work), work.desk.key) == ("меня слышно?", "petr")


async def test_a_claim_brings_all_that_sending_needs(street: Street) -> None:
    await street.put(out(await street.topic(5005)))
    work = await street.one()
    assert isinstance(work.place, ClientTopic) and work.place.person.tg_id == 5005
    assert work.desk is not None and work.desk.group_id == -1001000000010
    assert (work.place.topic, work.place.pin, work.card, work.relayed) == (None, None, None, None)


async def test_a_row_that_nobody_can_read_holds_up_no_other(street: Street) -> None:
    await street.put(out(ADMIN, "из другого выпуска"), out(OTHER, "дойдёт"))
    await street.ask("UPDATE outbox SET kind = 'telepathy' WHERE payload->>'html' LIKE 'из%' RETURNING 1")
    async with street.db.statement() as session:
        strange, work = await outbox.claim(session, 1, 2, 60, limits())
    assert isinstance(strange, Unreadable) and (strange.kind, strange.address.key) == ("telepathy", ADMIN.key)
    assert isinstance(work, Work) and words(work) == "дойдёт"


# --- budgets


def _most_in_a_window(moments: list[datetime], window: timedelta) -> int:
    moments = sorted(moments)
    return max(sum(start <= moment < start + window for moment in moments) for start in moments)


async def test_no_window_of_time_holds_more_messages_to_a_group_than_allowed(street: Street) -> None:
    window, most = 250 * MS, 5
    budget = limits(group_messages=most, group_window=window)
    for number in range(1, 11):
        lane = await street.topic(number)
        await street.put(*(out(lane) for _ in range(3)))
    sends: list[datetime] = []

    async def sender(worker: int) -> None:
        while len(sends) < 30:
            for work in await street.claim(3, budget, worker):
                sends.append(await street.clock())
                await street.settle(work)

    await asyncio.gather(*(sender(worker) for worker in range(1, 5)))
    assert len(sends) == 30
    assert _most_in_a_window(sends, window) <= most


async def test_two_settlements_and_a_claim_at_once_forget_no_send(street: Street) -> None:
    """Otherwise the group would get more than its budget, and the bot a 429."""
    for number in range(1, 4):
        await street.put(out(await street.topic(number)))
    first = await street.one()
    async with street.db.transaction() as session:
        await outbox.claim(session, 2, 1, 60, limits())
        settling = asyncio.create_task(street.settle(first))
        await street.somebody_waits()
    assert await settling
    assert await _spent(street) == 2


async def test_the_budget_counts_from_the_answer_not_from_the_claim(street: Street) -> None:
    await street.put(out(await street.topic(1)))
    work = await street.one()
    answered = await street.clock()
    await street.settle(work)
    assert await street.ask("SELECT ring[1] FROM budgets WHERE desk = 'anna'") >= answered


async def test_a_private_chat_gets_a_burst_and_then_its_pace(street: Street) -> None:
    budget = limits(chat_burst=3, chat_interval=200 * MS)
    await street.put(*(out(ADMIN) for _ in range(5)))
    moments = [await _sent_at(street, budget) for _ in range(5)]
    assert moments[2] - moments[0] < 200 * MS
    assert moments[3] - moments[0] >= 200 * MS
    assert moments[4] - moments[0] >= 400 * MS


async def test_a_busy_private_chat_delays_no_other(street: Street) -> None:
    slow = limits(chat_burst=1, chat_interval=HOUR)
    await street.put(out(ADMIN), out(ADMIN, "позже"), out(OTHER, "сразу"))
    first = await street.claim(5, slow)
    for work in first:
        await street.settle(work)
    assert sorted(words(w) for w in first) == ["", "сразу"]
    assert await street.claim(5, slow) == []


async def test_all_chats_together_keep_the_overall_pace(street: Street) -> None:
    budget = limits(total_per_second=50)
    await street.put(*(out(addresses.chat(number)) for number in range(1, 11)))
    moments = sorted([await _sent_at(street, budget) for _ in range(10)])
    assert moments[9] - moments[0] >= 8 * 20 * MS


async def _sent_at(street: Street, budget: Limits) -> datetime:
    (work,) = await eventually(lambda: street.claim(1, budget))
    await street.settle(work)
    return work.lease.claimed_at  # type: ignore[no-any-return]


async def _spent(street: Street) -> int:
    return int(await street.ask("SELECT cardinality(ring) FROM budgets WHERE desk = 'anna'"))


# --- settling


async def test_a_row_that_asked_for_nothing_costs_nothing(street: Street) -> None:
    await street.put(out(await street.topic(1)))
    work = await street.one()
    assert await _spent(street) == 1
    await street.settle(work, "idle")
    assert (await _spent(street), await street.state(work)) == (0, "sent")


async def test_a_step_for_the_place_is_followed_by_the_row_before_anybody_elses(street: Street) -> None:
    await street.put(out(await street.topic(1), "первый"))
    await street.put(out(await street.topic(2), "второй"))
    work = await street.one()
    await street.settle(work, "step")
    again = await street.one()
    assert (again.lease.row_id, again.attempts) == (work.lease.row_id, 0)
    assert await _spent(street) == 2


async def test_a_failed_row_is_tried_again_at_its_time_and_its_lane_waits(street: Street) -> None:
    await street.put(out(ADMIN, "раз"), out(ADMIN, "два"), out(OTHER, "три"))
    work = await street.one()
    await street.settle(work, "retry", await street.clock() + HOUR, error="502")
    assert [words(w) for w in await street.sent()] == ["три"]
    await street.ask("UPDATE lanes SET ready_at = now() RETURNING 1")
    again = await street.one()
    assert (again.lease.row_id, again.attempts) == (work.lease.row_id, 1)
    assert await street.ask("SELECT error FROM outbox WHERE id = :id", id=work.lease.row_id) == "502"


async def test_a_desk_that_rests_delays_no_other_and_no_private_chat(street: Street) -> None:
    anna, petr = await street.topic(1), await street.topic(2, "petr")
    await street.put(out(anna, "раз"), out(anna, "два"), out(await street.topic(3), "тоже Анне"))
    await street.settle(await street.one(), "rest", await street.clock() + HOUR)
    await street.put(out(petr, "Петру"), out(ADMIN, "лично"))
    assert sorted(words(w) for w in await street.sent()) == ["Петру", "лично"]
    await street.ask("UPDATE budgets SET resting_until = now() RETURNING 1")
    assert [words(w) for w in await street.sent()] == ["тоже Анне", "раз", "два"]


async def test_a_private_chat_that_rests_rests_alone(street: Street) -> None:
    await street.put(out(ADMIN, "раз"), out(OTHER, "два"))
    await street.settle(await street.one(), "rest", await street.clock() + HOUR)
    assert [words(w) for w in await street.sent()] == ["два"]


async def test_what_waits_for_an_unreachable_client_goes_out_in_order_when_they_are_back(street: Street) -> None:
    client = addresses.client(int((await street.topic(5005)).key.partition(":")[2]))
    await street.put(out(client, "раз"), out(client, "два"))
    await street.settle(await street.one(), "hold")
    assert await street.claim() == []
    async with street.db.transaction() as session:
        await lanes.let_go(session, client.key)
    assert [words(w) for w in await street.sent()] == ["раз", "два"]


@pytest.mark.parametrize("outcome", ["parked", "dropped"])
async def test_a_row_that_is_given_up_lets_its_lane_go_on(street: Street, outcome: str) -> None:
    await street.put(out(ADMIN, "раз"), out(ADMIN, "два"))
    work = await street.one()
    await street.settle(work, outcome, error="Bad Request")
    assert await street.state(work) == outcome
    assert [words(w) for w in await street.sent()] == ["два"]


async def test_where_a_relayed_message_went_is_remembered(street: Street) -> None:
    lane = await street.topic(1)
    relay_id = await street.ask(
        "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at) "
        "VALUES (:client, 'client', 1, 1, 9, 'text', '{}', now()) RETURNING id",
        client=int(lane.key.partition(":")[2]),
    )
    await street.put(Out(lane, Relay(), relay_id=relay_id))
    work = await street.one()
    assert work.relayed is not None and work.relayed.message_id == 9
    await street.settle(work, chat_id=-100, thread_id=77, message_ids=(31,))
    copy = "SELECT ARRAY[copy_chat_id, copy_thread_id, copy_message_id] FROM messages"
    assert await street.ask(copy) == [-100, 77, 31]


async def part_of(street: Street, lane: Address, number: int, bundle: str = "7/album") -> Out:
    """A part that nothing holds any more, once it is enqueued."""
    relay_id = await street.ask(
        "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at) "
        "VALUES (:client, 'client', 1, 1, :number, 'photo', '{}', now()) RETURNING id",
        client=int(lane.key.partition(":")[2]),
        number=number,
    )
    return Out(lane, Relay(), relay_id=relay_id, bundle=bundle)


async def let_go(street: Street) -> None:
    await street.ask("UPDATE outbox SET not_before = now() - interval '1 minute' WHERE bundle IS NOT NULL RETURNING 1")


async def test_an_album_is_one_claim_that_draws_all_its_parts(street: Street) -> None:
    lane = await street.topic(1)
    await street.put(out(lane, "перед"), *[await part_of(street, lane, number) for number in (1, 2, 3)])
    await let_go(street)
    budget = limits(group_messages=4, group_window=timedelta(hours=1))
    assert await street.settle(await street.one(budget))
    album = await street.one(budget)
    assert [part.original.message_id for part in album.parts] == [1, 2, 3] and len(album.lease.rows) == 3
    assert await street.settle(album, chat_id=-100, thread_id=77, message_ids=(31, 32, 33))
    copies = "SELECT array_agg(copy_message_id ORDER BY message_id) FROM messages"
    assert await street.ask(copies) == [31, 32, 33]
    await street.put(out(lane, "после"))
    assert await street.claim(1, budget) == [], "the budget is spent by four messages"


async def test_an_album_waits_until_there_is_room_for_all_of_it(street: Street) -> None:
    lane, budget = await street.topic(1), limits(group_messages=4, group_window=timedelta(hours=1))
    for words_ in ("раз", "два"):
        await street.put(out(lane, words_))
        await street.settle(await street.one(budget))
    await street.put(*[await part_of(street, lane, number) for number in (1, 2, 3)])
    await let_go(street)
    assert await street.claim(1, budget) == []


@pytest.mark.parametrize("outcome", ["retry", "rest", "hold", "parked"])
async def test_what_becomes_of_an_album_becomes_of_all_its_parts(street: Street, outcome: str) -> None:
    lane = await street.topic(1)
    await street.put(*[await part_of(street, lane, number) for number in (1, 2)])
    await let_go(street)
    await street.settle(await street.one(), outcome, await street.clock())
    state = "parked" if outcome == "parked" else "queued"
    assert await street.ask("SELECT array_agg(DISTINCT state) FROM outbox") == [state]


async def test_parts_that_telegram_refused_together_are_claimed_one_by_one(street: Street) -> None:
    lane = await street.topic(1)
    await street.put(*[await part_of(street, lane, number) for number in (1, 2)])
    await let_go(street)
    album = await street.one()
    async with street.db.transaction() as session:
        await outbox.alone(session, album.lease)
    await street.settle(album, "step")
    alone = [await street.one()]
    await street.settle(alone[0])
    alone.append(await street.one())
    assert [one.relayed.message_id for one in alone if one.relayed] == [1, 2]
    assert not any(one.parts for one in alone)


async def test_what_stands_between_the_parts_of_an_album_does_not_tear_it(street: Street) -> None:
    lane = await street.topic(1)
    await street.put(await part_of(street, lane, 1), out(lane, "между"), await part_of(street, lane, 2))
    await let_go(street)
    album = await street.one()
    assert [part.original.message_id for part in album.parts] == [1, 2]
    await street.settle(album)
    assert words(await street.one()) == "между"


# --- dead workers


async def test_a_lost_lease_settles_nothing(street: Street) -> None:
    await street.put(out(ADMIN, "раз"))
    (lost,) = await street.claim(lease_s=0)
    assert await _released(street) == 1
    again = await street.one()
    assert again.lease.row_id == lost.lease.row_id
    assert await street.settle(lost) is False
    assert await street.state(again) == "sending"
    assert await street.settle(again) is True


async def test_what_a_dead_worker_held_is_sent_again(street: Street) -> None:
    worker = await _worker(street, silent_s=SILENCE_S + 1)
    await street.put(out(ADMIN, "раз"), out(ADMIN, "два"))
    await street.claim(worker=worker)
    assert await street.claim() == []
    assert await eventually(lambda: _released(street), "its release") == 1
    assert await street.ask("SELECT count(*) FROM outbox WHERE state = 'sending'") == 0
    assert [words(w) for w in await street.sent()] == ["раз", "два"]


async def test_a_worker_that_is_here_keeps_its_lanes_however_silent_it_is(street: Street, db: Database) -> None:
    worker = await _worker(street, silent_s=3600)
    await street.put(out(ADMIN))
    (work,) = await street.claim(worker=worker)
    async with await psycopg.AsyncConnection.connect(db.url, autocommit=True) as alive:
        await alive.execute("SELECT pg_advisory_lock(%s, %s::integer)", (WORKER_LOCK, worker))
        assert await _released(street) == 0
        assert await street.settle(work) is True


async def test_a_worker_whose_connection_broke_has_a_moment_to_come_back(street: Street) -> None:
    worker = await _worker(street, silent_s=0)
    await street.put(out(ADMIN))
    await street.claim(worker=worker)
    assert await _released(street) == 0


async def _worker(street: Street, silent_s: float) -> int:
    query = "INSERT INTO workers (seen_at) VALUES (now() - make_interval(secs => :silent)) RETURNING id"
    return int(await street.ask(query, silent=silent_s))


async def _released(street: Street) -> int:
    return int(await street.ask("SELECT release_dead(:lock, :silence)", lock=WORKER_LOCK, silence=SILENCE_S))


# --- when to look again


async def test_nothing_is_due_in_an_empty_queue(street: Street) -> None:
    assert await street.due_s() is None


async def test_what_may_go_is_due_now(street: Street) -> None:
    await street.put(out(ADMIN))
    due_s = await street.due_s()
    assert due_s is not None and due_s <= 0


async def test_a_retry_is_due_at_its_time(street: Street) -> None:
    await street.put(out(ADMIN))
    await street.settle(await street.one(), "retry", await street.clock() + timedelta(seconds=30))
    assert 25 < (await street.due_s() or 0) <= 30


async def test_a_spent_group_is_due_when_its_oldest_message_leaves_the_window(street: Street) -> None:
    budget = limits(group_messages=1, group_window=timedelta(seconds=30))
    lane = await street.topic(1)
    await street.put(out(lane), out(lane))
    await street.settle(await street.one(budget))
    assert await street.claim(1, budget) == []
    assert 25 < (await street.due_s(budget) or 0) <= 30


async def test_a_resting_desk_is_due_when_it_has_rested(street: Street) -> None:
    await street.put(out(await street.topic(1)))
    await street.settle(await street.one(), "rest", await street.clock() + timedelta(seconds=30))
    assert 25 < (await street.due_s() or 0) <= 30


async def test_a_spent_overall_budget_is_waited_for_instead_of_asked_for_all_the_time(street: Street) -> None:
    budget = limits(total_per_second=1)
    await street.put(*(out(addresses.chat(number)) for number in range(1, 6)))
    await eventually(lambda: _nothing(street, budget))
    assert 0.2 < (await street.due_s(budget) or 0) <= 1.1


async def test_a_held_lane_is_not_due(street: Street) -> None:
    await street.put(out(await street.topic(1, desk=None)))
    assert await street.due_s() is None


async def _nothing(street: Street, budget: Limits) -> bool:
    return not await street.claim(1, budget)


async def test_an_album_draws_all_its_messages_and_waits_for_room_without_being_passed(street: Street) -> None:
    ten = limits(group_messages=20, group_window=timedelta(seconds=60))
    first, second = await street.topic(1), await street.topic(2)
    await street.put(out(second, "album", cost=10))
    await street.ask("UPDATE lanes SET fresh = false RETURNING id")
    for number in range(12):
        await street.put(out(first, f"{number}", Priority.PUSH))
        await street.settle(await street.one(ten))
    await street.put(out(first, "text"))
    assert await street.claim(5, ten) == []  # eight places are free, and the album is next in the round
    assert 0 < (await street.due_s(ten) or 0) <= 60
    await street.ask("UPDATE budgets SET ring = ring[3:] RETURNING 1")  # as if two of them were long ago
    assert [words(work) for work in await street.claim(5, ten)] == ["album"]
    assert await street.ask("SELECT cardinality(ring) FROM budgets WHERE desk = 'anna'") == 20
    assert await street.claim(5, ten) == []


async def test_an_album_larger_than_the_budget_goes_when_the_budget_is_whole(street: Street) -> None:
    few = limits(group_messages=5, group_window=timedelta(seconds=60))
    to = await street.topic(1)
    await street.put(out(to, "album", cost=10))
    assert [words(work) for work in await street.claim(1, few)] == ["album"]


async def test_the_parts_of_a_message_are_held_and_hold_up_no_other_lane(street: Street) -> None:
    album, other = addresses.chat(1), addresses.chat(2)
    await street.put(out(album, "часть", bundle="-100:5/77"), out(other, "другому"))
    assert [words(work) for work in await street.sent()] == ["другому"]
    await street.ask("UPDATE outbox SET not_before = now() - interval '31 seconds' RETURNING id")
    await street.ask("UPDATE lanes SET ready_at = '-infinity' RETURNING id")
    assert [words(work) for work in await street.sent()] == ["часть"]


async def test_new_places_get_one_of_eight_messages_while_conversations_wait(street: Street) -> None:
    """Fifty strangers come at once: what makes their topics stays behind an existing client's messages."""
    known = await street.topic(1)
    await street.put(out(known, "было"))
    await street.sent()
    for number in range(2, 52):
        await street.put(out(await street.topic(number), "новый"))
    await street.put(*(out(known, f"{number}") for number in range(20)))
    went = []
    for _ in range(20):
        work = await street.one()
        went.append(words(work))
        await street.settle(work, "sent" if words(work) != "новый" else "step")
    assert [at for at, text in enumerate(went) if text == "новый"] == [7, 15]


async def test_a_tap_hurries_the_card_that_waits_already(street: Street) -> None:
    card, topic = addresses.card_edits("live:anna", "anna"), await street.topic(1)
    await street.put(out(topic, "вопрос"), out(card, "было", Priority.EDIT, card="live:anna"))
    await street.put(out(card, "нажато", Priority.ANSWER, card="live:anna"))
    await street.put(out(card, "часы", Priority.EDIT, card="live:anna"))
    assert [words(work) for work in await street.sent()] == ["часы", "вопрос"]


async def test_notices_of_a_topic_that_wait_together_are_one_message(street: Street) -> None:
    topic, other = await street.topic(1), await street.topic(2)

    def notice(to: Address, said: str) -> Out:
        return Out(to, Text(said, silent=True))

    await street.put(notice(topic, "открыл форму"), notice(topic, "позвал"), notice(other, "вернулся"))
    await street.put(out(topic, "вопрос"), notice(topic, "закончил"), notice(topic, "отменил"))
    await street.put(Out(topic, Text("/info", silent=True, reply_to=5)), notice(topic, "ушёл"))
    went = await street.sent()
    assert [words(work) for work in went if work.address == topic] == [
        "открыл форму\nпозвал", "вопрос", "закончил\nотменил", "/info", "ушёл"
    ]  # fmt: skip
    assert [words(work) for work in went if work.address == other] == ["вернулся"]


async def test_a_notice_that_is_on_its_way_takes_no_other(street: Street) -> None:
    topic = await street.topic(1)
    await street.put(Out(topic, Text("раз", silent=True)))
    in_flight = await street.one()
    await street.put(Out(topic, Text("два", silent=True)))
    assert await street.settle(in_flight)
    assert [words(in_flight), *map(words, await street.sent())] == ["раз", "два"]


async def test_new_places_leave_two_fifths_of_a_group_free_for_whoever_writes_next(street: Street) -> None:
    budget = limits(group_messages=10, group_window=HOUR)
    known = await street.topic(1)
    await street.put(out(known, "было"))
    await street.sent()
    await street.ask("UPDATE budgets SET ring = '{}' RETURNING desk")
    for number in range(2, 20):
        await street.put(out(await street.topic(number), "новый"))
    assert len(await street.claim(20, budget)) == 6
    due_s = await street.due_s(budget)
    assert due_s is not None and 2000 < due_s <= 2880, "the next is due with the next of eight messages, and not before"
    await street.put(out(known, "вопрос"))
    assert "вопрос" in {words(work) for work in await street.claim(20, budget)}


async def test_new_places_are_made_even_where_nothing_is_ever_free(street: Street) -> None:
    budget = limits(group_messages=8, group_window=HOUR)
    await street.put(out(await street.topic(1), "новый"))
    await street.ask(
        "UPDATE budgets SET ring = array_fill(now() - interval '1 minute', ARRAY[7]), fresh_at = now() - :ago "
        "RETURNING desk",
        ago=HOUR - timedelta(minutes=1),
    )
    assert await street.claim(1, budget) == []
    assert 0 < (await street.due_s(budget) or 0) <= 60
    await street.ask("UPDATE budgets SET fresh_at = now() - :ago RETURNING desk", ago=HOUR + timedelta(minutes=1))
    assert [words(work) for work in await street.claim(1, budget)] == ["новый"]

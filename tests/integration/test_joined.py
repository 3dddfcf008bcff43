"""Which waiting rows go as one message, and what becomes of them together."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from relay_bot.db import message as messages
from relay_bot.db import outbox
from relay_bot.db.outbox import Settled
from relay_bot.domain.addresses import Address
from relay_bot.domain.joined import ENTITIES_MAX, Piece, Span, join
from relay_bot.domain.outgoing import Answer, Callback, Out, Priority, Relay, Text
from relay_bot.domain.signs import TEXT_MAX, units
from relay_bot.domain.work import Work
from tests.integration.street import Street, limits

SCARCE = limits(group_messages=1)
WRITE = """INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at)
    SELECT :client, 'client', 1, :client, count(*), :kind, CAST(:content AS jsonb), now() FROM messages RETURNING id"""
BOLD = {"type": "bold", "offset": 0, "length": 1}


async def says(
    street: Street, to: Address, words: str, row: Relay | None = None, kind: str = "text", entities: int = 0
) -> int:
    """Put a message of the client's into their topic's lane; its id."""
    client = int(to.key.partition(":")[2])
    content = {"text": words, "entities": [BOLD] * entities} if kind == "text" else {"caption": words}
    async with street.db.transaction() as session:
        about = {"client": client, "kind": kind, "content": json.dumps(content)}
        added = await session.execute(text(WRITE), about)
        message = int(added.scalar_one())
        await outbox.enqueue(session, [Out(to, row or Relay(), relay_id=message)])
    return message


def said(work: Work) -> list[str]:
    return [str(part.original.content["text"]) for part in work.parts]


async def test_texts_that_wait_go_together_when_the_budget_does_not_do_for_each(street: Street) -> None:
    topic = await street.topic(1)
    for one in ("раз", "два", "три"):
        await says(street, topic, one)
    assert said(await street.one(limits(group_messages=2))) == ["раз", "два", "три"]


async def test_with_room_for_all_that_waits_each_goes_by_itself(street: Street) -> None:
    topic, other = await street.topic(1), await street.topic(2)
    for one in ("раз", "два", "три"):
        await says(street, topic, one)
    await street.put(Out(other, Text("не так срочно"), Priority.COSMETIC))
    assert said(await street.one(limits(group_messages=3))) == []


async def test_what_is_in_flight_does_not_wait_for_room(street: Street) -> None:
    topic, others = await street.topic(1), [await street.topic(number) for number in (2, 3)]
    for one in others:
        await says(street, one, "уже в пути")
    await street.claim(2, limits(group_messages=4))
    for one in ("раз", "два"):
        await says(street, topic, one)
    assert said(await street.one(limits(group_messages=4))) == []


@pytest.mark.parametrize(
    "other",
    [
        {"row": Relay(buttons=[[Callback("Текст с фото", "x")]])},
        {"row": Relay(forward=True)},
        {"row": Relay(answer=Answer(message=1))},
        {"row": Relay(instead="не копируется")},
        {"kind": "photo"},
    ],
    ids=str,
)
async def test_what_is_more_than_a_text_ends_it(street: Street, other: dict[str, object]) -> None:
    topic = await street.topic(1)
    for one in ("раз", "два"):
        await says(street, topic, one)
    await says(street, topic, "иное", **other)  # type: ignore[arg-type]
    await says(street, topic, "три")
    assert said(await street.one(SCARCE)) == ["раз", "два"]


async def test_the_first_may_answer_something(street: Street) -> None:
    topic = await street.topic(1)
    await says(street, topic, "раз", Relay(answer=Answer(message=1)))
    await says(street, topic, "два", Relay(silent=True))
    assert said(await street.one(SCARCE)) == ["раз", "два"]


@pytest.mark.parametrize("words", ["x" * 1000, "😀" * 500, "a\n😀" * 300])
async def test_what_is_joined_fits(street: Street, words: str) -> None:
    topic = await street.topic(1)
    for _ in range(6):
        await says(street, topic, words)
    parts = (await street.one(SCARCE)).parts
    pieces = [Piece(one.original.id, one.original.content, one.original.written_at) for one in parts]
    joined = join(pieces, ZoneInfo("Europe/Moscow"))
    assert joined.fits and units(joined.text) + units(words) > TEXT_MAX - 100


async def test_formatting_is_never_lost_for_being_too_much(street: Street) -> None:
    topic = await street.topic(1)
    for _ in range(4):
        await says(street, topic, "и", entities=ENTITIES_MAX // 3)
    assert len((await street.one(SCARCE)).parts) == 2


async def test_it_costs_one_message_and_its_lane_goes_on(street: Street) -> None:
    topic, budget = await street.topic(1), limits(group_messages=2, group_window=timedelta(hours=1))
    for one in ("раз", "два", "три"):
        await says(street, topic, one)
    work = await street.one(budget)
    assert len(work.parts) == 3
    ids, spans = (77, 77, 77), (Span(1, 0, 3), Span(2, 5, 3), Span(3, 10, 3))
    assert await street.settle(work, chat_id=-100, thread_id=5, message_ids=ids, spans=spans)
    assert (
        await street.ask("SELECT count(*) FROM messages WHERE copy_message_id = 77 AND copy_offset = 5 * (id - 1)") == 3
    )
    await says(street, topic, "четыре")
    assert await street.one(budget), "one of two messages of the budget is left"


async def test_after_a_crash_it_goes_as_it_was(street: Street) -> None:
    topic = await street.topic(1)
    for one in ("раз", "два"):
        await says(street, topic, one)
    await street.one(SCARCE)
    await street.ask("UPDATE lanes SET lease = NULL RETURNING 1")
    await street.ask("UPDATE outbox SET state = 'queued' RETURNING 1")
    await street.ask("UPDATE budgets SET ring = '{}' RETURNING 1")
    await says(street, topic, "три")
    again = await street.one(limits())
    assert said(again) == ["раз", "два"]
    assert await street.settle(again)
    assert (await street.one(limits())).parts == ()


async def test_refused_as_one_each_goes_by_itself_and_is_paid_for(street: Street) -> None:
    topic = await street.topic(1)
    for one in ("раз", "два"):
        await says(street, topic, one)
    work = await street.one(SCARCE)
    async with street.db.transaction() as session:
        await outbox.alone(session, work.lease)
        assert await outbox.acknowledge(session, work.lease, Settled("step"))
    for _ in range(2):
        await street.ask("UPDATE budgets SET ring = '{}' RETURNING 1")
        alone = await street.one(SCARCE)
        assert alone.parts == () and isinstance(alone.row, Relay) and alone.row.alone
        assert await street.ask("SELECT cardinality(ring) FROM budgets WHERE desk = 'anna'") == 1
        assert await street.settle(alone)


async def test_of_a_redrawn_copy_only_what_it_shows_stands_there(street: Street) -> None:
    topic = await street.topic(1)
    kept = [await says(street, topic, one) for one in ("раз", "два", "три")]
    work = await street.one(SCARCE)
    spans = tuple(Span(id, 5 * n, 3) for n, id in enumerate(kept))
    assert await street.settle(work, chat_id=-100, message_ids=(77,) * 3, spans=spans)
    async with street.db.transaction() as session:
        await messages.removed(session, kept[1], await street.clock())
        left = await messages.joined(session, kept[0])
        assert [piece.content["text"] for piece in left] == ["раз", "три"]
        await messages.redrawn(session, -100, 77, [Span(kept[0], 0, 3), Span(kept[2], 5, 3)])
    found = "SELECT array_agg(copy_offset ORDER BY id) FROM messages WHERE copy_message_id = 77"
    assert await street.ask(found) == [0, 5]


@pytest.mark.parametrize("words", ["", "abc", "привет 😀", "👨‍👩‍👧‍👦\n", "\U0010ffff\uffff"])
async def test_postgresql_counts_as_telegram_does(street: Street, words: str) -> None:
    assert await street.ask("SELECT utf16_units(:words)", words=words) == units(words)

"""A row that raises: its clock goes on, its round goes on, the admin hears of it once, and it is tried again later.

The rows raise inside PostgreSQL (a trigger), or can't be read: nothing of ours is replaced.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from relay_bot.bell import Bell
from relay_bot.clocks import janitor
from relay_bot.clocks.board import Boards
from relay_bot.clocks.draft import Drafts
from relay_bot.clocks.handover import Handovers
from relay_bot.clocks.overdue import Overdue
from relay_bot.clocks.reminder import Reminders
from relay_bot.clocks.statistics import Painter
from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db import parked, statistics
from relay_bot.db import reminder as reminders
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain.forms.draft import Draft, Filled
from relay_bot.domain.parsing.values import Description
from relay_bot.rounds import Rows
from relay_bot.texts import Texts
from tests.integration.street import GROUPS, Street, eventually
from tests.unit.paper.figures import figures

ADMIN = 100000001
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONFIG = Config.model_validate(
    {
        "telegram": {"admins": [ADMIN]},
        "schedule": {"workdays": ["tue"], "hours": "00:00-23:59", "holidays": [], "digest": ""},
        "managers": [
            {"key": key, "name": key, "tg_id": number, "phone": f"+7900000000{number}", "group_id": GROUPS[key]}
            for number, key in ((1, "anna"), (2, "petr"))
        ],
    }
)
TEXTS = Texts.load()
LAST_MOMENT = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
"""No other time zone has it: whoever shows it raises."""


async def raising(street: Street, table: str, event: str, condition: str) -> None:
    """From now on PostgreSQL refuses this for such rows."""
    async with street.db.transaction() as session:
        await session.exec_driver_sql(
            f"CREATE FUNCTION raise_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a bad row'; END $$"
        )
        await session.exec_driver_sql(
            f"CREATE TRIGGER bad BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) "
            f"EXECUTE FUNCTION raise_{table}()"
        )


async def words(street: Street, address: str) -> list[str]:
    query = (
        "SELECT coalesce(array_agg(payload->>'html' ORDER BY outbox.id), '{}') "
        "FROM outbox JOIN lanes ON lanes.id = lane_id WHERE address = :address"
    )
    return list(await street.ask(query, address=address))


async def told(street: Street) -> int:
    return len(await words(street, f"chat:{ADMIN}"))


async def client(street: Street, number: int, desk: str = "anna") -> int:
    async with street.db.transaction() as session:
        one = await clients.arrive(session, number, f"Клиент {number}", "")
        await clients.change(session, one.id, desk=desk, registered_at=NOW, wrote_at=NOW)
    return one.id


async def test_a_bad_reminder_is_set_aside_and_the_others_ring(street: Street) -> None:
    await raising(street, "reminders", "UPDATE", "old.body = 'плохое'")
    sweep = Reminders(street.db, lambda: CONFIG, TEXTS)
    async with street.db.transaction() as session:
        for body in ("первое", "плохое", "третье"):
            await reminders.keep(session, "anna", None, 1, body, NOW)
    for minute in range(3):
        async with street.db.transaction() as session:
            await sweep.ring_due(session, NOW + timedelta(seconds=20 * minute))
    rung = await words(street, "board:anna:general")
    assert len(rung) == 2 and "первое" in rung[0] and "третье" in rung[1]
    assert await told(street) == 1
    assert await street.ask("SELECT tries FROM mishaps") == 1, "left alone for a minute"
    async with street.db.transaction() as session:
        assert [(row.kind, row.error_line[-9:]) for row in await parked.listing(session)] != []
        await session.exec_driver_sql("DROP TRIGGER bad ON reminders")
        await sweep.ring_due(session, NOW + timedelta(minutes=2))
    assert len(await words(street, "board:anna:general")) == 3, "tried again once it may be better"
    assert await told(street) == 1


async def test_more_bad_rows_than_a_round_takes_hold_up_nobody(street: Street) -> None:
    await raising(street, "reminders", "UPDATE", "old.body = 'плохое'")
    sweep = Reminders(street.db, lambda: CONFIG, TEXTS)
    async with street.db.transaction() as session:
        for _ in range(60):
            await reminders.keep(session, "anna", None, 1, "плохое", NOW - timedelta(hours=1))
        await reminders.keep(session, "anna", None, 1, "хорошее", NOW)
    for _ in range(2):
        async with street.db.transaction() as session:
            await sweep.ring_due(session, NOW)
    assert len(await words(street, "board:anna:general")) == 1
    assert await told(street) == 5, "one trouble is not told sixty times"


async def test_the_admin_frees_a_row_or_gives_it_up(street: Street) -> None:
    rows = Rows("clock", street.db, lambda: CONFIG, TEXTS)
    async with street.db.transaction() as session:
        await rows.set_aside(session, "one", ValueError("x"), NOW)
        (row,) = await parked.listing(session)
        detail = await parked.show(session, row.id)
        assert detail is not None and "ValueError" in detail.traceback and row.lane == "one"
        assert await parked.drop(session, row.id)
        assert await street.ask("SELECT count(*) FROM mishaps WHERE again_at = 'infinity'") == 0  # not committed yet
        assert await parked.retry(session, row.id)
        assert await parked.listing(session) == []


async def test_a_draft_that_cant_be_read_holds_up_no_other(street: Street) -> None:
    unfinished = Drafts(street.db, lambda: CONFIG, TEXTS)
    content = Draft({"descr": Filled(Description("Станок токарный"))})
    for number in (1, 2, 3):
        one = await client(street, number)
        async with street.db.transaction() as session:
            await drafts.begin(session, one, "waybill", content, NOW - timedelta(hours=2))
    async with street.db.transaction() as session:
        await session.exec_driver_sql("""UPDATE drafts SET content = '{"values": 7}' WHERE id = 2""")
    for _ in range(2):
        async with street.db.transaction() as session:
            await unfinished.sweep(session, NOW)
    rung = await words(street, "board:anna:drafts")
    assert len(rung) == 2 and "Клиент 1" in rung[0] and "Клиент 3" in rung[1]
    assert await told(street) == 1


async def test_a_push_that_raises_holds_up_no_other(street: Street) -> None:
    overdue = Overdue(street.db, lambda: CONFIG, TEXTS)
    for number in (1, 2):
        one = await client(street, number)
        await street.ask(
            "INSERT INTO messages "
            "(client_id, side, author_id, chat_id, message_id, kind, content, written_at, copied_at) "
            "VALUES (:client, 'client', 1, :chat, 1, 'text', '{\"text\": \"?\"}', :at, :at) RETURNING id",
            client=one,
            chat=number,
            at=LAST_MOMENT if number == 1 else NOW - timedelta(hours=5),
        )
    for _ in range(2):
        async with street.db.transaction() as session:
            await overdue.look_at(session, CONFIG.managers[0], NOW)
    pushed = await words(street, "board:anna:calls")
    assert len(pushed) == 1 and "Клиент 2" in pushed[0]
    assert await told(street) == 1


async def test_a_desk_whose_board_raises_holds_up_no_other_desk(street: Street) -> None:
    boards = Boards(street.db, lambda: CONFIG, TEXTS, 1, "bot")
    one = await client(street, 1)
    async with street.db.transaction() as session:
        await drafts.begin(session, one, "waybill", Draft({"descr": Filled(Description("Станок"))}), LAST_MOMENT)
    running = asyncio.create_task(boards.run())
    await eventually(lambda: words(street, "board:petr:general"), "the other desk's board")
    await eventually(lambda: told(street), "the admin's notice")
    assert not running.done()
    running.cancel()


async def test_a_client_who_cant_be_handed_over_holds_up_no_other(street: Street) -> None:
    for number in range(1, 8):
        await client(street, number)
    await raising(street, "clients", "UPDATE", "old.tg_id = 3")
    handovers = Handovers(street.db, lambda: CONFIG, TEXTS, 1, "bot")
    await street.ask(
        "INSERT INTO handovers (from_desk, to_desk, asked_by, asked_at, confirmed_at) "
        "VALUES ('anna', 'petr', :admin, now(), now()) RETURNING id",
        admin=ADMIN,
    )
    for _ in range(4):
        async with street.db.transaction() as session:
            await handovers.go_on(session, NOW)
    assert await street.ask("SELECT array_agg(tg_id ORDER BY tg_id) FROM clients WHERE desk = 'anna'") == [3]
    assert await street.ask("SELECT moved FROM handovers WHERE finished_at IS NOT NULL") == 6
    assert await told(street) == 2, "one could not, and the others are there"


async def test_a_picture_that_raises_is_given_up_and_the_next_is_drawn(street: Street) -> None:
    await raising(street, "uploads", "INSERT", "true")
    painter = Painter(street.db, lambda: CONFIG, TEXTS, Bell())
    async with street.db.transaction() as session:
        await statistics.order(session, addresses.board("anna", "general"), None, "плохая", figures(7) | {"fonts": ""})
        await statistics.order(session, addresses.board("anna", "general"), None, "пустая", {})
    running = asyncio.create_task(painter.run())
    await eventually(lambda: _gone(street, "pictures"), "both pictures")
    said = await words(street, "board:anna:general")
    assert len(said) == 1 and "пустая" in said[0]
    assert await told(street) == 1
    assert not running.done()
    running.cancel()


async def _gone(street: Street, table: str) -> bool:
    return bool(await street.ask(f"SELECT count(*) = 0 FROM {table}"))


async def test_a_round_that_raises_as_a_whole_ends_no_clock(street: Street) -> None:
    """Forgetting, for one: what it can't forget is told once, and it comes again."""
    await street.ask(
        "INSERT INTO inbox (bot_id, update_id, lane, payload, state, done_at) "
        "VALUES (1, 1, '1', '{}', 'done', now() - interval '9 days') RETURNING id"
    )
    await raising(street, "inbox", "DELETE", "true")
    turns = 0

    async def forget() -> None:
        nonlocal turns
        turns += 1
        await janitor.forget(street.db, CONFIG.timers.missed_keep)

    running = asyncio.create_task(Rows("janitor", street.db, lambda: CONFIG, TEXTS).rounds(0.01, forget))
    await eventually(lambda: _is(lambda: turns >= 2), "a second round")
    assert not running.done() and await told(street) == 1
    running.cancel()


async def _is(condition: Callable[[], bool]) -> bool:
    return condition()

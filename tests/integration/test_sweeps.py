"""What the clocks ask every second or two is answered by an index, however much the desk has behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from relay_bot.clocks.board import Boards
from relay_bot.clocks.draft import Drafts
from relay_bot.clocks.janitor import DRAFTS_DAYS, KEYS_DAYS, LETTERS_DAYS, ROWS_DAYS, UPDATES_DAYS
from relay_bot.clocks.overdue import Overdue
from relay_bot.clocks.reminder import Reminders
from relay_bot.config import Config
from relay_bot.db import card as cards
from relay_bot.db import client as clients
from relay_bot.db import handover as handovers
from relay_bot.db import history, inbox, janitor, letter, outbox, recording, statistics, topic, waybill
from relay_bot.db.session import Session
from relay_bot.texts import Texts
from tests.integration.street import GROUPS, Street, limits

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A working morning, at the time of the digest."""

TEXTS = Texts.load()
CONFIG = Config.model_validate(
    {
        "schedule": {"workdays": ["tue"], "hours": "00:00-23:59", "holidays": [], "digest": "12:00"},
        "managers": [
            {"key": key, "name": key, "tg_id": number, "phone": f"+7900000000{number}", "group_id": GROUPS[key]}
            for number, key in ((1, "anna"), (2, "petr"))
        ],
    }
)

A_YEAR = """
INSERT INTO desks (key) SELECT 'd' || i FROM generate_series(1, 58) i;
INSERT INTO clients (tg_id, name, desk, registered_at, wrote_at)
    SELECT i, 'Клиент', (ARRAY['anna', 'petr'] || ARRAY(SELECT 'd' || d FROM generate_series(1, 58) d))[1 + mod(i, 60)],
        '2026-01-01', '2026-11-01' FROM generate_series(1, 3000) i;
INSERT INTO topics (address, desk, client_id, group_id, thread_id, name)
    SELECT 'topic:' || id, desk, id, -1, id, 'Клиент' FROM clients;
INSERT INTO cards (key, chat_id, message_id, pinned) SELECT 'topic:' || id, -1, id, true FROM clients;
INSERT INTO cards (key, chat_id, message_id, payload) SELECT 'call:' || id, -1, 10000 + id, '{"html": ""}' FROM clients;
INSERT INTO lanes (address, desk) SELECT 'topic:' || id, desk FROM clients;
INSERT INTO lanes (address) SELECT 'client:' || id FROM clients;
INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, copied_at)
    SELECT id, side, 1, n, tg_id, 'text', '{}', '2026-11-01', '2026-11-01'
    FROM clients, (VALUES ('client', 1), ('desk', 2), ('client', 3), ('desk', 4)) said(side, n);
INSERT INTO recordings (client_id, relay_id, lane, kind, file_id, bytes, state, done_at)
    SELECT client_id, id, client_id, 'voice', '', 1, 'done', '2026-11-01' FROM messages WHERE side = 'client';
INSERT INTO calls (client_id, called_at, taken_at, finished_at)
    SELECT id, '2026-10-01', '2026-10-01', '2026-10-01' FROM clients;
INSERT INTO drafts (client_id, form, state, content, started_at, touched_at, finished_at, rung_at, told)
    SELECT id, form, 'done', '{}', '2026-10-01', '2026-10-01', '2026-10-01', '2026-10-01', 'done'
    FROM clients, (VALUES ('waybill'), ('claim')) forms(form);
INSERT INTO waybills (number, code, client_id, draft_id, issued_at, content, sheet, file_id)
    SELECT 'W' || id, id, client_id, id, '2026-10-01', '{"values": {}, "comment": ""}', '{}', 'file'
    FROM drafts WHERE form = 'waybill';
INSERT INTO claims (number, client_id, draft_id, waybill_text, story, email, status, received_at, due_on, decided_at,
        closed_at)
    SELECT 'C' || id, client_id, id, '', '', '', 'closed', '2026-10-01', '2026-11-01', '2026-10-01', '2026-10-01'
    FROM drafts WHERE form = 'claim';
INSERT INTO mails (claim_id, sender_id, address, subject, body, sheet, state, sent_at)
    SELECT id, 1, '', '', '', '{}', 'sent', '2026-10-01' FROM claims;
INSERT INTO reminders (desk, client_id, author_id, body, due_at, rung_at)
    SELECT desk, id, 1, '', '2026-10-01', '2026-10-01' FROM clients;
INSERT INTO notes (client_id, author_id, body, written_at) SELECT id, 1, '', '2026-10-01' FROM clients;
INSERT INTO uploads (kind, name, content) SELECT 'document', '', '' FROM generate_series(1, 3000);
INSERT INTO outbox (lane_id, kind, payload, priority, card, once, state, finished_at)
    SELECT id, 'text', '{"html": ""}', 1, 'card:' || id, CASE WHEN n = 1 THEN 'call:' || id END, 'sent',
        now() - interval '1 day' * n
    FROM lanes, generate_series(1, 2) n;
INSERT INTO inbox (bot_id, update_id, lane, payload, state, done_at)
    SELECT 1, id, lane_id, '{}', 'done', now() FROM outbox;
INSERT INTO handovers (from_desk, to_desk, asked_by, asked_at, confirmed_at)
    VALUES ('anna', 'petr', 1, '2026-11-24', '2026-11-24');
"""

GROWING = (
    *("calls", "cards", "claims", "clients", "drafts", "inbox", "lanes", "mails"),
    *("messages", "notes", "outbox", "recordings", "reminders", "topics", "uploads", "waybills"),
)
"""Tables that grow with the years."""

Sweeping = Callable[[Session], Awaitable[object]]


def config() -> Config:
    return CONFIG


async def look_at_all(session: Session) -> None:
    for manager in CONFIG.managers:
        await Overdue(None, config, TEXTS).look_at(session, manager, NOW)  # type: ignore[arg-type]


async def forget(session: Session) -> None:
    await janitor.forget_updates(session, UPDATES_DAYS)
    await janitor.forget_bundles(session, UPDATES_DAYS)
    await janitor.forget_mishaps(session, ROWS_DAYS)
    await janitor.forget_rows(session, ROWS_DAYS)
    await janitor.forget_uploads(session)
    await janitor.forget_keys(session, KEYS_DAYS)
    await janitor.forget_lanes(session, ROWS_DAYS)
    await janitor.forget_drafts(session, DRAFTS_DAYS)
    await janitor.forget_letters(session, LETTERS_DAYS)
    await janitor.forget_summaries(session, ROWS_DAYS)
    await janitor.forget_cards_of_recordings(session, ROWS_DAYS)


async def queues(session: Session) -> None:
    await inbox.claim(session)
    await outbox.claim(session, 1, 1, 60, limits())
    await outbox.next_due_s(session, limits())
    await letter.claim_print(session)
    await letter.lease(session, 60)
    await waybill.claim_print(session)
    await statistics.next_picture(session)
    await recording.claim(session, 1)
    await recording.keep_waiting(session, 1)
    await recording.waiting(session, 1)


async def one_client_moves(session: Session) -> None:
    going_on = await handovers.going_on(session)
    assert going_on is not None
    (client_id,) = await handovers.next_clients(session, going_on, 1, NOW)
    await topic.leave(session, client_id)
    await clients.assigned(session, client_id, "petr")
    await handovers.follow(session, client_id, "petr", 2)
    await handovers.rung_drafts(session, client_id)
    await cards.unqueue(session, "call:1")
    await cards.shown(session, ["call:1"])
    await history.of_client(session, client_id)


async def a_topic_is_made(session: Session) -> None:
    await topic.begin_creation(session, "topic:1", "anna", 1, -2, "Клиент")
    await topic.adopt(session, "anna", -2, 7, "Клиент")


SWEEPS: dict[str, Sweeping] = {
    "board": lambda session: Boards(None, config, TEXTS, 1, "").refresh(session, "anna", NOW),  # type: ignore[arg-type]
    "unfinished": lambda session: Drafts(None, config, TEXTS).sweep(session, NOW),  # type: ignore[arg-type]
    "overdue": look_at_all,
    "reminders": lambda session: Reminders(None, config, TEXTS).ring_due(session, NOW),  # type: ignore[arg-type]
    "handovers": one_client_moves,
    "topics": a_topic_is_made,
    "janitor": forget,
    "queues": queues,
}


@pytest.fixture
async def a_year(street: Street) -> Street:
    async with street.db.transaction() as session:
        for statement in filter(str.strip, A_YEAR.split(";\n")):
            await session.exec_driver_sql(statement)
    async with street.db.statement() as session:
        await session.exec_driver_sql("ANALYZE")
    return street


async def scans(session: Session) -> Counter[str]:
    """How often this connection has read which table from end to end."""
    found = await session.exec_driver_sql("SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0")
    return Counter({name: count for name, count in found if name in GROWING})


async def test_no_sweep_reads_a_growing_table_from_end_to_end(a_year: Street) -> None:
    read: dict[str, list[str]] = {}
    for name, sweep in SWEEPS.items():
        async with a_year.db.transaction() as session:
            before = await scans(session)
            await sweep(session)
            read[name] = sorted(await scans(session) - before)
    assert read == {name: [] for name in SWEEPS}

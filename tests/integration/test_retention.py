"""[retention]: what is kept as long as config.toml says, and not a day longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from relay_bot.clocks import janitor
from relay_bot.config.tables import Retention
from relay_bot.db import client as clients
from relay_bot.db.session import Database
from tests.integration.street import Street

NEVER = timedelta(0)
DAY = timedelta(days=1)


async def kept(db: Database, **retention: timedelta) -> None:
    """The janitor comes by."""
    await janitor.forget(db, timedelta(days=90), Retention.model_validate({"messages": NEVER, **retention}))


@pytest.fixture
async def client_id(db: Database, street: Street) -> int:
    async with db.transaction() as session:
        return (await clients.arrive(session, 5, "Иван", "")).id


async def said(street: Street, client_id: int, number: int, days_ago: int) -> None:
    await street.ask(
        "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at) "
        "VALUES (:client, 'client', 5, 5, :number, 'text', CAST(:content AS jsonb), "
        "now() - make_interval(days => :ago)) RETURNING id",
        client=client_id,
        number=number,
        content='{"text": "слова"}',
        ago=days_ago,
    )


async def recorded(street: Street, client_id: int, days_ago: int) -> None:
    await street.ask(
        "INSERT INTO recordings (client_id, lane, kind, file_id, bytes, state, text, codes, done_at) VALUES "
        "(:client, '5', 'voice', 'x', 1, 'done', 'слова', '{w}', now() - make_interval(days => :ago)) RETURNING id",
        client=client_id,
        ago=days_ago,
    )


async def test_words_go_after_their_time_and_their_figures_stay(db: Database, street: Street, client_id: int) -> None:
    for number, ago in enumerate((40, 20)):
        await said(street, client_id, number, ago)
        await recorded(street, client_id, ago)
    with_words = "SELECT count(*) FROM messages WHERE content <> '{}'"
    heard = "SELECT count(*) FROM recordings WHERE text <> '' AND codes <> '{}'"
    await kept(db)
    assert (await street.ask(with_words), await street.ask(heard)) == (2, 2), '"0s": for ever'
    await kept(db, messages=30 * DAY)
    assert (await street.ask(with_words), await street.ask(heard)) == (1, 1)
    assert await street.ask("SELECT count(*) FROM messages") == await street.ask("SELECT count(*) FROM recordings") == 2


async def test_documents_go_only_of_clients_who_were_forgotten_and_after_their_time(
    db: Database, street: Street, client_id: int
) -> None:
    for number, (days_ago, closed) in enumerate(((400, True), (100, True), (400, False))):
        await papers(street, client_id, number, days_ago, closed=closed)
    left = "SELECT count(*) FROM waybills WHERE sheet <> '{}' AND content <> '{}' AND pdf IS NOT NULL"
    claimed = (
        "SELECT string_agg(number, ' ' ORDER BY id) FROM claims WHERE story <> '' AND email <> '' AND grounds <> ''"
    )
    hanging = (
        "SELECT (SELECT count(*) FROM claim_files) + (SELECT count(*) FROM claim_steps) + (SELECT count(*) FROM mails)"
    )
    await kept(db, documents=300 * DAY)
    assert await street.ask(left) == 3, "nobody was forgotten"
    await street.ask("UPDATE clients SET forgotten_at = now() WHERE id = :id RETURNING 1", id=client_id)
    await kept(db, documents=NEVER)
    assert await street.ask(left) == 3, '"0s": for ever'
    await kept(db, documents=300 * DAY)
    assert await street.ask(left) == 1
    assert await street.ask(claimed) == "1 2", "one is too new, the other not closed"
    assert await street.ask(hanging) == 6
    assert await street.ask("SELECT count(*) FROM waybills") == await street.ask("SELECT count(*) FROM claims") == 3


async def papers(street: Street, client_id: int, number: int, days_ago: int, *, closed: bool) -> None:
    """A waybill and a claim with a file, a step and a letter."""
    about: dict[str, Any] = {"client": client_id, "number": str(number), "ago": days_ago}
    draft = (
        "INSERT INTO drafts (client_id, form, state, content, started_at, touched_at) "
        "VALUES (:client, 'waybill', 'done', '{}', now(), now()) RETURNING id"
    )
    await street.ask(
        "INSERT INTO waybills (number, code, client_id, draft_id, issued_at, content, sheet, pdf) VALUES "
        "(:number, :number, :client, :draft, now() - make_interval(days => :ago), '{\"a\": 1}', '{\"b\": 2}', 'pdf') "
        "RETURNING id",
        draft=await street.ask(draft, client=client_id),
        **about,
    )
    claim = await street.ask(
        "INSERT INTO claims (number, client_id, draft_id, waybill_text, story, email, grounds, received_at, due_on, "
        "closed_at) VALUES (:number, :client, :draft, :number, 'story', 'a@b.ru', 'grounds', now(), current_date, "
        "CASE WHEN :closed THEN now() - make_interval(days => :ago) END) RETURNING id",
        draft=await street.ask(draft, client=client_id),
        closed=closed,
        **about,
    )
    for put in (
        "INSERT INTO claim_files (claim_id, kind, file_id, added_at) VALUES (:claim, 'photo', 'x', now()) RETURNING id",
        "INSERT INTO claim_steps (claim_id, at, by, was, became) VALUES (:claim, now(), 5, '', 'new') RETURNING id",
        "INSERT INTO mails (claim_id, sender_id, address, subject, body, sheet, state) "
        "VALUES (:claim, 5, 'a@b.ru', 's', 'b', '{}', 'sent') RETURNING id",
    ):
        await street.ask(put, claim=claim)

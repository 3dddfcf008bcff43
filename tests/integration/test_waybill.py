"""Numbers, printing and waiting rows of waybills on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from relay_bot.db import client as clients
from relay_bot.db import counters
from relay_bot.db import waybill as waybills
from relay_bot.db.draft import rows as drafts
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.outgoing import Document, Out
from relay_bot.domain.waybill import Waybill
from tests.integration.street import Street

NUMBERS = "{yy}{mm}-{seq:05d}"
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    base = Database(database)
    await Street(base).open()
    yield base
    await base.close()


async def number(db: Database, at: datetime = NOW) -> str:
    async with db.transaction() as session:
        return await counters.next_number(session, NUMBERS, at, MOSCOW)


async def draft(db: Database) -> tuple[int, int]:
    """(client, draft)"""
    async with db.transaction() as session:
        client = await clients.arrive(session, 7001, "Иван", "")
        return client.id, (await drafts.begin(session, client.id, "waybill", Draft(), NOW)).id


def row(waybill: Waybill) -> Out:
    return Out(addresses.client(waybill.client_id), Document(waybill.id, "waybill.pdf", waybill.number))


async def issue(db: Database, client_id: int, draft_id: int) -> Waybill:
    async with db.transaction() as session:
        return await waybills.issue(
            session,
            number=await counters.next_number(session, NUMBERS, NOW, MOSCOW),
            client_id=client_id,
            draft_id=draft_id,
            at=NOW,
            values={},
            comment="",
            sheet=lambda waybill: {"number": waybill.number},
            waiting=lambda waybill: [row(waybill)],
        )


async def queued(db: Database) -> int:
    async with db.transaction() as session:
        return int((await session.execute(text("SELECT count(*) FROM outbox WHERE state = 'queued'"))).scalar_one())


async def test_numbers_are_unique_and_without_gaps_whoever_gives_up(db: Database) -> None:
    async def gives_up() -> None:
        with pytest.raises(RuntimeError):
            async with db.transaction() as session:
                await counters.next_number(session, NUMBERS, NOW, MOSCOW)
                raise RuntimeError

    found = await asyncio.gather(*(number(db) if n % 3 else gives_up() for n in range(30)))
    assert sorted(one for one in found if one) == [f"2611-{n:05d}" for n in range(1, 21)]


async def test_every_month_of_the_companys_zone_counts_from_one(db: Database) -> None:
    assert await number(db, datetime(2026, 11, 30, 20, 59, tzinfo=UTC)) == "2611-00001"
    assert await number(db, datetime(2026, 11, 30, 21, 0, tzinfo=UTC)) == "2612-00001"
    assert await number(db, datetime(2026, 11, 30, 20, 59, tzinfo=UTC)) == "2611-00002"


async def test_one_draft_makes_one_waybill(db: Database) -> None:
    client_id, draft_id = await draft(db)
    await issue(db, client_id, draft_id)
    with pytest.raises(IntegrityError):
        await issue(db, client_id, draft_id)
    assert await number(db) == "2611-00002"  # the refused one took no number


async def test_of_two_printers_one_takes_a_waybill_and_the_next_when_it_dies(db: Database) -> None:
    client_id, draft_id = await draft(db)
    await issue(db, client_id, draft_id)
    async with db.transaction() as mine, db.transaction() as other:
        assert await waybills.claim_print(mine) is not None
        assert await waybills.claim_print(other) is None
    async with db.transaction() as next_one:
        assert await waybills.claim_print(next_one) is not None


async def test_rows_wait_for_the_document_and_go_at_once_when_it_is_there(db: Database) -> None:
    client_id, draft_id = await draft(db)
    waybill = await issue(db, client_id, draft_id)
    assert await queued(db) == 0
    async with db.transaction() as session:
        await waybills.wait_for_print(session, waybill.id, [row(waybill)])
    async with db.transaction() as session:
        await waybills.printed(session, waybill.id, b"%PDF")
    assert await queued(db) == 2
    async with db.transaction() as session:
        await waybills.wait_for_print(session, waybill.id, [row(waybill)])
    assert await queued(db) == 3


async def test_a_request_during_the_printing_is_not_forgotten(db: Database) -> None:
    client_id, draft_id = await draft(db)
    waybill = await issue(db, client_id, draft_id)
    async with db.transaction() as printer:
        assert await waybills.claim_print(printer) is not None
        async with db.transaction() as session:
            await waybills.wait_for_print(session, waybill.id, [row(waybill)])
        await waybills.printed(printer, waybill.id, b"%PDF")
    assert await queued(db) == 2


async def test_a_document_that_failed_waits_and_delays_no_other(db: Database) -> None:
    client_id, draft_id = await draft(db)
    failed = await issue(db, client_id, draft_id)
    async with db.transaction() as session:
        await waybills.print_failed(session, failed.id, 60)
    async with db.transaction() as session:
        assert await waybills.claim_print(session) is None
    _, second = await draft(db)
    await issue(db, client_id, second)
    async with db.transaction() as session:
        job = await waybills.claim_print(session)
        assert job is not None and job.waybill.number == "2611-00002"


async def test_a_file_that_telegram_forgot_is_printed_again(db: Database) -> None:
    client_id, draft_id = await draft(db)
    waybill = await issue(db, client_id, draft_id)
    async with db.transaction() as session:
        await waybills.printed(session, waybill.id, b"%PDF")
        await waybills.sent(session, waybill.id, "file-1")
        assert await waybills.claim_print(session) is None
    async with db.transaction() as session:
        await waybills.file_lost(session, waybill.id)
        assert await waybills.paper(session, waybill.id) is None
        assert await waybills.claim_print(session) is not None

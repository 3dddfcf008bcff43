"""The queue of letters on a real PostgreSQL: one worker a letter, leases, retries, drafts that change hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from relay_bot.db import client as clients
from relay_bot.db import letter as letters
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import rows as drafts
from relay_bot.db.session import Database
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.letter import Mail
from tests.integration.street import Street

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
async def base(database: str) -> AsyncIterator[Database]:
    opened = Database(database)
    await Street(opened).open()
    yield opened
    await opened.close()


async def claim(base: Database) -> int:
    async with base.transaction() as session:
        client = await clients.arrive(session, 7001, "Иван", "")
        draft = await drafts.begin(session, client.id, "claim", Draft(), NOW)
        filed = await claims.file(
            session,
            number="П-1",
            client_id=client.id,
            draft_id=draft.id,
            waybill_id=None,
            waybill_text="1",
            story="Бой",
            amount=Decimal(1),
            email="a@b.ru",
            at=NOW,
            due=date(2026, 12, 24),
        )
        return filed.id


async def draft(base: Database, claim_id: int, pdf: bytes | None = b"%PDF", **values: Any) -> Mail:
    written = {"claim_id": claim_id, "sender_id": 10, "address": "a@b.ru", "subject": "s", "body": "b", "sheet": {}}
    async with base.transaction() as session:
        return await letters.draft(session, pdf=pdf, place="anna/topic:1", **written, **values)


async def queued(base: Database, claim_id: int, **values: Any) -> Mail:
    mail = await draft(base, claim_id, **values)
    async with base.transaction() as session:
        assert await letters.queue(session, mail.id, NOW)
    return mail


async def lease(base: Database, lease_s: float = 60) -> Mail | None:
    async with base.statement() as session:
        return await letters.lease(session, lease_s)


async def settle(base: Database, mail: Mail, *state: Any) -> bool:
    async with base.transaction() as session:
        return await letters.settle(session, mail, *state)


async def state(base: Database, mail: Mail) -> str:
    async with base.statement() as session:
        return str(
            (await session.execute(text("SELECT state FROM mails WHERE id = :id"), {"id": mail.id})).scalar_one()
        )


async def test_ten_workers_take_three_letters_once_each(base: Database) -> None:
    about = await claim(base)
    made = {(await queued(base, about)).id for _ in range(3)}
    taken = await asyncio.gather(*(lease(base) for _ in range(10)))
    assert sorted(mail.id for mail in taken if mail) == sorted(made)


async def test_a_leased_letter_comes_back_when_its_worker_died_and_the_dead_settle_nothing(base: Database) -> None:
    await queued(base, await claim(base))
    first = await lease(base, 0)
    second = await lease(base)
    assert first is not None and second is not None and second.id == first.id
    assert (first.attempts, second.attempts) == (1, 2)
    assert not await settle(base, first, "failed", "late")
    assert await settle(base, second, "sent")
    assert await state(base, second) == "sent" and await lease(base) is None


async def test_a_letter_waits_for_its_retry(base: Database) -> None:
    mail = await queued(base, await claim(base))
    taken = await lease(base)
    assert taken is not None
    assert await settle(base, taken, "queued", "451", datetime.now(UTC) + timedelta(hours=1))
    assert await lease(base) is None
    async with base.transaction() as session:
        await session.execute(text("UPDATE mails SET send_at = now()"))
    again = await lease(base)
    assert again is not None and (again.id, again.attempts) == (mail.id, 2)


async def test_a_letter_without_its_decision_does_not_go(base: Database) -> None:
    mail = await queued(base, await claim(base), pdf=None)
    assert await lease(base) is None
    async with base.transaction() as session:
        found = await letters.claim_print(session)
        assert found is not None and found.id == mail.id
        async with base.transaction() as other:
            assert await letters.claim_print(other) is None  # somebody prints it already
        assert await letters.printed(session, mail.id, b"%PDF")
    taken = await lease(base)
    assert taken is not None and taken.pdf == b"%PDF"


async def test_a_decision_that_fails_to_print_waits(base: Database) -> None:
    mail = await draft(base, await claim(base), pdf=None)
    async with base.transaction() as session:
        await letters.print_failed(session, mail.id, 60)
    async with base.transaction() as session:
        assert await letters.claim_print(session) is None


async def test_a_draft_is_sent_or_dropped_once(base: Database) -> None:
    about = await claim(base)
    sent, dropped = await draft(base, about), await draft(base, about)
    async with base.transaction() as session:
        assert [await letters.queue(session, sent.id, NOW) for _ in range(2)] == [True, False]
        assert [await letters.drop(session, dropped.id) for _ in range(2)] == [True, False]
        assert not await letters.drop(session, sent.id)


async def test_a_preview_is_overtaken_by_another_letter_but_not_by_an_earlier_or_a_failed_one(base: Database) -> None:
    about = await claim(base)
    await queued(base, about)
    earlier = await lease(base)
    assert earlier is not None and await settle(base, earlier, "sent")
    later = await draft(base, about)

    async def overtaken() -> bool:
        async with base.transaction() as session:
            return await letters.overtaken(session, later)

    assert not await overtaken()
    await queued(base, about)
    assert await overtaken()
    other = await lease(base)
    assert other is not None and await settle(base, other, "failed", "550")
    assert not await overtaken()

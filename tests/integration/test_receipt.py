"""👀 on a message that waits: never after the 👌 of one that went while it was noticed to wait."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from relay_bot.clocks import receipt
from relay_bot.config import Config
from relay_bot.db import receipt as receipts
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Relay
from tests.integration.street import Street
from tests.integration.writing import newcomer, write


async def _waits(street: Street) -> None:
    """A desk's message that has waited for ten seconds."""
    async with street.db.transaction() as session:
        client = await newcomer(session, "anna", 7)
        await write(session, 1, client, "desk", datetime.now(UTC), copied=False)
        relay_id = (await session.execute(text("SELECT id FROM messages"))).scalar_one()
    await street.put(Out(addresses.client(client), Relay(), relay_id=relay_id))
    await _run(street, "UPDATE outbox SET created_at = now() - interval '10 seconds'")


async def _run(street: Street, query: str) -> None:
    async with street.db.transaction() as session:
        await session.execute(text(query))


async def _reactions(street: Street) -> int:
    async with street.db.transaction() as session:
        return int((await session.execute(text("SELECT count(*) FROM outbox WHERE kind = 'react'"))).scalar_one())


async def test_what_waits_says_so_once(street: Street) -> None:
    await _waits(street)
    for _ in range(2):
        await receipt.begin(street.db, Config)
    assert await _reactions(street) == 1


async def test_what_goes_while_it_is_noticed_says_nothing_of_waiting(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _waits(street)
    begin = receipts.begin

    async def and_then_it_goes(_: Any, *given: Any) -> Any:
        async with street.db.transaction() as session:
            late = await begin(session, *given)
        await _run(street, "UPDATE outbox SET state = 'sent', finished_at = now()")
        return late

    monkeypatch.setattr(receipts, "begin", and_then_it_goes)
    await receipt.begin(street.db, Config)
    assert await _reactions(street) == 0

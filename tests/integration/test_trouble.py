"""A group that refuses everything: what its admins hear is written beside the deliveries that go on."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from relay_bot.actions.undelivered import Teller
from relay_bot.config import Config
from relay_bot.db.session import Database
from relay_bot.domain import addresses
from relay_bot.texts import Texts
from tests.integration.street import Street, out

ADMIN = 100
CONFIG = Config.model_validate({"telegram": {"admins": [ADMIN]}})


async def test_whoever_tells_of_trouble_locks_lanes_before_the_budget_as_a_settling_does(
    db: Database, street: Street
) -> None:
    """Else the two wait for each other, and every delivery with them, until PostgreSQL ends one of them."""
    await street.put(out(await street.topic(7), "слово"))
    work = await street.one()
    admins = addresses.chat(ADMIN)
    await street.put(out(admins, "раньше"))

    async def tell() -> float:
        async with db.transaction() as session:
            return await Teller(CONFIG, Texts.load()).trouble(session, work, "CHAT_RESTRICTED")

    async with db.transaction() as settling:
        await settling.execute(text("SELECT FROM lanes WHERE address = :address FOR UPDATE"), {"address": admins.key})
        telling = asyncio.create_task(tell())
        await street.somebody_waits()
        await settling.execute(text("UPDATE budgets SET resting_until = now() WHERE desk = 'anna'"))
    assert await telling == 0
    assert await street.ask("SELECT trouble FROM budgets WHERE desk = 'anna'") == "CHAT_RESTRICTED"
    told = "SELECT count(*) FROM outbox WHERE state = 'queued' AND payload->>'html' LIKE '%CHAT_RESTRICTED%'"
    assert await street.ask(told) == 1

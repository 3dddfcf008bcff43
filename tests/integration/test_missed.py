"""What was read wrongly is kept for as long as config.toml says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from relay_bot.clocks import janitor
from relay_bot.config.tables import Retention
from relay_bot.db import missed
from relay_bot.db.missed import Row
from relay_bot.db.session import Database

NOW = datetime.now(UTC)
OLD = Row(NOW - timedelta(days=91), "waybill", "weight", "станок 360 кг", "360 кг", "700 кг")
FRESH = Row(NOW - timedelta(days=89), "waybill", "care", "хрупкое", "хрупкое", "")


async def test_the_words_are_forgotten_after_their_time_and_not_before(db: Database) -> None:
    async with db.transaction() as session:
        await missed.keep(session, OLD)
        await missed.keep(session, FRESH)
        assert await missed.newest(session, 10) == [FRESH, OLD]
    await janitor.forget(db, timedelta(days=90), Retention())
    async with db.transaction() as session:
        assert await missed.newest(session, 10) == [FRESH]
    await janitor.forget(db, timedelta(), Retention())
    async with db.transaction() as session:
        assert await missed.newest(session, 10) == []

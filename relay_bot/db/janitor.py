"""Forget what has done its work: old updates and sent rows. Messages and their pairs stay: they are the history."""

from relay_bot.db.queries import named
from relay_bot.db.session import Database

EVERY_S = 600
UPDATES_DAYS = 3  # Telegram keeps an update for one day: it can't come twice after that
ROWS_DAYS = 14


async def forget(db: Database) -> None:
    """Two processes at once do no harm."""
    async with db.transaction() as session:
        await session.execute(named("forget_done_updates"), {"days": UPDATES_DAYS})
        await session.execute(named("forget_finished_rows"), {"days": ROWS_DAYS})
        await session.execute(named("forget_bundles"), {"days": UPDATES_DAYS})
        await session.execute(named("forget_uploads"))
        await session.execute(named("forget_summaries"), {"days": ROWS_DAYS})
        await session.execute(named("forget_mishaps"), {"days": ROWS_DAYS})

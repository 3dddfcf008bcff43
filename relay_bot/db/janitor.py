"""Forget what has done its work: old updates and sent rows. Messages and their pairs stay: they are the history."""

import asyncio

import structlog
from sqlalchemy.exc import DBAPIError

from relay_bot.db.session import Database, is_away
from relay_bot.db.statements import named

log = structlog.get_logger(__name__)

EVERY_S = 600
UPDATES_DAYS = 3  # Telegram keeps an update for one day: it can't come twice after that
ROWS_DAYS = 14


async def run(db: Database) -> None:
    """Every ten minutes; two processes at once do no harm."""
    while True:
        try:
            async with db.transaction() as session:
                await session.execute(named("forget_done_updates"), {"days": UPDATES_DAYS})
                await session.execute(named("forget_finished_rows"), {"days": ROWS_DAYS})
                await session.execute(named("forget_uploads"))
                await session.execute(named("forget_summaries"), {"days": ROWS_DAYS})
        except DBAPIError as error:
            if not is_away(error):
                raise
            log.warning("janitor_waits_for_database")
        await asyncio.sleep(EVERY_S)

"""A row that Telegram refused for a reason that nobody knows, and alone: after a while it is told of."""

from relay_bot.db import refusal as refusals
from relay_bot.db.session import Database

EVERY_S = 1.0


async def tell(db: Database) -> None:
    async with db.transaction() as session:
        await refusals.tell(session)

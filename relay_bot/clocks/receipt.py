"""A manager's message that has waited for five seconds: they see that it waits. What goes at once says nothing."""

from __future__ import annotations

from collections.abc import Callable

from relay_bot.config import Config
from relay_bot.db import receipt as receipts
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database
from relay_bot.views import receipt as views

EVERY_S = 1.0
AFTER_S = 5.0


async def begin(db: Database, config: Callable[[], Config]) -> None:
    emoji, receipt = config().relay.waiting_emoji, config().relay.sent_emoji
    if not emoji:
        return
    async with db.statement() as session:  # committed before lanes are locked: `claim` locks them first
        late = await receipts.begin(session, AFTER_S, receipt)
    if late:
        async with db.transaction() as session:
            waiting = await receipts.still(session, late)  # what went meanwhile has its 👌, which must stay the last
            rows = [views.on(one.client_id, one.desk, (one.chat_id, one.message_id), emoji) for one in waiting]
            await enqueue(session, rows)

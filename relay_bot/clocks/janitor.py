"""What has done its work is forgotten, so that the queues stay small. Two processes at once do no harm."""

from datetime import timedelta

from relay_bot.config.tables import Retention
from relay_bot.db import imports, janitor, missed, personal
from relay_bot.db.session import Database

EVERY_S = 600

UPDATES_DAYS = 3
"""Telegram keeps an update for one day: it can't come twice after that."""

ROWS_DAYS = 14

KEYS_DAYS = DRAFTS_DAYS = 365
"""Longer than anything that could ring is open, and than any statistics look back."""

LETTERS_DAYS = 3 * 365
"""For so long a claim can be taken to court."""


async def forget(db: Database, missed_keep: timedelta, retention: Retention) -> None:
    """`missed_keep`: of config.toml, how long words that were read wrongly stay."""
    async with db.transaction() as session:
        await janitor.forget_updates(session, UPDATES_DAYS)
        await janitor.forget_rows(session, ROWS_DAYS)
        await janitor.forget_keys(session, KEYS_DAYS)
        await janitor.forget_lanes(session, ROWS_DAYS)
        await janitor.forget_uploads(session)
        await janitor.forget_summaries(session, ROWS_DAYS)
        await janitor.forget_cards_of_recordings(session, ROWS_DAYS)
        await janitor.forget_bundles(session, UPDATES_DAYS)
        await janitor.forget_threads(session, UPDATES_DAYS)
        await janitor.forget_mishaps(session, ROWS_DAYS)
        await janitor.forget_workers(session, UPDATES_DAYS)
        await janitor.forget_drafts(session, DRAFTS_DAYS)
        await janitor.forget_letters(session, LETTERS_DAYS)
        await missed.forget(session, missed_keep)
        await imports.forget(session)
        await personal.forget_old(session, retention.messages, retention.documents)

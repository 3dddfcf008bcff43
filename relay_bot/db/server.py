"""Which PostgreSQL are we on, and does it answer?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from relay_bot.config import Config
from relay_bot.errors import DatabaseUnavailable
from relay_bot.logs import redact


@contextlib.contextmanager
def serving(config: Config) -> Iterator[str]:
    """The address of a PostgreSQL that answers: the configured one, or our own while the block lasts.

    Raises DatabaseUnavailable, EmbeddedPostgresError.
    """
    url = config.database.url.get_secret_value()
    if url:
        ping(url)
        yield url
        return
    from relay_bot.db.embedded import EmbeddedPostgres

    with EmbeddedPostgres(config.database.data_dir) as url:
        yield url


def ping(url: str) -> None:
    """Raises DatabaseUnavailable with the reason in one line."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise DatabaseUnavailable(redact(reason)) from None

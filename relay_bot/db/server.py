"""Which PostgreSQL are we on, does it answer, and is it as we need it?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from relay_bot.config import Config
from relay_bot.errors import DatabaseUnavailable
from relay_bot.logs import redact


@contextlib.contextmanager
def serving(config: Config) -> Iterator[str]:
    """The address of a PostgreSQL that we can work on: the configured one, or our own while the block lasts.

    Raises DatabaseUnavailable, DatabaseUnfit, EmbeddedPostgresError.
    """
    with answering(config) as url:
        if config.database.url.get_secret_value():
            from relay_bot.db.fitness import require

            with _in_one_line():
                require(url)
        yield url


@contextlib.contextmanager
def answering(config: Config) -> Iterator[str]:
    """The same without a look at what it is like. Raises DatabaseUnavailable, EmbeddedPostgresError."""
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

    with _in_one_line():
        psycopg.connect(url, connect_timeout=5).close()


@contextlib.contextmanager
def _in_one_line() -> Iterator[None]:
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise DatabaseUnavailable(redact(reason)) from None

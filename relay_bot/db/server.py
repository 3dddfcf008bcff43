"""Which PostgreSQL are we on, and does it answer?"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine, Iterator

from relay_bot.config import Config
from relay_bot.errors import DatabaseUnavailable
from relay_bot.logs import redact

Keep = Callable[[], Coroutine[object, object, None]]
"""Looks after our own server until it is cancelled."""


@contextlib.contextmanager
def serving(config: Config) -> Iterator[str]:
    """The address of a PostgreSQL that answers: the configured one, or our own while the block lasts.

    Raises DatabaseUnavailable, EmbeddedPostgresError.
    """
    with kept(config) as (url, _):
        yield url


@contextlib.contextmanager
def kept(config: Config) -> Iterator[tuple[str, Keep | None]]:
    """The same for long: with what keeps our own server running. None: the configured one is somebody else's care."""
    url = config.database.url.get_secret_value()
    if url:
        ping(url)
        yield url, None
        return
    from relay_bot.db.embedded import EmbeddedPostgres

    server = EmbeddedPostgres(config.database.data_dir)
    with server as url:
        yield url, server.keep_running


def ping(url: str) -> None:
    """Raises DatabaseUnavailable with the reason in one line."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise DatabaseUnavailable(redact(reason)) from None

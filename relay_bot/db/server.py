"""Which PostgreSQL are we on, does it answer, and is it as we need it?"""

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
    """The address of a PostgreSQL that we can work on: the configured one, or our own while the block lasts.

    Raises DatabaseUnavailable, DatabaseUnfit, EmbeddedPostgresError.
    """
    with kept(config) as (url, _):
        yield url


@contextlib.contextmanager
def kept(config: Config) -> Iterator[tuple[str, Keep | None]]:
    """The same for long: with what keeps our own server running. None: the configured one is somebody else's care."""
    with _found(config) as (url, keep):
        if keep is None:
            from relay_bot.db.fitness import require

            with _in_one_line():
                require(url)
        yield url, keep


@contextlib.contextmanager
def answering(config: Config) -> Iterator[str]:
    """The same without a look at what it is like. Raises DatabaseUnavailable, EmbeddedPostgresError."""
    with _found(config) as (url, _):
        yield url


@contextlib.contextmanager
def _found(config: Config) -> Iterator[tuple[str, Keep | None]]:
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

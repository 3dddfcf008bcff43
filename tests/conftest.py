"""PostgreSQL for the tests: one throw-away server a run, a migrated template, a fresh copy of it for every test."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from relay_bot.db.embedded import EmbeddedPostgres

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(postgres_folder: Path) -> Iterator[EmbeddedPostgres]:
    """The run's server. It keeps nothing: fsync is off, the folder goes with the run."""
    server = EmbeddedPostgres(postgres_folder, fsync=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """A folder that the server's user may enter (pytest's own is closed to everyone but us)."""
    with tempfile.TemporaryDirectory(prefix="relay-bot-tests-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """A database with every migration applied, copied by `database`."""
    from relay_bot.db.migrations import upgrade

    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_migrated")
    upgrade(postgres.url("template_migrated"))
    return "template_migrated"


@pytest.fixture
def database(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The address of a fresh, migrated, empty database of this test's own."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield postgres.url(name)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The address of a database without any table, for the tests of migrations."""
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the repository."""
    return Path(__file__).parent.parent

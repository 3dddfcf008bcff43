"""PostgreSQL for the tests: one throw-away server a run, a migrated template, a fresh copy of it for every test.

`pytest -n 2` runs the tests in two processes. They share the folder, so the server in it and its template, too.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from relay_bot.db.embedded import EmbeddedPostgres

TEMPLATE = "template_migrated"
ROOM_BYTES = 2_000_000_000
_SHARED = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_numbers = itertools.count(1)


def fast_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for a server that keeps nothing: in memory (if there is room) a database is made at once."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    made = tempfile.TemporaryDirectory(prefix="relay-bot-tests-", dir=memory if roomy else None)
    Path(made.name).chmod(0o755)  # the server's user enters it; pytest's own folders are closed to everyone but us
    return made


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process of the run where the folder of all of them is; the first call makes it."""
    stash = node.config.stash
    if _SHARED not in stash:
        stash[_SHARED] = fast_folder()
    node.workerinput["postgres_folder"] = stash[_SHARED].name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped: what a test lacks there, scripts/system.sh should have installed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
    return report


def pytest_unconfigure(config: pytest.Config) -> None:
    if _SHARED in config.stash:
        config.stash[_SHARED].cleanup()


@pytest.fixture(scope="session")
def postgres_folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The run's folder: the one that all its processes share, or our own."""
    shared = getattr(request.config, "workerinput", {}).get("postgres_folder")
    if shared:
        yield Path(shared)
        return
    with fast_folder() as own:
        yield Path(own)


@pytest.fixture(scope="session")
def postgres(postgres_folder: Path) -> Iterator[EmbeddedPostgres]:
    """The run's server. The first process starts it, the last one stops it. It keeps nothing: fsync is off."""
    server = EmbeddedPostgres(postgres_folder, fsync=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """A database with every migration applied, copied by `database`. The first process makes it, others wait for it."""
    from relay_bot.db.migrations import upgrade

    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")  # let go with the connection
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        if known is None:
            connection.execute("CREATE DATABASE template_unfinished")
            upgrade(postgres.url("template_unfinished"))
            connection.execute(f"ALTER DATABASE template_unfinished RENAME TO {TEMPLATE}")
    return TEMPLATE


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

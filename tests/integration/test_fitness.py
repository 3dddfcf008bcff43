"""A PostgreSQL that is not as we need it is told before the start, with the statement that mends it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from relay_bot.config import Config
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.fitness import defects
from relay_bot.db.migrations import upgrade
from relay_bot.db.server import serving
from relay_bot.errors import DatabaseAway, DatabaseUnfit
from relay_bot.texts import LANGUAGES, Texts

PGBOUNCER = shutil.which("pgbouncer", path=os.environ["PATH"] + ":/usr/sbin")


@pytest.fixture
def made(postgres: EmbeddedPostgres) -> Iterator[psycopg.Connection]:
    """The server's owner, for what a test makes in it: `unfit` databases and the role `limited`."""
    drop = ("DROP DATABASE IF EXISTS unfit WITH (FORCE)", "DROP ROLE IF EXISTS limited")
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as owner:
        for statement in drop:
            owner.execute(statement)
        yield owner
        for statement in drop:
            owner.execute(statement)


def found(url: str) -> list[str]:
    return [defect.key for defect in defects(url)]


def refused(url: str) -> DatabaseUnfit:
    with pytest.raises(DatabaseUnfit) as caught, serving(Config.model_validate({"database": {"url": url}})):
        pass
    return caught.value


def told(defect: DatabaseUnfit) -> str:
    return "\n".join(Texts.load().lang(lang).plain(f"{defect.key}_do", **defect.values) for lang in LANGUAGES)


def test_a_database_as_it_should_be_has_no_defect(database: str) -> None:
    assert found(database) == []


def test_a_database_that_can_not_be_written_is_told_before_anything_is_tried(database: str) -> None:
    url = f"{database}&options=-cdefault_transaction_read_only%3Don"
    assert found(url) == ["database-read_only"]
    assert "url" in told(refused(url))
    with pytest.raises(DatabaseAway):  # it was still another one a moment ago
        upgrade(url)


def test_a_role_that_may_not_create_tables_is_told_the_grant_which_then_helps(
    postgres: EmbeddedPostgres, made: psycopg.Connection
) -> None:
    made.execute("CREATE DATABASE unfit")
    made.execute("CREATE ROLE limited LOGIN")
    url = postgres.url("unfit").replace("postgres@", "limited@")
    defect = refused(url)
    assert defect.key == "database-rights"
    grant = 'GRANT USAGE, CREATE ON SCHEMA "public" TO "limited";'
    assert grant in told(defect)
    with psycopg.connect(postgres.url("unfit"), autocommit=True) as owner:
        owner.execute(grant)
    assert found(url) == []
    upgrade(url)


def test_tables_of_another_role_are_told_with_its_name(postgres: EmbeddedPostgres, made: psycopg.Connection) -> None:
    made.execute("CREATE DATABASE unfit")
    made.execute("CREATE ROLE limited LOGIN")
    upgrade(postgres.url("unfit"))
    with psycopg.connect(postgres.url("unfit"), autocommit=True) as owner:
        owner.execute("GRANT ALL ON SCHEMA public TO limited")
        owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO limited")
    url = postgres.url("unfit").replace("postgres@", "limited@")
    assert 'GRANT "postgres" TO "limited"' in told(refused(url))
    with pytest.raises(DatabaseUnfit):
        upgrade(url)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ("ENCODING 'SQL_ASCII' LOCALE 'C'", "database-encoding"),
        ("ENCODING 'LATIN1' LOCALE 'C'", "database-encoding"),
        ("ENCODING 'UTF8' LOCALE 'C'", "database-locale"),
    ],
)
def test_a_database_without_russian_letters_is_told_how_to_make_another(
    postgres: EmbeddedPostgres, made: psycopg.Connection, options: str, key: str
) -> None:
    made.execute(f"CREATE DATABASE unfit {options} LOCALE_PROVIDER libc TEMPLATE template0")  # type: ignore[arg-type]
    defect = refused(postgres.url("unfit"))
    assert defect.key == key
    (statement,) = {line for line in told(defect).replace(": CREATE", "\nCREATE").split("\n") if "CREATE D" in line}
    made.execute("DROP DATABASE unfit")
    made.execute(statement.replace("DATABASE relay", "DATABASE unfit"))  # type: ignore[arg-type]
    assert found(postgres.url("unfit")) == []


@pytest.mark.skipif(PGBOUNCER is None, reason="pgbouncer is not installed")
@pytest.mark.parametrize(("mode", "keys"), [("transaction", ["database-pooler"]), ("session", [])])
def test_a_pooler_that_lends_connections_by_transaction_is_noticed(
    database: str, tmp_path: Path, mode: str, keys: list[str]
) -> None:
    parts = urlsplit(database)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = parse_qs(parts.query)["host"][0]
    (tmp_path / "users.txt").write_text('"postgres" ""\n')
    (tmp_path / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={folder}\n[pgbouncer]\nlisten_addr=127.0.0.1\nlisten_port={port}\n"
        f"auth_type=any\nauth_file={tmp_path}/users.txt\nunix_socket_dir=\npool_mode={mode}\n"
        "ignore_startup_parameters=extra_float_digits\n"
        f"[databases]\n{parts.path[1:]} = host={folder} user=postgres\n"
    )
    for path in (tmp_path, *tmp_path.iterdir()):
        path.chmod(0o755)
    assert PGBOUNCER is not None
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    pooler = subprocess.Popen([PGBOUNCER, "-q", *user, str(tmp_path / "pgbouncer.ini")])
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}{parts.path}"
        assert _until_it_answers(url) == keys
    finally:
        pooler.terminate()
        pooler.wait()


def _until_it_answers(url: str) -> list[str]:
    deadline = time.monotonic() + 20
    while True:
        try:
            return found(url)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)

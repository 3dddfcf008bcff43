"""Is this PostgreSQL as we need it? What would only show hours later, or as a traceback, is said before the start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
from psycopg.rows import dict_row

from relay_bot.errors import DatabaseUnfit

_ABOUT = """
SELECT current_database() AS database, current_user AS role, current_schema() AS schema,
       current_setting('server_encoding') AS encoding, current_setting('server_version_num')::int AS version,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
       current_setting('transaction_read_only')::boolean AS read_only,
       (SELECT datctype FROM pg_database WHERE datname = current_database()) AS ctype,
       (SELECT tableowner FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'alembic_version'
        AND NOT pg_has_role(tableowner, 'USAGE')) AS stranger
"""
_LOCALES = (
    (170000, "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"),
    (0, "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"),
)


def require(url: str) -> None:
    """Raises DatabaseUnfit with the first defect."""
    for defect in defects(url):
        raise defect


def defects(url: str) -> Iterator[DatabaseUnfit]:
    """Everything that is wrong with the database, with what the remedy needs. Raises psycopg.OperationalError."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5, client_encoding="utf8", row_factory=dict_row) as one:
        if _is_shared(one, url):
            yield DatabaseUnfit("database-pooler")
            return
        about = _row(one, _ABOUT)
        locale = next(told for since, told in _LOCALES if about["version"] >= since)
        if about["read_only"]:
            yield DatabaseUnfit("database-read_only", **about)
            return
        if about["encoding"] != "UTF8":
            yield DatabaseUnfit("database-encoding", **about, locale=locale)
        elif not _row(one, "SELECT lower('ВЕКТОР') = 'вектор' AS knows")["knows"]:
            yield DatabaseUnfit("database-locale", **about, locale=locale)
        if about["schema"] is None:
            yield DatabaseUnfit("database-schema", **about)
        elif not about["may_create"]:
            yield DatabaseUnfit("database-rights", **about)
        elif about["stranger"]:
            yield DatabaseUnfit("database-owner", **about)


def _is_shared(one: psycopg.Connection[Any], url: str) -> bool:
    """Does a pooler lend one server connection to many of ours, a transaction each? Then locks, LISTEN and prepared
    statements of one are another's.

    Shown by doing it: while a second connection holds a transaction, the first one is on another server process than
    before, or the second has got the first one's.
    """
    before = _pid(one)
    with psycopg.connect(url, connect_timeout=5, row_factory=dict_row) as other:
        taken = _pid(other)
        return taken == before or _pid(one) != before


def _pid(connection: psycopg.Connection[Any]) -> int:
    return int(_row(connection, "SELECT pg_backend_pid() AS pid")["pid"])


def _row(connection: psycopg.Connection[Any], question: LiteralString) -> dict[str, Any]:
    return connection.execute(question).fetchone() or {}

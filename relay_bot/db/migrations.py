"""Bring a database to this version: alembic's migrations, then the functions, in one transaction."""

import hashlib
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from psycopg import errors as refusals
from psycopg import sql
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import ProgrammingError

from relay_bot.db import locks
from relay_bot.db.session import translated
from relay_bot.db.tables import metadata
from relay_bot.errors import DatabaseUnfit
from relay_bot.shipped import MIGRATIONS

_FUNCTIONS = Path(__file__).with_name("functions")
"""The queues' critical sections: PL/pgSQL, one statement a step, each of which sees what was committed while the one
before it waited for a lock.
"""


def upgrade(url: str) -> None:
    """Migrate the database at `url` (a postgresql:// URL). Running it again changes nothing.

    Raises DatabaseAway, and DatabaseUnfit if our role may not.
    """
    engine = create_engine(url)
    try:
        with translated(), engine.begin() as connection:
            connection.execute(locks.hold(locks.MIGRATION))
            command.upgrade(_config(connection), "head")
            _create_functions(connection)
    except (ProgrammingError, refusals.InsufficientPrivilege) as error:
        refused = error.orig if isinstance(error, ProgrammingError) else error
        if not isinstance(refused, refusals.InsufficientPrivilege):
            raise
        raise DatabaseUnfit("database-refused", reason=str(refused).splitlines()[0]) from None
    finally:
        engine.dispose()


def _create_functions(connection: Connection) -> None:
    """Unless they are those of this release already: who replaces a function that another process calls interrupts it.

    The comment of alembic's table says which they are; it is written every time, which only the tables' owner may do.
    """
    functions = "\n".join(one.read_text("utf-8") for one in sorted(_FUNCTIONS.glob("*.sql")))
    cursor = connection.connection.cursor()
    cursor.execute("SELECT version_num, obj_description('alembic_version'::regclass, 'pg_class') FROM alembic_version")
    revision, known = cursor.fetchone() or ("", None)
    release = f"functions {hashlib.sha256(functions.encode()).hexdigest()} of {revision}"
    cursor.execute(sql.SQL("COMMENT ON TABLE alembic_version IS {}").format(sql.Literal(release)))
    if known != release:
        cursor.execute(functions)  # as it is: no parameters, no % signs


def differences(url: str) -> list[object]:
    """What tables.py says and the database does not have, or the other way round; empty when they agree."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return list(compare_metadata(MigrationContext.configure(connection), metadata))
    finally:
        engine.dispose()


def is_empty(url: str) -> bool:
    """Nobody has been here yet: the first start makes the tables."""
    engine = create_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config

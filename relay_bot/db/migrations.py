"""Bring a database to this version: alembic's migrations, then the functions, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from relay_bot.db import locks
from relay_bot.db.session import translated
from relay_bot.db.tables import metadata

_ROOT = Path(__file__).parents[2]
_FUNCTIONS = Path(__file__).with_name("functions.sql")


def upgrade(url: str) -> None:
    """Migrate the database at `url` (a postgresql:// URL). Running it again changes nothing. Raises DatabaseAway."""
    engine = create_engine(url)
    try:
        with translated(), engine.begin() as connection:
            connection.execute(locks.hold(locks.MIGRATION))
            command.upgrade(_config(connection), "head")
            connection.connection.cursor().execute(_FUNCTIONS.read_text())  # as it is: no parameters, no % signs
    finally:
        engine.dispose()


def differences(url: str) -> list[object]:
    """What tables.py says and the database does not have, or the other way round; empty when they agree."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return list(compare_metadata(MigrationContext.configure(connection), metadata))
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config

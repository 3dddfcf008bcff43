"""Alembic's entry: one connection, handed over by relay_bot.db.migrations; offline mode is not offered."""

from alembic import context
from sqlalchemy import create_engine

from relay_bot.db.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:  # `alembic -x url=postgresql://… revision --autogenerate`
    connection = create_engine(context.get_x_argument(as_dictionary=True)["url"]).connect()

context.configure(connection=connection, target_metadata=metadata, compare_server_default=False)
with context.begin_transaction():
    context.run_migrations()

"""Which updates may share a transaction; room for the new state of rows that change all the time, swept often."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

BUSY = ("inbox", "lanes", "outbox")
TINY = ("budgets", "throttle")
"""A few rows that change with every message: a page of their own each."""

SWEPT = "autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("plain", sa.Boolean, nullable=False, server_default=sa.false()))
    for table in BUSY:
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 70, {SWEPT})")
    for table in TINY:
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 10, {SWEPT})")

"""Which updates may share a transaction; rows that change all the time are swept often; what is forgotten is found."""

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
    where = sa.text("address LIKE 'card:%' AND NOT waiting")
    op.create_index("lanes_of_cards", "lanes", ["served_at"], postgresql_where=where)
    op.create_index("outbox_by_lane", "outbox", ["lane_id"])
    where = sa.text("state IN ('sent', 'dropped') AND once IS NOT NULL")
    op.create_index("outbox_keys", "outbox", ["finished_at"], postgresql_where=where)
    where = sa.text("finished_at IS NOT NULL")
    op.create_index("drafts_finished", "drafts", ["finished_at"], postgresql_where=where)
    op.create_index("mails_by_age", "mails", ["created_at"])
    where = sa.text("draft_id IS NOT NULL")
    op.create_index("recordings_of_drafts", "recordings", ["draft_id"], postgresql_where=where)

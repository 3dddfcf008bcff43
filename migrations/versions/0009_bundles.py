"""Rows of the outbox that are one message in parts (an album): held for a moment, and withdrawn together."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("bundle", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
    op.create_index("outbox_bundle", "outbox", ["bundle"], postgresql_where=sa.text("bundle IS NOT NULL"))
    op.create_table(
        "kept_inside",
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("bundle"),
    )

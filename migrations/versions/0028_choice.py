"""Answers to a person's act go right after pushes; budgets learn from a 429; a backlog is told once."""

from alembic import op
from sqlalchemy import Column, DateTime, Float, text

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("UPDATE outbox SET priority = priority + 1 WHERE priority > 0 AND state NOT IN ('sent', 'dropped')")
    op.execute("UPDATE lanes SET head_priority = head_priority + 1 WHERE head_priority > 0")
    op.alter_column("lanes", "head_priority", server_default="2")
    op.add_column("budgets", Column("share", Float, nullable=False, server_default="1"))
    long_ago = text("'-infinity'")
    for name in ("share_since", "fresh_at"):
        op.add_column("budgets", Column(name, DateTime(timezone=True), nullable=False, server_default=long_ago))
    op.add_column("budgets", Column("rest_told_until", DateTime(timezone=True)))
    op.add_column("budgets", Column("behind_since", DateTime(timezone=True)))


def downgrade() -> None:
    for column in ("behind_since", "rest_told_until", "fresh_at", "share_since", "share"):
        op.drop_column("budgets", column)
    op.alter_column("lanes", "head_priority", server_default="1")
    op.execute("UPDATE lanes SET head_priority = head_priority - 1 WHERE head_priority > 1")
    op.execute("UPDATE outbox SET priority = priority - 1 WHERE priority > 1 AND state NOT IN ('sent', 'dropped')")

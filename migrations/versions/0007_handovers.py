"""Handing over all clients of a manager: what an admin asked for, and how far it is."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("from_desk", sa.Text(), nullable=False),
        sa.Column("to_desk", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved", sa.Integer(), server_default="0", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_desk"], ["desks.key"]),
        sa.ForeignKeyConstraint(["to_desk"], ["desks.key"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "handovers_going_on",
        "handovers",
        ["id"],
        postgresql_where=sa.text("confirmed_at IS NOT NULL AND finished_at IS NULL"),
    )

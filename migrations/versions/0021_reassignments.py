"""Handovers of a list of clients, each to a desk of their own: what a file or a rule has chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.alter_column("handovers", "from_desk", nullable=True)
    op.alter_column("handovers", "to_desk", nullable=True)
    op.create_table(
        "handover_clients",
        sa.Column("handover_id", sa.BigInteger(), sa.ForeignKey("handovers.id"), primary_key=True, autoincrement=False),
        sa.Column("client_id", sa.BigInteger(), sa.ForeignKey("clients.id"), primary_key=True, autoincrement=False),
        sa.Column("to_desk", sa.Text(), sa.ForeignKey("desks.key"), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("handover_clients")
    op.execute("DELETE FROM handovers WHERE from_desk IS NULL")
    op.alter_column("handovers", "to_desk", nullable=False)
    op.alter_column("handovers", "from_desk", nullable=False)

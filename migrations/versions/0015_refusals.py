"""Refusals that nobody knows: the row's fault, or the chat's; since when a desk is in trouble; new places."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "refusals",
        sa.Column(
            "row_id",
            sa.BigInteger,
            sa.ForeignKey("outbox.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("news", JSONB, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("own", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("refusals_by_chat", "refusals", ["chat"])
    op.create_index("refusals_untold", "refusals", ["at"], postgresql_where=sa.text("NOT told"))
    op.add_column("lanes", sa.Column("fresh", sa.Boolean, nullable=False, server_default=sa.false()))
    op.drop_index("lanes_of_desk", "lanes")
    op.create_index(
        "lanes_of_desk",
        "lanes",
        ["desk", "fresh", "head_priority", "served_at"],
        postgresql_where=sa.text("waiting AND NOT held AND lease IS NULL"),
    )
    op.add_column("budgets", sa.Column("last_fresh", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("budgets", sa.Column("trouble_since", sa.DateTime(timezone=True)))

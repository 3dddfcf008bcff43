"""What a manager sees: icons of topics, who is put off until later, alarms, service messages that are tidied away."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("topics", sa.Column("icon", sa.Text()))
    op.add_column("topics", sa.Column("icon_at", sa.DateTime(timezone=True)))
    op.add_column("clients", sa.Column("snoozed_until", sa.DateTime(timezone=True)))
    op.add_column("clients", sa.Column("snoozed_to", sa.BigInteger()))
    op.add_column("desks", sa.Column("manager_present", sa.Boolean()))
    op.alter_column("pictures", "desk", nullable=True)
    op.create_index("outbox_rings", "outbox", ["created_at"], postgresql_where=sa.text("rings"))
    op.create_table(
        "alarms",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("rung_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
    )
    op.create_table(
        "service_messages",
        sa.Column("group_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("desk", sa.Text(), sa.ForeignKey("desks.key"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
    )

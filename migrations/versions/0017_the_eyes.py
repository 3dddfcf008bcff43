"""What a manager sees: icons of topics, service messages that are tidied away."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("topics", sa.Column("icon", sa.Text()))
    op.add_column("topics", sa.Column("icon_at", sa.DateTime(timezone=True)))
    op.create_table(
        "service_messages",
        sa.Column("group_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("desk", sa.Text(), sa.ForeignKey("desks.key"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
    )

"""Answers by e-mail: the printed decision, where it was asked for, when it was sent off."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("mails", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.add_column("mails", sa.Column("pdf", sa.LargeBinary(), nullable=True))
    op.add_column("mails", sa.Column("print_attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "mails",
        sa.Column("print_at", sa.DateTime(timezone=True), server_default=sa.text("'-infinity'"), nullable=False),
    )
    op.add_column("mails", sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "mails_to_print", "mails", ["id"], postgresql_where=sa.text("pdf IS NULL AND state IN ('draft', 'queued')")
    )

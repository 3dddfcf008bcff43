"""New places no longer take turns with conversations: they get what is left over, and one message of eight."""

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.drop_column("budgets", "last_fresh")


def downgrade() -> None:
    op.add_column("budgets", Column("last_fresh", Boolean, nullable=False, server_default=false()))

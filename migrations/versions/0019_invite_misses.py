"""A brake on guessing personal links: how often an account has tried codes that were not its own."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("clients", sa.Column("invite_misses", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("clients", sa.Column("invite_missed_at", sa.DateTime(timezone=True)))

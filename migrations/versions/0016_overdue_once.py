"""For which message of a client their desk was rung as overdue: several that fall due together are one card."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("clients", sa.Column("rung_for", sa.BigInteger()))

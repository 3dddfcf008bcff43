"""When a client's data was erased: their row stays, a number for the statistics and the documents kept by law."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("clients", sa.Column("forgotten_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("clients", "forgotten_at")

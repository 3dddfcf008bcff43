"""Where a text stands in a message that was joined of several."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("messages", sa.Column("copy_offset", sa.Integer))
    op.add_column("messages", sa.Column("copy_length", sa.Integer))


def downgrade() -> None:
    op.drop_column("messages", "copy_length")
    op.drop_column("messages", "copy_offset")

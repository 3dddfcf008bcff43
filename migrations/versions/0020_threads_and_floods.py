"""In which thread of their private chat a client writes; a lane that is slowed because its client floods it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("clients", sa.Column("thread_id", sa.BigInteger()))
    long_ago = {"nullable": False, "server_default": "-infinity"}
    op.add_column("lanes", sa.Column("slow_until", sa.DateTime(timezone=True), **long_ago))

"""In which thread of their private chat a client writes; a lane that is slowed because its client floods it;
the name that a person gave to a topic, and whether it was made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("clients", sa.Column("thread_id", sa.BigInteger()))
    op.add_column("topics", sa.Column("given_name", sa.Text()))
    op.add_column("topics", sa.Column("was_lost", sa.Boolean(), nullable=False, server_default=sa.false()))
    long_ago = {"nullable": False, "server_default": "-infinity"}
    op.add_column("lanes", sa.Column("slow_until", sa.DateTime(timezone=True), **long_ago))

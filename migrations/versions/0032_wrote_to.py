"""Which message of theirs a client wrote last: those whom the desk has answered are not looked at again."""

from alembic import op
from sqlalchemy import BigInteger, Column

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("clients", Column("wrote_to", BigInteger))
    op.execute(
        "UPDATE clients SET wrote_to = coalesce("  # 0: what they wrote is kept no longer
        "(SELECT max(id) FROM messages WHERE client_id = clients.id AND side = 'client'), 0) WHERE wrote_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("clients", "wrote_to")

"""What /done answered, the desk's own words of a conversation by index, pictures that are to be drawn."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("clients", sa.Column("answered_to", sa.BigInteger(), nullable=True))
    op.create_index("messages_of_desk", "messages", ["client_id", "id"], postgresql_where=sa.text("side = 'desk'"))
    op.create_table(
        "pictures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desks.key"]),
        sa.PrimaryKeyConstraint("id"),
    )

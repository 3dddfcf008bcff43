"""What replies, edits, reactions and taking back need: notices, reactions, where a note was written."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("messages", sa.Column("media_edited", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.add_column("messages", sa.Column("removed_at", sa.DateTime(timezone=True)))
    op.add_column("notes", sa.Column("chat_id", sa.BigInteger()))
    op.add_column("notes", sa.Column("message_id", sa.BigInteger()))
    op.create_index("notes_by_source", "notes", ["chat_id", "message_id"], unique=True)
    op.create_table(
        "notices",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("relay_id", sa.BigInteger(), sa.ForeignKey("messages.id", ondelete="CASCADE")),
        sa.Column("waybill_id", sa.BigInteger(), sa.ForeignKey("waybills.id")),
    )
    op.create_index("notices_of_waybill", "notices", ["waybill_id"], postgresql_where=sa.text("waybill_id IS NOT NULL"))
    op.create_table(
        "reactions",
        sa.Column(
            "relay_id",
            sa.BigInteger(),
            sa.ForeignKey("messages.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("side", sa.Text(), primary_key=True),
        sa.Column("person_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("emoji", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )

"""Voices and photos that are to become text, and what became of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("client_id", sa.BigInteger, sa.ForeignKey("clients.id"), nullable=False),
        sa.Column("relay_id", sa.BigInteger, sa.ForeignKey("messages.id")),
        sa.Column("draft_id", sa.BigInteger, sa.ForeignKey("drafts.id")),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Integer),
        sa.Column("holds", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("shown", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("state", sa.Text, nullable=False, server_default="queued"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("'-infinity'")),
        sa.Column("excused", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("trouble", sa.Text),
        sa.Column("codes", ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("words", TSVECTOR, sa.Computed("to_tsvector('russian', text)", persisted=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("done_at", sa.DateTime(timezone=True)),
    )
    queued = sa.text("state = 'queued'")
    op.create_index("recordings_queue", "recordings", ["client_id", "id"], postgresql_where=queued)
    op.create_index(
        "recordings_holding", "recordings", ["lane"], postgresql_where=sa.text("state = 'queued' AND holds")
    )
    op.create_index("recordings_by_message", "recordings", ["relay_id"])
    op.create_index("recordings_by_words", "recordings", ["words"], postgresql_using="gin")

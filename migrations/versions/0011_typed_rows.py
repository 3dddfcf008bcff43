"""Rows of the outbox: the key that lets a row in once is called so, whether a row rings is a column of its own.

What is queued, parked or shown by a card stays readable: only what a card kept beside its text, and the chat of a menu
of commands, have other names.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_MEMO = """
UPDATE {table} SET payload = payload - 'facts' - 'awarded'
    || jsonb_build_object('memo', coalesce(payload->>'facts', payload->>'awarded'))
WHERE {rows} payload ?| ARRAY['facts', 'awarded']
"""


def upgrade() -> None:
    op.alter_column("outbox", "push_key", new_column_name="once")
    op.execute("ALTER TABLE outbox RENAME CONSTRAINT outbox_push_key_key TO outbox_once_key")
    op.add_column("outbox", sa.Column("rings", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute("UPDATE outbox SET rings = true WHERE once IS NOT NULL AND priority = 0")
    op.execute(_MEMO.format(table="cards", rows=""))
    op.execute(_MEMO.format(table="outbox", rows="kind = 'card' AND"))
    op.execute(
        "UPDATE outbox SET payload = jsonb_set(payload, '{scope}', coalesce(payload->'scope'->'chat_id', 'null')) "
        "WHERE kind = 'commands'"
    )

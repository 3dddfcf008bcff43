"""A message that is forgotten (a part of an album that stays inside) leaves the rows that spoke of it, without it."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.drop_constraint("outbox_relay_id_fkey", "outbox", type_="foreignkey")
    op.create_foreign_key("outbox_relay_id_fkey", "outbox", "messages", ["relay_id"], ["id"], ondelete="SET NULL")

"""An index for every question that a clock asks again and again (tests/integration/test_sweeps.py)."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_index("calls_by_client", "calls", ["client_id", "id"])
    op.create_index("calls_by_time", "calls", ["called_at"])
    op.create_index("drafts_by_client", "drafts", ["client_id", "id"])
    op.create_index("uploads_by_age", "uploads", ["created_at"])
    op.create_index("cards_of_drafts", "cards", ["key"], postgresql_where=sa.text("key LIKE 'draft:%'"))
    op.create_index(
        "topics_in_creation", "topics", ["desk", "name"], postgresql_where=sa.text("creating_since IS NOT NULL")
    )
    op.drop_index("outbox_card", "outbox")
    op.create_index(
        "outbox_card",
        "outbox",
        ["card"],
        postgresql_where=sa.text("state IN ('queued', 'sending') AND card IS NOT NULL"),
    )
    op.drop_index("outbox_finished", "outbox")
    op.create_index(
        "outbox_finished",
        "outbox",
        ["finished_at"],
        postgresql_where=sa.text("state IN ('sent', 'dropped') AND once IS NULL"),
    )

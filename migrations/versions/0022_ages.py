"""What the janitor looks for by age."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    where = sa.text("address LIKE 'card:%' AND NOT waiting")
    op.create_index("lanes_of_cards", "lanes", ["served_at"], postgresql_where=where)
    op.create_index("outbox_by_lane", "outbox", ["lane_id"])
    where = sa.text("state IN ('sent', 'dropped') AND once IS NOT NULL")
    op.create_index("outbox_keys", "outbox", ["finished_at"], postgresql_where=where)
    where = sa.text("finished_at IS NOT NULL")
    op.create_index("drafts_finished", "drafts", ["finished_at"], postgresql_where=where)
    op.create_index("mails_by_age", "mails", ["created_at"])
    where = sa.text("draft_id IS NOT NULL")
    op.create_index("recordings_of_drafts", "recordings", ["draft_id"], postgresql_where=where)

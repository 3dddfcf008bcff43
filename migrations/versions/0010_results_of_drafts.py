"""A finished draft knows the number of what it became: no statement has to know the tables of documents."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("drafts", sa.Column("result", sa.Text(), nullable=True))
    op.execute("UPDATE drafts SET result = waybills.number FROM waybills WHERE waybills.draft_id = drafts.id")
    op.execute("UPDATE drafts SET result = claims.number FROM claims WHERE claims.draft_id = drafts.id")

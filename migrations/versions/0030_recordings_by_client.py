"""Recordings of one client: for the texts of a claim's files, an export, and what is erased."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_index("recordings_by_client", "recordings", ["client_id", "id"])


def downgrade() -> None:
    op.drop_index("recordings_by_client", "recordings")

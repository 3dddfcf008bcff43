"""What a desk asks of the bot: `notes`, `reminders`, `handovers` of all its clients, `pictures` and `uploads`;
`alarms` that have rung, `service_messages` to be tidied away.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from relay_bot.db.tables.columns import metadata, moment, number

notes = Table(
    "notes",
    metadata,
    number(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("author_id", BigInteger, nullable=False),  # Telegram id
    Column("body", Text, nullable=False),
    moment("written_at", nullable=False),
    Column("chat_id", BigInteger),  # the message whose lines with // it is
    Column("message_id", BigInteger),
    Index("notes_by_client", "client_id", "id"),
    Index("notes_by_source", "chat_id", "message_id", unique=True),
)

reminders = Table(
    "reminders",
    metadata,
    number(),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),
    Column("client_id", BigInteger, ForeignKey("clients.id")),  # null: set in General
    Column("author_id", BigInteger, nullable=False),  # Telegram id: whom it mentions
    Column("body", Text, nullable=False),
    moment("due_at", nullable=False),
    moment("rung_at"),
    Index("reminders_due", "due_at", postgresql_where=text("rung_at IS NULL")),
)

handovers = Table(
    "handovers",
    metadata,
    number(),
    Column("from_desk", Text, ForeignKey("desks.key")),  # all its clients go …
    Column("to_desk", Text, ForeignKey("desks.key")),  # … to this one; null: those of handover_clients, each to theirs
    Column("asked_by", BigInteger, nullable=False),  # Telegram id of an admin; 0: the command line
    moment("asked_at", nullable=False),
    moment("confirmed_at"),  # null = nothing happens yet
    Column("moved", Integer, nullable=False, server_default="0"),  # clients that have gone
    moment("finished_at"),
    Index(
        "handovers_going_on",
        "id",
        postgresql_where=text("confirmed_at IS NOT NULL AND finished_at IS NULL"),
    ),
)

handover_clients = Table(
    "handover_clients",
    metadata,
    # who is still to go; a row that has gone is deleted
    Column("handover_id", BigInteger, ForeignKey("handovers.id"), primary_key=True, autoincrement=False),
    Column("client_id", BigInteger, ForeignKey("clients.id"), primary_key=True, autoincrement=False),
    Column("to_desk", Text, ForeignKey("desks.key"), nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    number(),
    Column("address", Text, nullable=False),  # where it is sent once it is drawn
    Column("desk", Text, ForeignKey("desks.key")),  # null: an admin's private chat
    Column("reply_to", BigInteger),  # the message that asked for it
    Column("caption", Text, nullable=False),  # HTML
    Column("figures", JSONB, nullable=False),  # domain/statistics.py: what it shows, in words and numbers
)

alarms = Table(
    "alarms",  # what nobody has answered and has rung for that, each once
    metadata,
    Column("key", Text, primary_key=True),  # sla_call:17, sla_claim:5:10 …
    moment("rung_at", default=True, nullable=False),
)

service_messages = Table(
    "service_messages",  # what Telegram said of our own pins and icons: to be deleted when there is room
    metadata,
    Column("group_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),
    moment("at", default=True, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    number(),
    Column("kind", Text, nullable=False),  # photo | document
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),  # until it is sent, and a day longer
    moment("created_at", default=True, nullable=False),
    Index("uploads_by_age", "created_at"),
)

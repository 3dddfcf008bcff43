"""Forms and what is made of them: `drafts`, what was `missed` in them, `counters` of numbers, `waybills`, `claims` with
files and log, `mails`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from relay_bot.db.tables.columns import LONG_AGO, flag, metadata, moment, number

drafts = Table(
    "drafts",
    metadata,
    number(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("form", Text, nullable=False),  # its kind: domain/forms/registry.py
    Column("state", Text, nullable=False, server_default="open"),  # open | done | cancelled | expired
    Column("content", JSONB, nullable=False),  # domain/forms/draft.py: what is filled in, asked, not decided yet
    moment("started_at", nullable=False),
    moment("touched_at", nullable=False),  # the client's last step
    moment("finished_at"),
    moment("nudged_at"),  # the client was asked whether to go on
    moment("rung_at"),  # its card is on the board of unfinished actions, with one ring
    flag("paused"),  # another form came between: messages are for that one, or for the manager, until it is resumed
    Column("result", Text),  # number of the document that it became
    Column("told", Text),  # what the card says: rung | resumed | done | cancelled | expired | dismissed
    Column("called_by", BigInteger),  # Telegram id: who says that they have phoned the client
    moment("called_at"),
    Index("drafts_by_client", "client_id", "id"),
    Index("drafts_open", "client_id", "form", unique=True, postgresql_where=text("state = 'open'")),
    Index("drafts_idle", "touched_at", postgresql_where=text("state = 'open'")),
    Index("drafts_finished", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
    Index("drafts_told", "id", postgresql_where=text("told IN ('rung', 'resumed')")),
)

missed = Table(
    "missed",
    metadata,
    number(),
    moment("at", nullable=False),
    Column("form", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("words", Text, nullable=False),  # the client's message that was read wrongly
    Column("before", Text, nullable=False),  # the value in words
    Column("after", Text, nullable=False),  # as the client put it right; empty: removed
    Index("missed_by_time", "at"),
)

counters = Table(
    "counters",
    metadata,
    Column("scope", Text, primary_key=True),  # a document's number with 0 in the place of its counter
    Column("last", BigInteger, nullable=False),
)

waybills = Table(
    "waybills",
    metadata,
    number(),
    Column("number", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),  # its digits, as in the link ?start=w_<code>
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("draft_id", BigInteger, ForeignKey("drafts.id"), nullable=False, unique=True),  # one draft, one waybill
    moment("issued_at", nullable=False),
    Column("content", JSONB, nullable=False),  # domain/waybill.py: the values, as typed and normalised
    Column("sheet", JSONB, nullable=False),  # what the document says: a snapshot, in words
    Column("pdf", LargeBinary),  # printed, and not in Telegram yet
    Column("file_id", Text),  # Telegram's, once it was sent
    Column("waiting", JSONB, nullable=False, server_default="[]"),  # rows that are enqueued once it is printed
    Column("print_attempts", Integer, nullable=False, server_default="0"),
    Column("print_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # not before
    Index("waybills_by_client", "client_id", "id"),
    Index("waybills_by_code", "code"),
    Index("waybills_to_print", "id", postgresql_where=text("pdf IS NULL AND file_id IS NULL")),
)

claims = Table(
    "claims",
    metadata,
    number(),
    Column("number", Text, nullable=False, unique=True),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("draft_id", BigInteger, ForeignKey("drafts.id"), nullable=False, unique=True),  # one draft, one claim
    Column("waybill_id", BigInteger, ForeignKey("waybills.id")),  # null: a number that the bot does not know
    Column("waybill_text", Text, nullable=False),  # the number as it was given
    Column("story", Text, nullable=False),
    Column("amount", Numeric(12, 2)),  # roubles; null: the manager estimates it
    Column("email", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="new"),  # domain/claim/life.py
    moment("received_at", nullable=False),
    Column("due_on", Date, nullable=False),  # the legal answer date, in the company's zone
    Column("awarded", Numeric(12, 2)),  # roubles that were granted
    Column("grounds", Text, nullable=False, server_default=""),  # of a refusal or a partial decision
    moment("decided_at"),
    moment("closed_at"),
    Index("claims_by_client", "client_id", "id"),
    Index("claims_open", "due_on", postgresql_where=text("closed_at IS NULL")),
)

claim_files = Table(
    "claim_files",
    metadata,
    number(),  # their order
    Column("claim_id", BigInteger, ForeignKey("claims.id"), nullable=False),
    Column("kind", Text, nullable=False),  # photo | document
    Column("file_id", Text, nullable=False),  # Telegram's
    Column("name", Text, nullable=False, server_default=""),
    moment("added_at", nullable=False),
    Index("claim_files_by_claim", "claim_id", "id"),
)

claim_steps = Table(
    "claim_steps",
    metadata,
    number(),
    Column("claim_id", BigInteger, ForeignKey("claims.id"), nullable=False),
    moment("at", nullable=False),
    Column("by", BigInteger, nullable=False),  # Telegram id: a manager's, or the client's
    Column("was", Text, nullable=False),
    Column("became", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),  # grounds, sum, documents asked for, reason of reopening
    Index("claim_steps_by_claim", "claim_id", "id"),
)

mails = Table(
    "mails",
    metadata,
    number(),
    Column("claim_id", BigInteger, ForeignKey("claims.id"), nullable=False),
    Column("sender_id", BigInteger, nullable=False),  # Telegram id of the manager who sent it
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),  # plain text
    Column("sheet", JSONB, nullable=False),  # what the attached decision says
    Column(
        "place", Text, nullable=False, server_default=""
    ),  # desk/address where it was asked for: its file goes there
    Column("pdf", LargeBinary),  # printed, until it is sent
    Column("print_attempts", Integer, nullable=False, server_default="0"),
    Column("print_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # not before
    Column("state", Text, nullable=False, server_default="queued"),  # draft | queued | sent | failed
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("send_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # not before; also the lease
    Column("error", Text, nullable=False, server_default=""),
    moment("created_at", default=True, nullable=False),
    moment("queued_at"),  # the manager's tap: for a day from here it is tried
    moment("sent_at"),
    Index("mails_to_print", "id", postgresql_where=text("pdf IS NULL AND state IN ('draft', 'queued')")),
    Index("mails_queue", "send_at", postgresql_where=text("state = 'queued'")),
    Index("mails_by_claim", "claim_id", "id"),
    Index("mails_by_age", "created_at"),
)

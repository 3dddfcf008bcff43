"""Every table, as SQLAlchemy Core sees it. What a column means is said once, here.

The street: `inbox` → handlers → `outbox`, whose rows queue up in `lanes` and draw on `budgets` and `throttle`.
The people: `clients` who came, `records` of those we know by phone, `desks` of the managers.
The papers: `drafts` of forms that are being filled in, `waybills` and `claims` made of them, `counters` for their
numbers, `mails` that answer claims. The desk's memory: `notes`,
`reminders`, its manager's `absences`; `handovers` of all its clients; `pictures` that are to be drawn for it.
The places: `topics` (client topics and boards of a desk), `cards` (messages that are edited later), `messages` (pairs).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

metadata = MetaData()

_now = text("now()")
_long_ago = text("'-infinity'")


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _time(name: str, *, default: bool = False, nullable: bool = True) -> Column[object]:
    return Column(name, DateTime(timezone=True), server_default=_now if default else None, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


# --- people ---------------------------------------------------------------------------------------------------------

desks = Table(
    "desks",
    metadata,
    Column("key", Text, primary_key=True),  # the manager's key in config.toml
    Column("group_id", BigInteger, unique=True),  # followed when Telegram migrates the group
    Column("config_group_id", BigInteger),  # what config.toml said when group_id was taken from it
    _time("manager_started_at"),  # the manager pressed Start: the bot may write to them privately
    Column("title", Text, nullable=False, server_default=""),  # the group's, as last seen
    Column("rights", JSONB),  # the bot's membership in the group as last seen, null = unknown
    _time("last_assigned_at"),  # ties and round robin: who has waited longest for a new client
    _flag("retired"),  # no longer in config.toml
)

clients = Table(
    "clients",
    metadata,
    _id(),
    Column("tg_id", BigInteger, nullable=False, unique=True),
    Column("phone", Text, unique=True),  # E.164, only from the client's own contact; null = not identified yet
    Column("name", Text, nullable=False),
    Column("company", Text, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("username", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("inn", Text, nullable=False, server_default=""),
    Column("lang", Text),  # null = bot.default_lang
    Column("desk", Text, ForeignKey("desks.key")),  # null = has no manager yet
    Column("invite", Text),  # the start payload they came with, kept until they are assigned
    _time("created_at", default=True, nullable=False),
    _time("registered_at"),  # identified by link or phone
    _time("assigned_at"),
    _time("phone_asked_at"),
    _time("wrote_at"),  # their last message
    _time("unreachable_since"),  # they stopped the bot
    Column("attaching_to", BigInteger),  # the claim that their next files go to, after «Добавить файлы»
    _time("attaching_at"),
    _time("answered_at"),  # /done: what they wrote before needs no answer …
    Column("answered_to", BigInteger),  # … up to this message of theirs: the clock knows no order within a second
    Index("clients_by_desk", "desk"),
)

records = Table(
    "records",
    metadata,
    Column("phone", Text, primary_key=True),  # E.164
    Column("name", Text, nullable=False, server_default=""),
    Column("company", Text, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("desk", Text),  # the manager's key, null = by rule
    Column("email", Text, nullable=False, server_default=""),
    Column("inn", Text, nullable=False, server_default=""),
    Column("lang", Text),
    Column("invite", Text, unique=True),  # personal one-time link c_<invite>
    Column("invite_used_by", BigInteger),  # Telegram id of who used it
    Column("source", Text, nullable=False),  # config | csv
)

# --- places ---------------------------------------------------------------------------------------------------------

topics = Table(
    "topics",
    metadata,
    # topic:<client id> | board:<desk>:<calls|claims|drafts|general> | former:<client id>:<thread>:<group>
    Column("address", Text, primary_key=True),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),
    Column("client_id", BigInteger, ForeignKey("clients.id")),
    Column("group_id", BigInteger),  # where thread_id is valid
    Column("thread_id", BigInteger),  # null = to be made; 0 = General
    Column("name", Text, nullable=False, server_default=""),  # as shown in Telegram now, or as it is being made
    Column("state", Text, nullable=False, server_default="ok"),  # ok | suspect | closed
    _time("creating_since"),  # a createForumTopic is out and its answer is not known
    UniqueConstraint("group_id", "thread_id", name="topics_by_thread"),
)

cards = Table(
    "cards",
    metadata,
    # the topic's address for its pinned card, else call:17, …; moved:<chat>:<message>: left at a former desk
    Column("key", Text, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False, server_default="0"),
    Column("message_id", BigInteger, nullable=False),
    Column("pinned", Boolean),  # null = not tried, false = the bot may not
    Column("payload", JSONB),  # what it shows; null for a place's own card, which is drawn anew
    Index("cards_by_message", "chat_id", "message_id"),
)

messages = Table(
    "messages",
    metadata,
    _id(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("side", Text, nullable=False),  # who wrote: client | desk
    Column("author_id", BigInteger, nullable=False),  # Telegram id
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("message_id", BigInteger, nullable=False),
    Column("reply_to", BigInteger),  # message_id in the same chat
    Column("media_group", Text),
    Column("kind", Text, nullable=False),  # Bot API content type: text, photo, …
    Column("content", JSONB, nullable=False),  # the content fields of the Bot API message: enough to send it again
    Column(  # what /find looks through
        "words",
        TSVECTOR,
        Computed("to_tsvector('russian', coalesce(content->>'text', content->>'caption', ''))", persisted=True),
    ),
    _time("written_at", nullable=False),
    Column("copy_chat_id", BigInteger),  # its pair on the other side
    Column("copy_thread_id", BigInteger),
    Column("copy_message_id", BigInteger),
    _time("copied_at"),
    UniqueConstraint("chat_id", "message_id", name="messages_by_source"),
    Index("messages_by_copy", "copy_chat_id", "copy_message_id"),
    Index("messages_by_client", "client_id", "id"),
    Index("messages_of_desk", "client_id", "id", postgresql_where=text("side = 'desk'")),
    Index("messages_by_words", "words", postgresql_using="gin"),
)

calls = Table(
    "calls",
    metadata,
    _id(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    _time("called_at", nullable=False),
    _time("taken_at"),
    Column("taken_by", BigInteger),  # Telegram id
    _time("finished_at"),
    Column("last_words", Text, nullable=False, server_default=""),
    Column("waybill_id", BigInteger, ForeignKey("waybills.id")),  # what it is about, if that is known
    Index("calls_open", "client_id", unique=True, postgresql_where=text("finished_at IS NULL")),
)

# --- papers ---------------------------------------------------------------------------------------------------------

drafts = Table(
    "drafts",
    metadata,
    _id(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("form", Text, nullable=False),  # its kind: domain/forms/registry.py
    Column("state", Text, nullable=False, server_default="open"),  # open | done | cancelled | expired
    Column("content", JSONB, nullable=False),  # domain/forms/draft.py: what is filled in, asked, not decided yet
    _time("started_at", nullable=False),
    _time("touched_at", nullable=False),  # the client's last step
    _time("finished_at"),
    _time("nudged_at"),  # the client was asked whether to go on
    _time("rung_at"),  # its card is on the board of unfinished actions, with one ring
    _flag("paused"),  # another form came between: messages are for that one, or for the manager, until it is resumed
    Column("result", Text),  # number of the document that it became
    Column("told", Text),  # what the card says: rung | resumed | done | cancelled | expired | dismissed
    Column("called_by", BigInteger),  # Telegram id: who says that they have phoned the client
    _time("called_at"),
    Index("drafts_open", "client_id", "form", unique=True, postgresql_where=text("state = 'open'")),
    Index("drafts_idle", "touched_at", postgresql_where=text("state = 'open'")),
    Index("drafts_told", "id", postgresql_where=text("told IN ('rung', 'resumed')")),
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
    _id(),
    Column("number", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),  # its digits, as in the link ?start=w_<code>
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("draft_id", BigInteger, ForeignKey("drafts.id"), nullable=False, unique=True),  # one draft, one waybill
    _time("issued_at", nullable=False),
    Column("content", JSONB, nullable=False),  # domain/waybills.py: the values, as typed and normalised
    Column("sheet", JSONB, nullable=False),  # what the document says: a snapshot, in words
    Column("pdf", LargeBinary),  # printed, and not in Telegram yet
    Column("file_id", Text),  # Telegram's, once it was sent
    Column("waiting", JSONB, nullable=False, server_default="[]"),  # rows that are enqueued once it is printed
    Column("print_attempts", Integer, nullable=False, server_default="0"),
    Column("print_at", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # not before
    Index("waybills_by_client", "client_id", "id"),
    Index("waybills_by_code", "code"),
    Index("waybills_to_print", "id", postgresql_where=text("pdf IS NULL AND file_id IS NULL")),
)

claims = Table(
    "claims",
    metadata,
    _id(),
    Column("number", Text, nullable=False, unique=True),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("draft_id", BigInteger, ForeignKey("drafts.id"), nullable=False, unique=True),  # one draft, one claim
    Column("waybill_id", BigInteger, ForeignKey("waybills.id")),  # null: a number that the bot does not know
    Column("waybill_text", Text, nullable=False),  # the number as it was given
    Column("story", Text, nullable=False),
    Column("amount", Numeric(12, 2)),  # roubles; null: the manager estimates it
    Column("email", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="new"),  # domain/claims.py
    _time("received_at", nullable=False),
    Column("due_on", Date, nullable=False),  # the legal answer date, in the company's zone
    Column("awarded", Numeric(12, 2)),  # roubles that were granted
    Column("grounds", Text, nullable=False, server_default=""),  # of a refusal or a partial decision
    _time("decided_at"),
    _time("closed_at"),
    Index("claims_by_client", "client_id", "id"),
    Index("claims_open", "due_on", postgresql_where=text("closed_at IS NULL")),
)

claim_files = Table(
    "claim_files",
    metadata,
    _id(),  # their order
    Column("claim_id", BigInteger, ForeignKey("claims.id"), nullable=False),
    Column("kind", Text, nullable=False),  # photo | document
    Column("file_id", Text, nullable=False),  # Telegram's
    Column("name", Text, nullable=False, server_default=""),
    _time("added_at", nullable=False),
    Index("claim_files_by_claim", "claim_id", "id"),
)

claim_steps = Table(
    "claim_steps",
    metadata,
    _id(),
    Column("claim_id", BigInteger, ForeignKey("claims.id"), nullable=False),
    _time("at", nullable=False),
    Column("by", BigInteger, nullable=False),  # Telegram id: a manager's, or the client's
    Column("was", Text, nullable=False),
    Column("became", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),  # grounds, sum, documents asked for, reason of reopening
    Index("claim_steps_by_claim", "claim_id", "id"),
)

mails = Table(
    "mails",
    metadata,
    _id(),
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
    Column("print_at", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # not before
    Column("state", Text, nullable=False, server_default="queued"),  # draft | queued | sent | failed
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("send_at", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # not before; also the lease
    Column("error", Text, nullable=False, server_default=""),
    _time("created_at", default=True, nullable=False),
    _time("queued_at"),  # the manager's tap: for a day from here it is tried
    _time("sent_at"),
    Index("mails_to_print", "id", postgresql_where=text("pdf IS NULL AND state IN ('draft', 'queued')")),
    Index("mails_queue", "send_at", postgresql_where=text("state = 'queued'")),
    Index("mails_by_claim", "claim_id", "id"),
)

uploads = Table(
    "uploads",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),  # photo | document
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),  # until it is sent, and a day longer
    _time("created_at", default=True, nullable=False),
)

# --- the desk's memory ------------------------------------------------------------------------------------------------

notes = Table(
    "notes",
    metadata,
    _id(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("author_id", BigInteger, nullable=False),  # Telegram id
    Column("body", Text, nullable=False),
    _time("written_at", nullable=False),
    Index("notes_by_client", "client_id", "id"),
)

reminders = Table(
    "reminders",
    metadata,
    _id(),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),
    Column("client_id", BigInteger, ForeignKey("clients.id")),  # null: set in General
    Column("author_id", BigInteger, nullable=False),  # Telegram id: whom it mentions
    Column("body", Text, nullable=False),
    _time("due_at", nullable=False),
    _time("rung_at"),
    Index("reminders_due", "due_at", postgresql_where=text("rung_at IS NULL")),
)

absences = Table(
    "absences",
    metadata,
    _id(),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),  # whose manager is away
    Column("since", Date, nullable=False),  # in the company's zone; both days included
    Column("until", Date, nullable=False),
    Column("substitute", Text),  # a manager's key; null: their substitute of config.toml
    Column("set_by", BigInteger, nullable=False),  # Telegram id
    _time("set_at", nullable=False),
    _time("ended_at"),  # taken back, or replaced by another
    Index("absences_in_force", "until", postgresql_where=text("ended_at IS NULL")),
)

handovers = Table(
    "handovers",
    metadata,
    _id(),
    Column("from_desk", Text, ForeignKey("desks.key"), nullable=False),  # all its clients go …
    Column("to_desk", Text, ForeignKey("desks.key"), nullable=False),  # … to this one
    Column("asked_by", BigInteger, nullable=False),  # Telegram id of an admin
    _time("asked_at", nullable=False),
    _time("confirmed_at"),  # null = nothing happens yet
    Column("moved", Integer, nullable=False, server_default="0"),  # clients that have gone
    _time("finished_at"),
    Index(
        "handovers_going_on",
        "id",
        postgresql_where=text("confirmed_at IS NOT NULL AND finished_at IS NULL"),
    ),
)

pictures = Table(
    "pictures",
    metadata,
    _id(),
    Column("address", Text, nullable=False),  # where it is sent once it is drawn
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),
    Column("reply_to", BigInteger),  # the message that asked for it
    Column("caption", Text, nullable=False),  # HTML
    Column("figures", JSONB, nullable=False),  # domain/statistics.py: what it shows, in words and numbers
)

# --- the street -----------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", Text, nullable=False),  # one private chat or one topic: handled strictly in order
    Column("payload", JSONB, nullable=False),  # the update as Telegram sent it
    Column("state", Text, nullable=False, server_default="queued"),  # queued | done | parked | dropped
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("run_at", DateTime(timezone=True), nullable=False, server_default=_long_ago),
    Column("error", Text),  # the last traceback
    _time("received_at", default=True, nullable=False),
    _time("done_at"),
    UniqueConstraint("bot_id", "update_id", name="inbox_once"),
    Index("inbox_queue", "id", postgresql_where=text("state = 'queued'")),
    Index("inbox_lane", "lane", "id", postgresql_where=text("state = 'queued'")),
    Index("inbox_done", "done_at", postgresql_where=text("state = 'done'")),
    Index("inbox_parked", "id", postgresql_where=text("state = 'parked'")),
)

lanes = Table(
    "lanes",
    metadata,
    _id(),
    Column("address", Text, nullable=False, unique=True),
    Column("desk", Text, ForeignKey("desks.key")),  # draws on this desk's budget; null = a private chat
    _flag("waiting"),  # has queued rows
    _flag("held"),  # nothing is sent: no manager yet, or the person stopped the bot
    Column("head_priority", SmallInteger, nullable=False, server_default="1"),  # of the most urgent of its next rows
    Column("head_cost", SmallInteger, nullable=False, server_default="1"),  # messages of the budget for its next row
    Column("ready_at", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # retry or private budget
    Column("served_at", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # round by topic
    Column("spent_until", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # private budget (GCRA)
    Column("lease", BigInteger),  # somebody is sending from it now
    Column("leased_by", BigInteger),
    Column("lease_until", DateTime(timezone=True)),
    Index(
        "lanes_of_desk",
        "desk",
        "head_priority",
        "served_at",
        postgresql_where=text("waiting AND NOT held AND lease IS NULL"),
    ),
    Index(
        "lanes_private",
        "ready_at",
        postgresql_where=text("waiting AND NOT held AND lease IS NULL AND desk IS NULL"),
    ),
    Index("lanes_leased", "leased_by", postgresql_where=text("lease IS NOT NULL")),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("lane_id", BigInteger, ForeignKey("lanes.id"), nullable=False),
    Column("kind", Text, nullable=False),  # one `case` of delivery/send.py each
    Column("payload", JSONB, nullable=False),
    Column("priority", SmallInteger, nullable=False),  # 0 push, 1 relay, 2 card edit, 3 cosmetic
    Column("push_key", Text, unique=True),  # exactly one push: the database refuses a second
    Column("card", Text),  # rows with one card key: only the newest state is sent
    Column("relay_id", BigInteger, ForeignKey("messages.id")),  # what it copies
    Column("cost", SmallInteger, nullable=False, server_default="1"),  # messages of the budget: an album counts each
    Column("state", Text, nullable=False, server_default="queued"),  # queued | sending | sent | parked | dropped
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    _time("created_at", default=True, nullable=False),
    _time("finished_at"),
    Column("message_id", BigInteger),  # what Telegram called it
    Index("outbox_queue", "lane_id", "id", postgresql_where=text("state IN ('queued', 'sending')")),
    Index("outbox_card", "card", postgresql_where=text("state = 'queued' AND card IS NOT NULL")),
    Index("outbox_parked", "id", postgresql_where=text("state = 'parked'")),
    Index("outbox_finished", "finished_at", postgresql_where=text("state IN ('sent', 'dropped')")),
)

budgets = Table(
    "budgets",
    metadata,
    Column("desk", Text, ForeignKey("desks.key"), primary_key=True),
    Column("ring", ARRAY(DateTime(timezone=True)), nullable=False, server_default="{}"),  # the last sends, oldest first
    Column("resting_until", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # a 429, or trouble
    Column("trouble", Text),  # why the group can't be written to; null = it can
)

throttle = Table(
    "throttle",
    metadata,
    Column("id", SmallInteger, primary_key=True),  # one row
    Column("spent_until", DateTime(timezone=True), nullable=False, server_default=_long_ago),  # GCRA over all sends
)

workers = Table(
    "workers",
    metadata,
    _id(),
    _time("seen_at", default=True, nullable=False),
)

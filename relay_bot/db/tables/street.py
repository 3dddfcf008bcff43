"""The street: `inbox`, `lanes` with rows of the `outbox`, `budgets`, the `throttle`, `workers`; `mishaps`."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from relay_bot.db.tables.columns import LONG_AGO, flag, metadata, moment, number

inbox = Table(
    "inbox",
    metadata,
    number(),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", Text, nullable=False),  # one private chat or one topic: handled strictly in order
    Column("payload", JSONB, nullable=False),  # the update as Telegram sent it
    flag("plain"),  # a message of one conversation: may be handled in a batch (functions/inbox.sql: take)
    Column("state", Text, nullable=False, server_default="queued"),  # queued | done | parked | dropped
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("run_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),
    Column("error", Text),  # the last traceback
    moment("received_at", default=True, nullable=False),
    moment("done_at"),
    UniqueConstraint("bot_id", "update_id", name="inbox_once"),
    Index("inbox_queue", "id", postgresql_where=text("state = 'queued'")),
    Index("inbox_lane", "lane", "id", postgresql_where=text("state = 'queued'")),
    Index("inbox_done", "done_at", postgresql_where=text("state = 'done'")),
    Index("inbox_parked", "id", postgresql_where=text("state = 'parked'")),
)

lanes = Table(
    "lanes",
    metadata,
    number(),
    Column("address", Text, nullable=False, unique=True),
    Column("desk", Text, ForeignKey("desks.key")),  # draws on this desk's budget; null = a private chat
    flag("waiting"),  # has queued rows
    flag("fresh"),  # a client's topic that nothing has reached yet: its place has to be made first
    flag("held"),  # nothing is sent: no manager yet, or the person stopped the bot
    Column("head_priority", SmallInteger, nullable=False, server_default="2"),  # of the most urgent of its next rows
    Column("head_cost", SmallInteger, nullable=False, server_default="1"),  # messages of the budget for its next row
    Column("ready_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # retry or private budget
    Column("served_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # round by topic
    Column("spent_until", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # private budget (GCRA)
    Column("slow_until", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # its client floods it
    Column("lease", BigInteger),  # somebody is sending from it now
    Column("leased_by", BigInteger),
    Column("lease_until", DateTime(timezone=True)),
    Index(
        "lanes_of_desk",
        "desk",
        "fresh",
        "head_priority",
        "served_at",
        postgresql_where=text("waiting AND NOT held AND lease IS NULL"),
    ),
    Index(
        "lanes_private",
        "ready_at",
        postgresql_where=text("waiting AND NOT held AND lease IS NULL AND desk IS NULL"),
    ),
    Index("lanes_of_cards", "served_at", postgresql_where=text("address LIKE 'card:%' AND NOT waiting")),
    Index("lanes_leased", "leased_by", postgresql_where=text("lease IS NOT NULL")),
)

outbox = Table(
    "outbox",
    metadata,
    number(),
    Column("lane_id", BigInteger, ForeignKey("lanes.id"), nullable=False),
    Column("kind", Text, nullable=False),  # a class of domain/outgoing.py each
    Column("payload", JSONB, nullable=False),  # its fields (db/row.py)
    Column("priority", SmallInteger, nullable=False),  # of domain/outgoing.py: lower goes first
    flag("rings"),  # quiet hours take its sound
    Column("once", Text, unique=True),  # exactly one push: the database refuses a second
    Column("card", Text),  # rows with one card key: only the newest state is sent
    Column("relay_id", BigInteger, ForeignKey("messages.id", ondelete="SET NULL")),  # what it copies, changes, is about
    Column("cost", SmallInteger, nullable=False, server_default="1"),  # messages of the budget: an album counts each
    Column("state", Text, nullable=False, server_default="queued"),  # queued | sending | sent | parked | dropped
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    moment("created_at", default=True, nullable=False),
    moment("finished_at"),
    Column("message_id", BigInteger),  # what Telegram called it
    Column("bundle", Text),  # the message of which it is a part: see bundle.py
    moment("not_before"),  # of a part: others of the same message may still come
    Index("outbox_bundle", "bundle", postgresql_where=text("bundle IS NOT NULL")),
    Index("outbox_queue", "lane_id", "id", postgresql_where=text("state IN ('queued', 'sending')")),
    Index("outbox_card", "card", postgresql_where=text("state IN ('queued', 'sending') AND card IS NOT NULL")),
    Index("outbox_rings", "created_at", postgresql_where=text("rings")),
    Index("outbox_parked", "id", postgresql_where=text("state = 'parked'")),
    Index("outbox_by_lane", "lane_id"),
    Index(  # those with a key stay longer: a bell rings once
        "outbox_keys",
        "finished_at",
        postgresql_where=text("state IN ('sent', 'dropped') AND once IS NOT NULL"),
    ),
    Index(
        "outbox_finished",
        "finished_at",
        postgresql_where=text("state IN ('sent', 'dropped') AND once IS NULL"),
    ),
)

kept_inside = Table(
    "kept_inside",
    metadata,
    Column("bundle", Text, primary_key=True),  # one of its parts is marked with //: nothing of it goes
    moment("at", default=True, nullable=False),
)

kept_parts = Table(  # the parts of a bundle that stays inside, as they are now: an edit may let all of them out
    "kept_parts",
    metadata,
    Column("bundle", Text, ForeignKey("kept_inside.bundle", ondelete="CASCADE"), primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    flag("note"),  # it is one that keeps the others inside
    Column("kind", Text, nullable=False),
    Column("content", JSONB, nullable=False),  # what the client would get
)

budgets = Table(
    "budgets",
    metadata,
    Column("desk", Text, ForeignKey("desks.key"), primary_key=True),
    Column("ring", ARRAY(DateTime(timezone=True)), nullable=False, server_default="{}"),  # the last sends, oldest first
    Column("resting_until", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # a 429, or trouble
    Column("fresh_at", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # last, for a place
    Column("share", Float, nullable=False, server_default="1"),  # of the messages allowed: less after a 429 …
    Column("share_since", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # … and more again since
    moment("rest_told_until"),  # the admins know that the group rests so long
    moment("behind_since"),  # messages have waited too long since then, and the manager was told
    moment("trouble_since"),
    Column("trouble", Text),  # why the group can't be written to; null = it can
)

refusals = Table(
    "refusals",
    metadata,
    Column(
        "row_id", BigInteger, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),  # refused for a reason that nobody knows
    Column("chat", Text, nullable=False),  # a desk's key, or a private chat's address
    Column(
        "kind", Text, nullable=False
    ),  # of the row: another of the kind that goes through shows that the chat is well
    moment("since", default=True, nullable=False),  # the first time
    moment("at", default=True, nullable=False),  # the last time
    Column("news", JSONB, nullable=False),  # what is told of it, as `enqueue` reads it
    flag("told"),
    flag("own"),  # others went through meanwhile: it is the row's fault
    Index("refusals_by_chat", "chat"),
    Index("refusals_untold", "at", postgresql_where=text("NOT told")),
)

throttle = Table(
    "throttle",
    metadata,
    Column("id", SmallInteger, primary_key=True),  # one row
    Column("spent_until", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),  # GCRA over all sends
)

mishaps = Table(
    "mishaps",
    metadata,
    number(),
    Column("clock", Text, nullable=False),  # whose round met it
    Column("key", Text, nullable=False),  # the row, in the clock's own words
    Column("error", Text, nullable=False),  # the last traceback
    Column("tries", Integer, nullable=False, server_default="1"),
    moment("at", nullable=False),  # of the first failure
    moment("again_at", nullable=False),  # until then the clock leaves it alone
    UniqueConstraint("clock", "key", name="mishaps_once"),
)

workers = Table(
    "workers",
    metadata,
    number(),
    moment("seen_at", default=True, nullable=False),
)

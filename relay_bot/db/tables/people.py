"""Who is who: `desks` of the managers and their `absences`, `clients` who came, `records` of those we know by phone."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from relay_bot.db.tables.columns import flag, metadata, moment, number

desks = Table(
    "desks",
    metadata,
    Column("key", Text, primary_key=True),  # the manager's key in config.toml
    Column("group_id", BigInteger, unique=True),  # followed when Telegram migrates the group
    Column("config_group_id", BigInteger),  # what config.toml said when group_id was taken from it
    moment("manager_started_at"),  # the manager pressed Start: the bot may write to them privately
    Column("manager_present", Boolean),  # the manager is in the group, as last seen; null = unknown
    Column("title", Text, nullable=False, server_default=""),  # the group's, as last seen
    Column("rights", JSONB),  # the bot's membership in the group as last seen, null = unknown
    moment("last_assigned_at"),  # ties and round robin: who has waited longest for a new client
    flag("retired"),  # no longer in config.toml
)

absences = Table(
    "absences",
    metadata,
    number(),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),  # whose manager is away
    Column("since", Date, nullable=False),  # in the company's zone; both days included
    Column("until", Date, nullable=False),
    Column("substitute", Text),  # a manager's key; null: their substitute of config.toml
    Column("set_by", BigInteger, nullable=False),  # Telegram id
    moment("set_at", nullable=False),
    moment("ended_at"),  # taken back, or replaced by another
    Index("absences_in_force", "until", postgresql_where=text("ended_at IS NULL")),
)

clients = Table(
    "clients",
    metadata,
    number(),
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
    moment("created_at", default=True, nullable=False),
    moment("registered_at"),  # identified by link or phone
    moment("assigned_at"),
    moment("phone_asked_at"),
    Column("thread_id", BigInteger),  # of the private chat, where they wrote last; null = none
    moment("wrote_at"),  # their last message …
    Column("wrote_to", BigInteger),  # … and which it is; null = it came before that was noted
    moment("unreachable_since"),  # they stopped the bot
    Column("attaching_to", BigInteger),  # the claim that their next files go to, after «Добавить файлы»
    moment("attaching_at"),
    moment("answered_at"),  # /done: what they wrote before needs no answer …
    Column("answered_to", BigInteger),  # … up to this message: the clock knows no order within a second (waiting.sql)
    Column("invite_misses", BigInteger, nullable=False, server_default="0"),  # codes that were not theirs …
    moment("invite_missed_at"),  # … the last of them
    moment("forgotten_at"),  # their data was erased (db/personal.sql); the row stays, a number
    Column("rung_for", BigInteger),  # the message of theirs for which the desk was rung as overdue
    moment("snoozed_until"),  # /snooze: off the queue until then …
    Column("snoozed_to", BigInteger),  # … or until they write more than this message of theirs
    Index("clients_by_desk", "desk"),
)

imports = Table(
    "imports",
    metadata,
    number(),
    Column("admin_id", BigInteger, nullable=False),  # Telegram id: who has sent the list
    Column("file_id", Text, nullable=False),  # Telegram's
    Column("content", LargeBinary),  # from the check to the end, a day at most
    Column("state", Text, nullable=False, server_default="asked"),  # asked | shown | confirmed | done
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("due_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),  # not before; the lease
    moment("created_at", default=True, nullable=False),
    Index("imports_due", "due_at", postgresql_where=text("state IN ('asked', 'confirmed')")),
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

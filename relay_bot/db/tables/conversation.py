"""What is said and where it stands: `topics` and boards, `cards` that are edited later, `messages` (pairs),
`notices` that speak of them, `reactions`, `recordings` (voices and photos that become text), `calls`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from relay_bot.db.tables.columns import LONG_AGO, flag, metadata, moment, number

topics = Table(
    "topics",
    metadata,
    # topic:<client id> | board:<desk>:<calls|claims|drafts|general> | former:<client id or 0>:<thread>:<group>
    Column("address", Text, primary_key=True),
    Column("desk", Text, ForeignKey("desks.key"), nullable=False),
    Column("client_id", BigInteger, ForeignKey("clients.id")),
    Column("group_id", BigInteger),  # where thread_id is valid
    Column("thread_id", BigInteger),  # null = to be made; 0 = General
    Column("name", Text, nullable=False, server_default=""),  # as shown in Telegram now, or as it is being made
    Column("given_name", Text),  # by a person: it stays
    flag("was_lost"),  # it was deleted and is made anew: its last messages have to be shown
    Column("state", Text, nullable=False, server_default="ok"),  # ok | suspect | closed
    moment("creating_since"),  # a createForumTopic is out and its answer is not known
    Column("icon", Text),  # the emoji that was set since it was made; null = the one it was made with
    moment("icon_at"),  # when that was
    UniqueConstraint("group_id", "thread_id", name="topics_by_thread"),
    Index("topics_in_creation", "desk", "name", postgresql_where=text("creating_since IS NOT NULL")),
)

lost_threads = Table(  # of topics that were deleted: what was written there before may be handled after
    "lost_threads",
    metadata,
    Column("group_id", BigInteger, primary_key=True),
    Column("thread_id", BigInteger, primary_key=True),
    Column("address", Text, nullable=False),  # topic:<client id>
    moment("at", default=True, nullable=False),
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
    Index("cards_of_drafts", "key", postgresql_where=text("key LIKE 'draft:%'")),
)

messages = Table(
    "messages",
    metadata,
    number(),
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
    moment("written_at", nullable=False),
    Column("copy_chat_id", BigInteger),  # its pair on the other side
    Column("copy_thread_id", BigInteger),
    Column("copy_message_id", BigInteger),
    Column("copy_offset", Integer),  # where it stands in a copy that was joined of several; null = it is all of it
    Column("copy_length", Integer),
    moment("copied_at"),
    flag("media_edited"),  # its file is another one than the one that was copied
    moment("removed_at"),  # taken back by whoever wrote it: the other side does not have it (any more)
    UniqueConstraint("chat_id", "message_id", name="messages_by_source"),
    Index("messages_by_copy", "copy_chat_id", "copy_message_id"),
    Index("messages_by_client", "client_id", "id"),
    Index("messages_of_desk", "client_id", "id", postgresql_where=text("side = 'desk'")),
    Index("messages_by_words", "words", postgresql_using="gin"),
)

notices = Table(
    "notices",
    metadata,
    # a message of the bot's own that speaks of something: an answer to it is an answer to that
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("relay_id", BigInteger, ForeignKey("messages.id", ondelete="CASCADE")),  # a message of the conversation …
    Column("waybill_id", BigInteger, ForeignKey("waybills.id")),  # … or the document of a waybill
    Index("notices_of_waybill", "waybill_id", postgresql_where=text("waybill_id IS NOT NULL")),
)

reactions = Table(
    "reactions",
    metadata,
    # what each person has put on a message, on whichever side they see it
    Column(
        "relay_id", BigInteger, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("side", Text, primary_key=True),  # who reacted: client | desk
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),  # Telegram id
    Column("emoji", Text, nullable=False),  # or the id of a custom one, behind "custom:"
    moment("at", nullable=False),
)

recordings = Table(
    "recordings",
    metadata,
    number(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    Column("relay_id", BigInteger, ForeignKey("messages.id")),  # the message; null = a form has kept the file
    Column("draft_id", BigInteger, ForeignKey("drafts.id")),  # the form that listens; null = the conversation
    Column("lane", Text, nullable=False),  # of the inbox: the client's chat
    Column("kind", Text, nullable=False),  # voice | photo | pdf
    Column("file_id", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("seconds", Integer),  # as Telegram states it
    flag("holds"),  # what the client sends meanwhile waits for it
    flag("shown"),  # a card in the client's chat says how far it is
    Column("state", Text, nullable=False, server_default="queued"),  # queued | done
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("leased_until", DateTime(timezone=True), nullable=False, server_default=LONG_AGO),
    flag("excused"),  # the client was told that it takes long
    Column("trouble", Text),  # why there is no text (domain/recognition.py)
    Column("codes", ARRAY(Text), nullable=False, server_default="{}"),
    Column("text", Text, nullable=False, server_default=""),
    Column("words", TSVECTOR, Computed("to_tsvector('russian', text)", persisted=True)),  # what /find looks through
    moment("created_at", default=True, nullable=False),
    moment("done_at"),
    Index("recordings_queue", "client_id", "id", postgresql_where=text("state = 'queued'")),
    Index("recordings_holding", "lane", postgresql_where=text("state = 'queued' AND holds")),
    Index("recordings_by_message", "relay_id"),
    Index("recordings_by_client", "client_id", "id"),
    Index("recordings_of_drafts", "draft_id", postgresql_where=text("draft_id IS NOT NULL")),
    Index("recordings_by_words", "words", postgresql_using="gin"),
)

calls = Table(
    "calls",
    metadata,
    number(),
    Column("client_id", BigInteger, ForeignKey("clients.id"), nullable=False),
    moment("called_at", nullable=False),
    moment("taken_at"),
    Column("taken_by", BigInteger),  # Telegram id
    moment("finished_at"),
    Column("last_words", Text, nullable=False, server_default=""),
    Column("waybill_id", BigInteger, ForeignKey("waybills.id")),  # what it is about, if that is known
    Index("calls_by_client", "client_id", "id"),
    Index("calls_by_time", "called_at"),
    Index("calls_open", "client_id", unique=True, postgresql_where=text("finished_at IS NULL")),
)

"""The world of the local Telegram: all records, their persistence, and the news of every change.

Code that changes records calls `touch` for each changed row and `commit` once at the end of the operation: that
writes the rows, wakes everybody who waits for a condition, and is cheap when nothing has changed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from relay_bot.sandbox.files import Files
from relay_bot.sandbox.model import (
    Account,
    BotSettings,
    Callback,
    ChatRecord,
    FileRecord,
    Member,
    MessageRecord,
    TopicRecord,
)
from relay_bot.sandbox.spec import problems_of
from relay_bot.sandbox.store import Store
from relay_bot.sandbox.updates import Pending, Updates

Json = dict[str, Any]
Clock = Callable[[], float]

_NOT_IN_ROW = {"topics", "messages", "threads", "last_id"}


@dataclass(slots=True)
class Event:
    """Something that a page shows at once: a kind of the page's protocol, the chat and its details."""

    kind: str
    chat: ChatRecord | None = None
    details: Json = field(default_factory=dict)


class World:
    """Everything that exists. All its methods are synchronous and belong to one event loop."""

    def __init__(self, bot: Account, data_dir: Path | None, clock: Clock = time.time, self_check: bool = False) -> None:
        self.bot = bot
        self.clock = clock
        self.self_check = self_check
        self.problems: list[str] = []
        self.settings = BotSettings()
        self.accounts: dict[int, Account] = {bot.id: bot}
        self.chats: dict[int, ChatRecord] = {}
        self.callbacks: dict[str, Callback] = {}
        self.rung: dict[int, list[MessageRecord]] = {}
        self.store = Store(data_dir) if data_dir is not None else None
        self.files = Files(self)
        self.updates = Updates(self)
        self.listeners: list[Callable[[Event], None]] = []
        self._events: list[Event] = []
        self._dirty: dict[tuple[str, str], None] = {}
        self._waiters: list[asyncio.Future[None]] = []
        if self.store is not None:
            self._load(self.store)

    # --- records

    def user_json(self, user_id: int) -> Json | None:
        account = self.accounts.get(user_id)
        return account.json() if account is not None else None

    def chat_json(self, chat: ChatRecord) -> Json:
        return chat.json(self.accounts[chat.id] if chat.private else None)

    def put_account(self, account: Account) -> None:
        self.accounts[account.id] = account
        self.touch("account", str(account.id))
        if account.id not in self.chats and not account.is_bot:
            self.put_chat(ChatRecord(account.id, "private"))
        self.emit("person", None, person=account.id)

    def put_chat(self, chat: ChatRecord) -> None:
        self.chats[chat.id] = chat
        self.touch("chat", str(chat.id))
        if not chat.private and 0 not in chat.topics:
            self.put_topic(chat, TopicRecord(chat.id, 0, "General"))

    def put_topic(self, chat: ChatRecord, topic: TopicRecord) -> None:
        chat.topics[topic.thread_id] = topic
        self.touch("topic", f"{chat.id}/{topic.thread_id}")

    def bot_member(self, chat: ChatRecord) -> Member:
        return chat.members.get(self.bot.id) or Member("left")

    # --- changes

    def touch(self, kind: str, key: str) -> None:
        """The row of this record is no longer what is on disk (a record that is gone loses its row)."""
        if self.store is not None:
            self._dirty[kind, key] = None

    def emit(self, kind: str, chat: ChatRecord | None, **details: Any) -> None:
        if self.listeners:
            self._events.append(Event(kind, chat, details))

    def commit(self) -> None:
        """Write what was touched, then tell everybody who waits or watches."""
        if self.store is not None and self._dirty:
            rows = [(kind, key, self._row(kind, key)) for kind, key in self._dirty]
            changed = [(kind, key, row) for kind, key, row in rows if row is not None]
            self.store.save(changed, [(kind, key) for kind, key, row in rows if row is None])
            self._dirty.clear()
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
        events, self._events = self._events, []
        for event in events:
            for listener in list(self.listeners):
                listener(event)

    async def changed(self, within_s: float) -> None:
        """Return at the next commit, or after `within_s` seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await asyncio.wait([waiter], timeout=within_s)

    def verify(self, type_name: str, value: Any) -> None:
        """With the self-check on, remember every outgoing object that Telegram would not send."""
        if self.self_check:
            self.problems += [f"{type_name}: {problem}" for problem in problems_of(type_name, value)]

    def close(self) -> None:
        self.commit()
        if self.store is not None:
            self.store.close()

    # --- rows

    def _row(self, kind: str, key: str) -> Json | None:
        record: Any
        match kind:
            case "settings":
                record = self.settings
            case "account":
                record = self.accounts.get(int(key))
            case "chat":
                record = self.chats.get(int(key))
            case "topic" | "message":
                chat_id, number = key.split("/")
                chat = self.chats[int(chat_id)]
                record = (chat.topics if kind == "topic" else chat.messages).get(int(number))
            case "file":
                record = self.files.records.get(key)
            case "callback":
                record = self.callbacks.get(key)
            case _:
                record = self.updates.pending.get(int(key))
        return None if record is None else _as_row(record)

    def _load(self, store: Store) -> None:
        for _, row in store.load("settings"):
            self.settings = BotSettings(**row)
        for _, row in store.load("account"):
            self.accounts[row["id"]] = Account(**row)
        self.bot = self.accounts.setdefault(self.bot.id, self.bot)
        for _, row in store.load("chat"):
            members = {int(key): Member(**member) for key, member in row.pop("members").items()}
            self.chats[row["id"]] = ChatRecord(**row, members=members)
        for _, row in store.load("topic"):
            self.chats[row["chat_id"]].topics[row["thread_id"]] = TopicRecord(**row)
        for _, row in store.load("message"):
            self._load_message(MessageRecord(**row))
        for _, row in store.load("file"):
            self.files.records[row["id"]] = FileRecord(**row)
        for key, row in store.load("callback"):
            self.callbacks[key] = Callback(**row)
        for _, row in store.load("update"):
            self.updates.pending[row["id"]] = Pending(**row)

    def _load_message(self, message: MessageRecord) -> None:
        chat = self.chats[message.chat_id]
        chat.last_id = max(chat.last_id, message.id)
        chat.messages[message.id] = message
        for person_id in message.rings:
            self.rung.setdefault(person_id, []).append(message)
        if not message.deleted:
            chat.threads.setdefault(message.thread_id, []).append(message.id)


def _as_row(record: Any) -> Json:
    row = {one.name: getattr(record, one.name) for one in fields(record) if one.name not in _NOT_IN_ROW}
    if isinstance(record, ChatRecord):
        row["members"] = {str(key): _as_row(member) for key, member in record.members.items()}
    return row

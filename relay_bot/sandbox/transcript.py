"""Reading what was said: messages as tests and people see them. Everything is live: an edit shows at once."""

from __future__ import annotations

import time
from typing import Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.entities import to_html
from relay_bot.sandbox.model import ChatRecord, FileRecord, MessageRecord
from relay_bot.sandbox.world import World

Json = dict[str, Any]

FILE_KINDS = ("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker")
SERVICE_KINDS = [
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "pinned_message",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
]


class Message:
    """One message of a chat."""

    def __init__(self, world: World, record: MessageRecord) -> None:
        self._world = world
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.record is other.record

    def __hash__(self) -> int:
        return hash((self.record.chat_id, self.record.id))

    def __repr__(self) -> str:
        return f"<{self.line()}>"

    # --- what it is

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def chat_id(self) -> int:
        return self.record.chat_id

    @property
    def topic_id(self) -> int:
        """The thread; 0 is General or no topic."""
        return self.record.thread_id

    @property
    def sender_id(self) -> int:
        return self.record.sender_id

    @property
    def date(self) -> int:
        return self.record.date

    @property
    def from_bot(self) -> bool:
        return self.record.sender_id == self._world.bot.id

    @property
    def service(self) -> str:
        """The kind of a service message ("pinned_message", …), "" for an ordinary one."""
        return next((kind for kind in SERVICE_KINDS if kind in self.record.body), "")

    @property
    def deleted(self) -> bool:
        return self.record.deleted

    @property
    def edited(self) -> bool:
        return "edit_date" in self.record.body

    @property
    def pinned(self) -> bool:
        return self.record.pinned

    @property
    def silent(self) -> bool:
        return self.record.silent

    @property
    def protected(self) -> bool:
        return bool(self.record.body.get("has_protected_content"))

    @property
    def rings(self) -> list[int]:
        """Ids of the people whose phones this message rang."""
        return self.record.rings

    @property
    def reactions(self) -> dict[int, str]:
        return {int(person): emoji for person, emoji in self.record.reactions.items()}

    @property
    def raw(self) -> Json:
        """The Bot API Message."""
        return posting.render(self._world, self.record)

    @property
    def reply_to(self) -> Message | None:
        target = self._world.chats[self.record.chat_id].messages.get(self.record.reply_to)
        return Message(self._world, target) if target is not None else None

    @property
    def quote(self) -> str:
        """The words of `reply_to` that it quotes, "" when it answers all of it."""
        return str(self.record.body.get("quote", {}).get("text", ""))

    # --- what it says

    @property
    def text(self) -> str:
        """The text or caption, "" when there is none."""
        body = self.record.body
        return str(body.get("text") or body.get("caption") or "")

    @property
    def caption(self) -> str:
        return str(self.record.body.get("caption", ""))

    @property
    def entities(self) -> list[Json]:
        body = self.record.body
        found: list[Json] = body.get("entities") or body.get("caption_entities") or []
        return found

    @property
    def html(self) -> str:
        return to_html(self.text, self.entities)

    @property
    def mentions(self) -> set[int]:
        """Ids of the people whom it names."""
        return posting.mentions(self._world, self.record)

    # --- its buttons

    @property
    def reply_markup(self) -> Json | None:
        """The inline keyboard, or the reply keyboard (or its removal) that came with the message."""
        inline: Json | None = self.record.body.get("reply_markup")
        return inline or self.record.keyboard

    @property
    def inline_buttons(self) -> list[Json]:
        markup = self.record.body.get("reply_markup") or {}
        return [button for row in markup.get("inline_keyboard", ()) for button in row]

    @property
    def buttons(self) -> list[str]:
        """The texts of all buttons, row by row."""
        return [text for row in self.button_rows for text in row]

    @property
    def button_rows(self) -> list[list[str]]:
        markup = self.reply_markup or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [[button if isinstance(button, str) else button["text"] for button in row] for row in rows]

    # --- its file and other content

    @property
    def photo(self) -> list[Json] | None:
        return self.record.body.get("photo")

    @property
    def document(self) -> Json | None:
        return self.record.body.get("document")

    @property
    def voice(self) -> Json | None:
        return self.record.body.get("voice")

    @property
    def video(self) -> Json | None:
        return self.record.body.get("video")

    @property
    def sticker(self) -> Json | None:
        return self.record.body.get("sticker")

    @property
    def location(self) -> Json | None:
        return self.record.body.get("location")

    @property
    def contact(self) -> Json | None:
        return self.record.body.get("contact")

    @property
    def media_group_id(self) -> str:
        return str(self.record.body.get("media_group_id", ""))

    @property
    def file(self) -> FileRecord | None:
        """The file of any kind that it carries."""
        for kind in FILE_KINDS:
            found = self.record.body.get(kind)
            if found:
                return self._world.files.records[(found[-1] if isinstance(found, list) else found)["file_id"]]
        return None

    @property
    def content(self) -> bytes:
        """The bytes of its file. Raises ValueError when it has none."""
        record = self.file
        if record is None:
            raise ValueError(f"no file in {self!r}")
        return self._world.files.content(record)

    def line(self) -> str:
        """One line of a transcript."""
        sender = self._world.accounts.get(self.record.sender_id)
        marks = [
            mark
            for mark, on in (
                ("deleted", self.deleted),
                ("edited", self.edited),
                ("silent", self.silent),
                ("pinned", self.pinned),
            )
            if on
        ]
        if self.file is not None:
            marks.append(f"{self.file.kind} {self.file.name}")
        if self.rings:
            marks.append(f"rings {', '.join(map(str, self.rings))}")
        what = self.service or self.text.replace("\n", " ⏎ ") or next(iter(self.record.body), "")
        if self.service and isinstance(self.record.body[self.service], dict):
            what += f" {self.record.body[self.service].get('name', '')}".rstrip()
        buttons = "".join(f" [{text}]" for text in self.buttons)
        at = time.strftime("%H:%M:%S", time.localtime(self.record.date))
        note = f" ({'; '.join(marks)})" if marks else ""
        return f"{at} #{self.id} {sender.first_name if sender else self.sender_id}: {what}{note}{buttons}"


def messages_of(world: World, chat: ChatRecord, thread_id: int | None = None, service: bool = False) -> list[Message]:
    """The messages of a chat or of one thread, oldest first; service messages only when asked for."""
    if thread_id is None:
        records = [one for one in chat.messages.values() if not one.deleted]
    else:
        records = [chat.messages[one] for one in chat.threads.get(thread_id, ())]
    return [Message(world, one) for one in records if service or not one.service]


def transcript(world: World, last: int = 12) -> str:
    """Every chat with its last messages, for the text of a failed wait."""
    lines = []
    for chat in world.chats.values():
        for thread_id in chat.threads:
            messages = messages_of(world, chat, thread_id, service=True)
            if not messages:
                continue
            topic = chat.topics.get(thread_id)
            title = world.accounts[chat.id].first_name if chat.private else chat.title
            where = f"{title} / {topic.name}" if topic is not None else title
            closed = ", closed" if topic is not None and topic.closed else ""
            lines.append(f"── {where} ({chat.id}, thread {thread_id}{closed}), {len(messages)} messages")
            lines += [f"   {one.line()}" for one in messages[-last:]]
    if world.updates.pending:
        lines.append(f"── {len(world.updates.pending)} updates wait for the bot")
    return "\n".join(lines) or "(nothing was said)"

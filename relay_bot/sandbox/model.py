"""What the local Telegram remembers: people, chats, topics, messages, files. Plain records without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)


@dataclass(slots=True)
class Account:
    """A person or the bot. `role` and `start_link` belong to the page's cast."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone: str = ""
    language_code: str = "ru"
    is_bot: bool = False
    deactivated: bool = False
    role: str = "client"
    start_link: str = ""

    def json(self) -> Json:
        """The Bot API User."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language_code and not self.is_bot:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True)
class Member:
    """Somebody's place in a group: creator, administrator, member, restricted, left or kicked."""

    status: str
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        return self.status in ("creator", "administrator", "member", "restricted")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))


@dataclass(slots=True)
class TopicRecord:
    """A topic; thread 0 is General. `pinned` means pinned to the top of the list, which only people can do."""

    chat_id: int
    thread_id: int
    name: str
    icon_color: int = 0x6FB9F0
    icon_custom_emoji_id: str = ""
    creator_id: int = 0
    closed: bool = False
    hidden: bool = False
    pinned: bool = False
    deleted: bool = False


@dataclass(slots=True)
class MessageRecord:
    """A message. `body` holds the Bot API fields of its content; sender, chat and reply are added when it is shown."""

    chat_id: int
    id: int
    sender_id: int
    date: int
    body: Json
    thread_id: int = 0
    reply_to: int = 0
    seq: int = 0
    silent: bool = False
    service: bool = False
    deleted: bool = False
    pinned: bool = False
    rings: list[int] = field(default_factory=list)
    reactions: dict[str, str] = field(default_factory=dict)
    keyboard: Json | None = None


@dataclass(slots=True)
class ChatRecord:
    """A private chat (its id is the person's), a basic group or a supergroup."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    muted: list[int] = field(default_factory=list)
    migrated_to: int = 0
    deleted: bool = False
    started: bool = False
    blocked: bool = False
    protected: bool = False  # a group that forbids saving content
    keyboard: Json | None = None
    managers: list[int] = field(default_factory=list)
    pins: list[int] = field(default_factory=list)
    reads: dict[str, int] = field(default_factory=dict)
    # Kept in their own rows, or found again when the chat is loaded:
    topics: dict[int, TopicRecord] = field(default_factory=dict)
    messages: dict[int, MessageRecord] = field(default_factory=dict)
    threads: dict[int, list[int]] = field(default_factory=dict)
    last_id: int = 1

    @property
    def private(self) -> bool:
        return self.type == "private"

    def json(self, account: Account | None) -> Json:
        """The Bot API Chat."""
        chat: Json = {"id": self.id, "type": self.type}
        if account is not None:
            chat["first_name"] = account.first_name
            if account.last_name:
                chat["last_name"] = account.last_name
            if account.username:
                chat["username"] = account.username
            return chat
        chat["title"] = self.title
        if self.username:
            chat["username"] = self.username
        if self.forum:
            chat["is_forum"] = True
        return chat


@dataclass(slots=True)
class FileRecord:
    """A file; `body` is the Bot API object that carries it (Document, Voice …), without ids and size."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    path: str
    body: Json = field(default_factory=dict)


@dataclass(slots=True)
class Callback:
    """A pressed button that waits for its answer for 150 seconds."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    date: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False


@dataclass(slots=True)
class BotSettings:
    """What the bot's calls have set about the bot itself."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    admin_rights: dict[str, Json] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    allowed_updates: list[str] | None = None
    last_update_id: int = 100_000_000
    last_box_id: int = 0
    last_seq: int = 0
    last_file: int = 0

"""What an update says to somebody who sets up a bot: it was added, somebody wrote, a group has moved. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ANONYMOUS = 1087968824
INSIDE = ("member", "administrator", "restricted")


@dataclass(frozen=True)
class Group:
    """The bot is in this group, or something was written there."""

    id: int
    title: str


@dataclass(frozen=True)
class Wrote:
    """A person wrote: in private (`group` None) or in a group."""

    group: Group | None
    person: int
    name: str
    anonymous: bool = False


@dataclass(frozen=True)
class Moved:
    """A group became a supergroup: it has another id now."""

    before: int
    now: int


Event = Group | Wrote | Moved


def event_of(update: dict[str, Any]) -> Event | None:
    """None for what tells nothing here."""
    if change := update.get("my_chat_member"):
        chat = change["chat"]
        inside = change.get("new_chat_member", {}).get("status") in INSIDE
        return Group(chat["id"], chat.get("title", "")) if inside and chat["type"] != "private" else None
    message = update.get("message") or {}
    if not message.get("from") or message["chat"]["type"] not in ("private", "group", "supergroup"):
        return None
    chat, sender = message["chat"], message["from"]
    if now := message.get("migrate_to_chat_id"):
        return Moved(chat["id"], now)
    name = " ".join(filter(None, (sender.get("first_name"), sender.get("last_name"))))
    group = None if chat["type"] == "private" else Group(chat["id"], chat.get("title", ""))
    if sender["id"] == ANONYMOUS or message.get("sender_chat"):
        return Wrote(group, sender["id"], name, anonymous=True)
    return None if sender.get("is_bot") else Wrote(group, sender["id"], name)

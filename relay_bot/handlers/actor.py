"""Who sent an update, and where. Pure, on the raw JSON: an update that aiogram can't read has a sender too."""

from __future__ import annotations

from typing import Any, Literal

from relay_bot.domain.signs import one_line_name
from relay_bot.domain.who import Actor, thread_of


def actor_of(update: dict[str, Any]) -> Actor:
    """Never raises: whatever is missing is 0 or empty."""
    body = next((value for key, value in update.items() if key != "update_id"), None)
    message = _inside(body, "message") or (body if isinstance(body, dict) else {})
    chat = _inside(message, "chat") or _inside(body, "chat")
    sender = _inside(body, "from") or _inside(body, "user")  # of a reaction
    return Actor(
        person_id=_number(sender.get("id")),
        name=_name(sender),
        username=str(sender.get("username") or ""),
        chat_id=_number(chat.get("id")),
        chat=_kind(chat.get("type")),
        thread_id=thread_of(message.get("message_thread_id"), message.get("is_topic_message")),
    )


def _name(sender: dict[str, Any]) -> str:
    """What they call themselves; when nothing of that can be seen, what Telegram calls them."""
    names = (sender.get("first_name"), sender.get("last_name"))
    name = one_line_name(" ".join(str(name) for name in names if name))
    number = _number(sender.get("id"))
    return name or str(sender.get("username") or "") or (f"id{number}" if number else "")


def _kind(chat_type: object) -> Literal["private", "group", "other"]:
    if chat_type == "private":
        return "private"
    return "group" if chat_type in ("group", "supergroup") else "other"


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _inside(body: object, name: str) -> dict[str, Any]:
    """The object in this field; empty when there is none."""
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}

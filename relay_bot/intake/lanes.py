"""Which lane an update belongs to, one private chat or one topic, and whether it is plain. Pure, on the raw JSON."""

from typing import Any

from relay_bot.domain.inside import is_command

PLAIN = ("text", "photo", "document", "voice", "video", "video_note", "audio", "animation", "sticker", "location")
"""Kinds of messages that people write in a conversation all day."""


def lane_of(update: dict[str, Any]) -> str:
    """Updates of one lane are handled strictly in the order of their ids; lanes do not wait for each other.

    Never raises: an update of an unknown shape has to be stored like any other, or nothing after it is ever received.
    """
    body = next((value for key, value in update.items() if key != "update_id"), None)
    message = _inside(body, "message") or body
    chat = _inside(message, "chat") or _inside(body, "chat")
    sender = _inside(body, "from")
    if "id" not in chat:
        return f"user:{sender['id']}" if "id" in sender else "other"
    if chat.get("type") == "private":  # one conversation, whatever threads the client has opened in it
        return str(chat["id"])
    thread = message.get("message_thread_id") if isinstance(message, dict) and message.get("is_topic_message") else None
    return f"{chat['id']}:{thread}" if thread else str(chat["id"])


def is_plain(update: dict[str, Any]) -> bool:
    """A message of a conversation, which concerns one client and nobody else: it may be handled in a batch.

    Not plain is what may lock what clients share: a command, a button, an own contact (assignment), a part of an album
    (it is withdrawn as a whole), whatever Telegram itself reports. Never raises.
    """
    message = _inside(update, "message")
    words = message.get("text", message.get("caption", ""))
    if not isinstance(words, str) or is_command(words) or "media_group_id" in message:
        return False
    return any(kind in message for kind in PLAIN)


def _inside(body: object, name: str) -> dict[str, Any]:
    """The object in this field; empty when there is none."""
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}

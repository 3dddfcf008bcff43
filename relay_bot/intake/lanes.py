"""Which lane an update belongs to: one private chat or one topic. Pure, on the raw JSON."""

from typing import Any


def lane_of(update: dict[str, Any]) -> str:
    """Updates of one lane are handled strictly in the order of their ids; lanes do not wait for each other."""
    body: Any = next((value for key, value in update.items() if key != "update_id"), {})
    if not isinstance(body, dict):
        return "other"
    message = body.get("message") if isinstance(body.get("message"), dict) else body
    chat = (message or {}).get("chat") or body.get("chat")
    if not chat:
        return f"user:{body['from']['id']}" if "from" in body else "other"
    thread = (message or {}).get("message_thread_id")
    in_topic = (message or {}).get("is_topic_message")
    return f"{chat['id']}:{thread}" if thread and in_topic else str(chat["id"])

"""Where a call wants to write: the chat, the topic and the message that it answers, checked in Telegram's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from relay_bot.sandbox.call import Call
from relay_bot.sandbox.entities import QUOTED, check_given, utf16_len
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.membership import read_error, write_error
from relay_bot.sandbox.model import ChatRecord, MessageRecord
from relay_bot.sandbox.world import World


@dataclass(slots=True)
class Place:
    """A checked destination."""

    chat: ChatRecord
    thread_id: int
    reply_to: int
    quote: dict[str, Any] | None = None


def known_chat(world: World, chat_id: int | str) -> ChatRecord:
    """The chat that a call names, by id or @username. Raises `chat not found`."""
    if isinstance(chat_id, str):
        wanted = chat_id.removeprefix("@").lower()
        found = next((one for one in world.chats.values() if one.username and one.username.lower() == wanted), None)
    else:
        found = world.chats.get(chat_id)
    if found is None:
        raise bad_request("chat not found")
    return found


def writable_chat(world: World, chat_id: int | str) -> ChatRecord:
    """A chat that the bot may act in. Raises the 403s, `chat not found` and the migration."""
    chat = known_chat(world, chat_id)
    error = write_error(world, chat)
    if error is not None:
        raise error
    return chat


def source_of(world: World, call: Call) -> ChatRecord:
    """The chat that a call copies or forwards from. Raises `chat not found`, and the 403s of a group that it has left:
    they say nothing of where it copies to.
    """
    chat = known_chat(world, call.params["from_chat_id"])
    error = read_error(world, chat)
    if error is not None:
        raise error
    return chat


def place(world: World, call: Call) -> Place:
    """Chat, topic and reply of a sending call."""
    chat = writable_chat(world, call.params["chat_id"])
    thread_id = call.get("message_thread_id", 0)
    if thread_id and not _has_thread(chat, thread_id):
        raise bad_request("message thread not found")
    reply_to = _reply(chat, call.get("reply_parameters"), thread_id)
    if reply_to and not thread_id and chat.forum:
        thread_id = chat.messages[reply_to].thread_id
    if chat.forum and chat.topics[thread_id].closed and not world.bot_member(chat).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    quote = _quote(world, chat.messages[reply_to], call.params["reply_parameters"]) if reply_to else None
    return Place(chat, thread_id, reply_to, quote)


def _has_thread(chat: ChatRecord, thread_id: int) -> bool:
    """A topic of a group, or a thread that the person has opened in the private chat."""
    if chat.private:
        return thread_id in chat.threads
    topic = chat.topics.get(thread_id)
    return chat.forum and topic is not None and not topic.deleted


def _quote(world: World, target: MessageRecord, wanted: dict[str, Any]) -> dict[str, Any] | None:
    """The part of a message that is answered: exactly as it stands there."""
    words = wanted.get("quote")
    if not words:
        return None
    said = str(target.body.get("text") or target.body.get("caption") or "")
    if words not in said:
        raise bad_request("QUOTE_TEXT_INVALID")
    entities = check_given(words, wanted.get("quote_entities") or [], world.user_json)
    quote = {"text": words, "position": _nearest(said, words, wanted.get("quote_position", 0)), "is_manual": True}
    kept = [one for one in entities if one["type"] in QUOTED]
    return quote | ({"entities": kept} if kept else {})


def _nearest(said: str, words: str, position: int) -> int:
    """Of several places where the words stand the one next to `position`, in UTF-16 units."""
    places, at = [], said.find(words)
    while at >= 0:
        places.append(utf16_len(said[:at]))
        at = said.find(words, at + 1)
    return min(places, key=lambda place: abs(place - position))


def _reply(chat: ChatRecord, wanted: dict[str, Any] | None, thread_id: int) -> int:
    if not wanted or "message_id" not in wanted:
        return 0
    if wanted.get("chat_id", chat.id) != chat.id:
        raise bad_request("replies to another chat are not supported by the sandbox")
    target = chat.messages.get(wanted["message_id"])
    if target is None or target.deleted or (thread_id and target.thread_id != thread_id):
        if wanted.get("allow_sending_without_reply"):
            return 0
        raise bad_request("message to be replied not found")
    return target.id


def message_in(chat: ChatRecord, message_id: int, missing: str) -> MessageRecord:
    """A message that still exists. Raises 400 with the text `missing`."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise bad_request(missing)
    return message

"""Forum topics and pinned messages, with the rights that they need."""

from __future__ import annotations

from typing import Any

from relay_bot.sandbox import posting, topics
from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.icons import COLORS, ICONS
from relay_bot.sandbox.methods.destination import message_in, writable_chat
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.model import ChatRecord, TopicRecord
from relay_bot.sandbox.world import World

EDIT = "not enough rights to edit the topic"
OPEN = "not enough rights to close or open the topic"
DELETE = "not enough rights to delete the topic"
PINS = "not enough rights to manage pinned messages in the chat"


def _forum(world: World, call: Call) -> ChatRecord:
    chat = writable_chat(world, call.params["chat_id"])
    if chat.type != "supergroup":
        raise bad_request("the chat is not a supergroup forum")
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    return chat


def _need(world: World, chat: ChatRecord, right: str, refusal: str, topic: TopicRecord | None = None) -> None:
    """The bot needs a right, unless it made the topic."""
    own = topic is not None and topic.creator_id == world.bot.id
    if not own and not world.bot_member(chat).may(right):
        raise bad_request(refusal)


@method("createForumTopic", "ForumTopic", cost=1)
def create(world: World, call: Call) -> Any:
    chat = _forum(world, call)
    _need(world, chat, "can_manage_topics", "not enough rights to create a topic")
    color = call.get("icon_color", COLORS[0])
    topic = topics.create(world, chat, world.bot.id, call.params["name"], color, call.get("icon_custom_emoji_id", ""))
    out = {"message_thread_id": topic.thread_id, "name": topic.name, "icon_color": topic.icon_color}
    if topic.icon_custom_emoji_id:
        out["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return out


@method("editForumTopic", cost=1)
def edit(world: World, call: Call) -> Any:
    chat = _forum(world, call)
    topic = topics.live_topic(chat, call.params["message_thread_id"])
    _need(world, chat, "can_manage_topics", EDIT, topic)
    topics.rename(world, chat, world.bot.id, topic, call.get("name"), call.get("icon_custom_emoji_id"))
    return True


def _set_closed(world: World, call: Call, closed: bool) -> bool:
    chat = _forum(world, call)
    topic = topics.live_topic(chat, call.params["message_thread_id"])
    _need(world, chat, "can_manage_topics", OPEN, topic)
    topics.set_closed(world, chat, world.bot.id, topic, closed)
    return True


@method("closeForumTopic", cost=1)
def close(world: World, call: Call) -> Any:
    return _set_closed(world, call, True)


@method("reopenForumTopic", cost=1)
def reopen(world: World, call: Call) -> Any:
    return _set_closed(world, call, False)


@method("deleteForumTopic", cost=1)
def delete(world: World, call: Call) -> Any:
    chat = _forum(world, call)
    topic = topics.live_topic(chat, call.params["message_thread_id"])
    _need(world, chat, "can_delete_messages", DELETE)
    topics.remove(world, chat, topic)
    return True


# --- General


@method("editGeneralForumTopic", cost=1)
def edit_general(world: World, call: Call) -> Any:
    chat = _forum(world, call)
    _need(world, chat, "can_manage_topics", EDIT)
    topics.rename(world, chat, world.bot.id, chat.topics[0], call.params["name"], None)
    return True


def _general_closed(world: World, call: Call, closed: bool) -> bool:
    chat = _forum(world, call)
    _need(world, chat, "can_manage_topics", OPEN)
    topics.set_closed(world, chat, world.bot.id, chat.topics[0], closed)
    return True


@method("closeGeneralForumTopic", cost=1)
def close_general(world: World, call: Call) -> Any:
    return _general_closed(world, call, True)


@method("reopenGeneralForumTopic", cost=1)
def reopen_general(world: World, call: Call) -> Any:
    return _general_closed(world, call, False)


def _general_hidden(world: World, call: Call, hidden: bool) -> bool:
    chat = _forum(world, call)
    _need(world, chat, "can_manage_topics", EDIT)
    topics.set_hidden(world, chat, world.bot.id, hidden)
    return True


@method("hideGeneralForumTopic", cost=1)
def hide_general(world: World, call: Call) -> Any:
    return _general_hidden(world, call, True)


@method("unhideGeneralForumTopic", cost=1)
def unhide_general(world: World, call: Call) -> Any:
    return _general_hidden(world, call, False)


@method("getForumTopicIconStickers", "Array of Sticker")
def icon_stickers(world: World, call: Call) -> Any:
    return [
        {
            "file_id": f"CAACAgIAAxicon{icon}",
            "file_unique_id": f"AgADicon{icon}",
            "type": "custom_emoji",
            "width": 512,
            "height": 512,
            "is_animated": True,
            "is_video": False,
            "emoji": emoji,
            "set_name": "Topics",
            "custom_emoji_id": icon,
        }
        for icon, emoji in ICONS.items()
    ]


# --- pins


def _pinning_chat(world: World, call: Call) -> ChatRecord:
    chat = writable_chat(world, call.params["chat_id"])
    if not chat.private:
        _need(world, chat, "can_pin_messages", PINS)
    return chat


@method("pinChatMessage", cost=1)
def pin(world: World, call: Call) -> Any:
    chat = _pinning_chat(world, call)
    message = message_in(chat, call.params["message_id"], "message to pin not found")
    if message.service:
        raise bad_request("service messages can't be pinned")
    posting.pin(world, message, world.bot.id, bool(call.get("disable_notification")))
    return True


@method("unpinChatMessage")
def unpin(world: World, call: Call) -> Any:
    chat = _pinning_chat(world, call)
    wanted = call.get("message_id") or (chat.pins[-1] if chat.pins else 0)
    posting.unpin(world, message_in(chat, wanted, "message to unpin not found"))
    return True


def _unpin_where(world: World, chat: ChatRecord, thread_id: int | None) -> bool:
    for message_id in list(chat.pins):
        message = chat.messages[message_id]
        if thread_id is None or message.thread_id == thread_id:
            posting.unpin(world, message)
    return True


@method("unpinAllChatMessages")
def unpin_all(world: World, call: Call) -> Any:
    return _unpin_where(world, _pinning_chat(world, call), None)


@method("unpinAllForumTopicMessages")
def unpin_topic(world: World, call: Call) -> Any:
    chat = _forum(world, call)
    _need(world, chat, "can_pin_messages", PINS)
    return _unpin_where(world, chat, topics.live_topic(chat, call.params["message_thread_id"]).thread_id)


@method("unpinAllGeneralForumTopicMessages")
def unpin_general(world: World, call: Call) -> Any:
    chat = _forum(world, call)
    _need(world, chat, "can_pin_messages", PINS)
    return _unpin_where(world, chat, 0)

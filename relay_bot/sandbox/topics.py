"""Topics of a forum: made, edited, closed and deleted by the bot or by people, with their service messages."""

from __future__ import annotations

from relay_bot.sandbox import posting
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.icons import COLORS, ICONS
from relay_bot.sandbox.model import ChatRecord, Json, MessageRecord, TopicRecord
from relay_bot.sandbox.world import World


def live_topic(chat: ChatRecord, thread_id: int) -> TopicRecord:
    """The topic for an edit. Raises 400 when it never was, or is gone."""
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted or not thread_id:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def create(world: World, chat: ChatRecord, by: int, name: str, color: int, icon: str) -> TopicRecord:
    name = clean_name(name)
    if color not in COLORS:
        raise bad_request("invalid topic icon color specified")
    check_icon(icon)
    body: Json = {"name": name, "icon_color": color}
    if icon:
        body["icon_custom_emoji_id"] = icon
    root = posting.post(world, chat, by, {"forum_topic_created": body}, service=True)
    topic = TopicRecord(chat.id, root.id, name, color, icon, creator_id=by)
    world.put_topic(chat, topic)
    world.emit("topic", chat, topic=topic)
    return topic


def rename(world: World, chat: ChatRecord, by: int, topic: TopicRecord, name: str | None, icon: str | None) -> None:
    """Change name and icon. Raises TOPIC_NOT_MODIFIED when nothing would change."""
    news: Json = {}
    if name is not None and clean_name(name) != topic.name:
        news["name"] = clean_name(name)
    if icon is not None and icon != topic.icon_custom_emoji_id:
        check_icon(icon)
        news["icon_custom_emoji_id"] = icon
    if not news:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = news.get("name", topic.name)
    topic.icon_custom_emoji_id = news.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    _tell(world, chat, by, topic, {"forum_topic_edited": news})


def set_closed(world: World, chat: ChatRecord, by: int, topic: TopicRecord, closed: bool) -> None:
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _tell(world, chat, by, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def set_hidden(world: World, chat: ChatRecord, by: int, hidden: bool) -> None:
    """Hide or show General; hiding also closes it."""
    general = chat.topics[0]
    if general.hidden == hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    general.hidden = hidden
    general.closed = hidden or general.closed
    key = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    _tell(world, chat, by, general, {key: {}})


def set_pinned(world: World, chat: ChatRecord, topic: TopicRecord, pinned: bool) -> None:
    """Pin a topic to the top of the list, which no bot can do."""
    topic.pinned = pinned
    world.put_topic(chat, topic)
    world.emit("topic", chat, topic=topic)


def remove(world: World, chat: ChatRecord, topic: TopicRecord) -> None:
    """Delete a topic with all its messages. The bot hears nothing."""
    ids = list(chat.threads.get(topic.thread_id, ()))
    for message_id in ids:
        message: MessageRecord = chat.messages[message_id]
        message.deleted = True
        if message.pinned:
            message.pinned = False
            chat.pins.remove(message_id)
        posting.changed(world, message)
    chat.threads.pop(topic.thread_id, None)
    topic.deleted = True
    world.touch("chat", str(chat.id))
    world.put_topic(chat, topic)
    world.emit("topic_deleted", chat, thread_id=topic.thread_id)


def clean_name(name: str) -> str:
    name = " ".join(name.split())[:128]
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    return name


def check_icon(icon: str) -> None:
    if icon and icon not in ICONS:
        raise bad_request("DOCUMENT_INVALID")


def _tell(world: World, chat: ChatRecord, by: int, topic: TopicRecord, body: Json) -> None:
    world.put_topic(chat, topic)
    posting.post(world, chat, by, body, thread_id=topic.thread_id, service=True)
    world.emit("topic", chat, topic=topic)

"""The page's JSON: people, chats, messages and topics as one viewer sees them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from relay_bot.sandbox import posting
from relay_bot.sandbox.icons import ICONS
from relay_bot.sandbox.methods.about import commands_for
from relay_bot.sandbox.model import Account, ChatRecord, Json, MessageRecord, TopicRecord

if TYPE_CHECKING:
    from relay_bot.sandbox.world import World

PRIVATE_SHOWN = 200
THREAD_SHOWN = 60


def hello(world: World) -> Json:
    bot = world.bot
    return {
        "type": "hello",
        "bot": {"id": bot.id, "first_name": bot.first_name, "username": bot.username},
        "people": [person(world, one) for one in world.accounts.values() if not one.is_bot],
        "groups": [_group(world, one) for one in world.chats.values() if not one.private and not one.migrated_to],
    }


def person(world: World, account: Account) -> Json:
    return {
        "id": account.id,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "username": account.username,
        "phone": account.phone,
        "role": account.role,
        "blocked": world.chats[account.id].blocked,
        "start_link": account.start_link,
    }


def _group(world: World, chat: ChatRecord) -> Json:
    members = [one for one, member in chat.members.items() if member.inside and one != world.bot.id]
    may_delete = [one for one in members if chat.members[one].may("can_delete_messages")]
    shown = {"managers": chat.managers, "members": members, "may_delete": may_delete}
    return {"id": chat.id, "title": chat.title, **shown}


def chat_state(world: World, chat: ChatRecord, viewer: int) -> Json:
    """The answer to `open`: the newest messages (of every topic), topics, keyboard, commands and pins."""
    shown: list[MessageRecord] = []
    for ids in chat.threads.values():
        last = ids[-PRIVATE_SHOWN:] if chat.private else ids[-THREAD_SHOWN:]
        shown += [chat.messages[one] for one in last]
    there = {one.id for one in shown}
    shown += [chat.messages[one] for one in chat.pins if one not in there]
    shown.sort(key=lambda one: one.id)
    live = [one for one in chat.topics.values() if not one.deleted]
    listed = [topic(chat, one, viewer) for one in live] if chat.forum else []
    return {
        "type": "chat",
        "as": viewer,
        "chat": world.bot.id if chat.private else chat.id,
        "started": chat.started if chat.private else True,
        "messages": [message(world, one, viewer) for one in shown],
        "topics": listed,
        "keyboard": chat.keyboard,
        "commands": commands_for(world, chat, viewer),
        "pinned": chat.pins,
        "unread": {str(one["thread_id"]): one["unread"] for one in listed if one["unread"]},
    }


def message(world: World, record: MessageRecord, viewer: int | None) -> Json:
    """The Bot API Message with what only people see."""
    return {
        **posting.render(world, record),
        "silent": record.silent,
        "out": record.sender_id == viewer,
        "from_bot": record.sender_id == world.bot.id,
        "reactions": reactions(record),
        "edited": "edit_date" in record.body,
        "pinned": record.pinned,
        "rings": record.rings,
    }


def reactions(record: MessageRecord) -> list[Json]:
    return [{"emoji": emoji, "count": count} for emoji, count in Counter(record.reactions.values()).items()]


def topic(chat: ChatRecord, record: TopicRecord, viewer: int) -> Json:
    ids = chat.threads.get(record.thread_id, [])
    last = chat.messages[ids[-1]] if ids else None
    return {
        "thread_id": record.thread_id,
        "name": record.name,
        "icon_color": record.icon_color,
        "icon_emoji": ICONS.get(record.icon_custom_emoji_id),
        "closed": record.closed,
        "pinned": record.pinned,
        "hidden": record.hidden,
        "last": {"text": _preview(last), "date": last.date, "message_id": last.id} if last is not None else None,
        "unread": unread(chat, record.thread_id, viewer),
    }


def unread(chat: ChatRecord, thread_id: int, viewer: int) -> int:
    """Messages of others in a thread since the viewer last looked at it."""
    ids = chat.threads.get(thread_id, [])
    since = bisect_right(ids, chat.reads.get(f"{viewer}/{thread_id}", 0))
    new = (chat.messages[one] for one in ids[since:])
    return sum(1 for one in new if one.sender_id != viewer and not one.service)


def read(world: World, chat: ChatRecord, thread_id: int, viewer: int) -> None:
    """The viewer has seen everything in a thread."""
    ids = chat.threads.get(thread_id, [])
    if ids and chat.reads.get(f"{viewer}/{thread_id}", 0) < ids[-1]:
        chat.reads[f"{viewer}/{thread_id}"] = ids[-1]
        world.touch("chat", str(chat.id))
        if thread_id in chat.topics:
            world.emit("topic", chat, topic=chat.topics[thread_id])


_KIND_MARKS = {
    "photo": "🖼",
    "document": "📎",
    "voice": "🎤",
    "video": "🎬",
    "animation": "GIF",
    "audio": "🎵",
    "sticker": "",
    "video_note": "🎬",
    "location": "📍",
    "contact": "👤",
    "poll": "📊",
}


def _preview(record: MessageRecord) -> str:
    body = record.body
    text = str(body.get("text") or body.get("caption") or "")
    for kind, mark in _KIND_MARKS.items():
        if kind in body:
            name = body[kind].get("file_name") or body[kind].get("emoji") or "" if isinstance(body[kind], dict) else ""
            text = f"{mark} {text or name}".strip()
            break
    if not text and record.service:
        created = body.get("forum_topic_created")
        text = created["name"] if created else ""
    return " ".join(text.split())[:120]

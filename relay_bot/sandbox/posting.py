"""Messages come, change and go: what a new message rings, whom it is shown to, and what the bot hears of it."""

from __future__ import annotations

from typing import Any

from relay_bot.sandbox.entities import utf16_slice
from relay_bot.sandbox.model import ChatRecord, MessageRecord
from relay_bot.sandbox.world import World

Json = dict[str, Any]


def post(
    world: World,
    chat: ChatRecord,
    sender_id: int,
    body: Json,
    *,
    thread_id: int = 0,
    reply_to: int = 0,
    silent: bool = False,
    service: bool = False,
    rings: bool = True,
    keyboard: Json | None = None,
) -> MessageRecord:
    """Put a message into a chat: it gets the next id, rings, and becomes an update when the bot has to hear of it."""
    settings = world.settings
    settings.last_seq += 1
    if chat.type == "supergroup":
        chat.last_id += 1
        message_id = chat.last_id
    else:
        # Private chats and basic groups share the bot's one message box.
        settings.last_box_id += 1
        message_id = settings.last_box_id
    message = MessageRecord(
        chat_id=chat.id,
        id=message_id,
        sender_id=sender_id,
        date=int(world.clock()),
        body=body,
        thread_id=message_id if "forum_topic_created" in body else thread_id,
        reply_to=reply_to,
        seq=settings.last_seq,
        silent=silent,
        service=service,
        keyboard=keyboard,
    )
    chat.messages[message_id] = message
    chat.threads.setdefault(message.thread_id, []).append(message_id)
    if rings:
        message.rings = _rung(world, chat, message)
    world.touch("settings", "bot")
    changed(world, message)
    world.emit("message", chat, message=message)
    for person_id in message.rings:
        world.rung.setdefault(person_id, []).append(message)
        world.emit("ring", chat, person=person_id, message=message)
    if _bot_hears(world, chat, message):
        world.updates.push("message", render(world, message), f"chat {chat.id}")
    return message


def render(world: World, message: MessageRecord, nested: bool = False) -> Json:
    """The Bot API Message. A nested one (a reply's target) does not show what it replies to."""
    chat = world.chats[message.chat_id]
    out: Json = {"message_id": message.id, "date": message.date, "chat": world.chat_json(chat)}
    sender = world.user_json(message.sender_id)
    if sender:
        out["from"] = sender
    topic_root = 0
    if (chat.forum or chat.private) and message.thread_id:
        out["message_thread_id"] = message.thread_id
        out["is_topic_message"] = True
        topic_root = message.thread_id if chat.forum and message.thread_id != message.id else 0
    pinned = message.body.get("pinned_message")
    if not nested:
        target = chat.messages.get(message.reply_to or (0 if pinned else topic_root))
        if target is not None and not target.deleted:
            out["reply_to_message"] = render(world, target, nested=True)
    out.update(message.body)
    out.pop("self_destructs", None)  # the Bot API does not show it
    if chat.protected:
        out["has_protected_content"] = True
    if pinned:
        target = chat.messages[pinned]
        gone = {"chat": world.chat_json(chat), "message_id": target.id, "date": 0}
        out["pinned_message"] = gone if target.deleted else render(world, target, nested=True)
    return out


def edit(world: World, message: MessageRecord, body: Json, by_bot: bool) -> None:
    """Replace the content of a message; people's edits become updates."""
    message.body = {**body, "edit_date": int(world.clock())}
    changed(world, message)
    chat = world.chats[message.chat_id]
    world.emit("message_edited", chat, message=message)
    if not by_bot and _bot_hears(world, chat, message):
        world.updates.push("edited_message", render(world, message), f"chat {chat.id}")


def delete(world: World, chat: ChatRecord, messages: list[MessageRecord]) -> None:
    """Take messages away for everybody. The bot hears nothing of it."""
    for message in messages:
        message.deleted = True
        if message.pinned:
            unpin(world, message)
        thread = chat.threads.get(message.thread_id, [])
        if message.id in thread:
            thread.remove(message.id)
        changed(world, message)
    if messages:
        world.emit("message_deleted", chat, message_ids=[one.id for one in messages])


def pin(world: World, message: MessageRecord, by: int, silent: bool) -> None:
    """Pin a message and say so in its chat."""
    chat = world.chats[message.chat_id]
    if message.pinned:
        return
    message.pinned = True
    chat.pins.append(message.id)
    world.touch("chat", str(chat.id))
    changed(world, message)
    world.emit("pins", chat, thread_id=message.thread_id)
    body = {"pinned_message": message.id}
    loud = not silent and not chat.private
    post(world, chat, by, body, thread_id=message.thread_id, silent=silent, service=True, rings=loud)


def unpin(world: World, message: MessageRecord) -> None:
    chat = world.chats[message.chat_id]
    message.pinned = False
    if message.id in chat.pins:
        chat.pins.remove(message.id)
    world.touch("chat", str(chat.id))
    changed(world, message)
    world.emit("pins", chat, thread_id=message.thread_id)


def react(world: World, message: MessageRecord, by: int, emoji: str | None) -> None:
    """Set or take back one reaction: an emoji, or the id of a custom one. A person's becomes an update for a bot that
    asked for it.
    """
    old = message.reactions.get(str(by))
    if old == emoji:
        return
    if emoji is None:
        message.reactions.pop(str(by), None)
    else:
        message.reactions[str(by)] = emoji
    changed(world, message)
    chat = world.chats[message.chat_id]
    world.emit("reactions", chat, message=message)
    if by == world.bot.id or not (chat.private or world.bot_member(chat).status == "administrator"):
        return
    body = {
        "chat": world.chat_json(chat),
        "message_id": message.id,
        "user": world.user_json(by),
        "date": int(world.clock()),
        "old_reaction": [_reaction(old)] if old else [],
        "new_reaction": [_reaction(emoji)] if emoji else [],
    }
    world.updates.push("message_reaction", body, f"chat {chat.id}")


def _reaction(emoji: str) -> Json:
    """An emoji, or the id of a custom one (digits)."""
    if emoji.isdigit():
        return {"type": "custom_emoji", "custom_emoji_id": emoji}
    return {"type": "emoji", "emoji": emoji}


def changed(world: World, message: MessageRecord) -> None:
    world.touch("message", f"{message.chat_id}/{message.id}")


def mentions(world: World, message: MessageRecord) -> set[int]:
    """Ids of the people whom the text or caption names."""
    entities = message.body.get("entities") or message.body.get("caption_entities") or ()
    named: set[int] = set()
    for entity in entities:
        if entity["type"] == "text_mention":
            named.add(entity["user"]["id"])
        elif entity["type"] == "mention":
            text = message.body.get("text") or message.body.get("caption") or ""
            name = utf16_slice(text, entity["offset"], entity["length"])[1:].lower()
            named |= {one.id for one in world.accounts.values() if one.username.lower() == name}
    return named


def _rung(world: World, chat: ChatRecord, message: MessageRecord) -> list[int]:
    """Whom this message rings: it is loud and they have not muted the chat, or it names them."""
    bot_id = world.bot.id
    if message.service and "pinned_message" not in message.body:
        return []
    if chat.private:
        loud = not message.silent and chat.id not in chat.muted
        return [chat.id] if message.sender_id == bot_id and loud else []
    named = mentions(world, message)
    return [
        person_id
        for person_id, member in chat.members.items()
        if person_id not in (bot_id, message.sender_id)
        and member.inside
        and (person_id in named or (not message.silent and person_id not in chat.muted))
    ]


def _bot_hears(world: World, chat: ChatRecord, message: MessageRecord) -> bool:
    if message.sender_id == world.bot.id and not message.service:
        return False
    if chat.private:
        return True
    member = world.bot_member(chat)
    if not member.inside:
        return False
    if member.status == "administrator" or message.service or chat.private:
        return True
    # Privacy mode: an ordinary member hears commands, mentions of itself and replies to itself.
    target = chat.messages.get(message.reply_to)
    if target is not None and target.sender_id == world.bot.id:
        return True
    entities = message.body.get("entities", ())
    return any(one["type"] == "bot_command" for one in entities) or world.bot.id in mentions(world, message)

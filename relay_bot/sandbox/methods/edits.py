"""Changing what was sent: texts, captions, media, keyboards; deleting; reactions; answers to button presses."""

from __future__ import annotations

from typing import Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.methods.content import caption_body, inline_keyboard, text_body
from relay_bot.sandbox.methods.destination import message_in, writable_chat
from relay_bot.sandbox.methods.forum import icon_stickers
from relay_bot.sandbox.methods.media import media_body
from relay_bot.sandbox.methods.messages import LOCATION
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.model import ChatRecord, Json, MessageRecord
from relay_bot.sandbox.updates import CALLBACK_KEPT_S
from relay_bot.sandbox.world import World

DELETABLE_S = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
_MEDIA = ("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker")


def _editable(world: World, call: Call) -> MessageRecord:
    if "chat_id" not in call.params or "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = writable_chat(world, call.params["chat_id"])
    message = message_in(chat, call.params["message_id"], "message to edit not found")
    if message.sender_id != world.bot.id or message.service or message.keyboard or "forward_origin" in message.body:
        raise bad_request("message can't be edited")
    return message


def _replace(world: World, call: Call, message: MessageRecord, content: Json) -> Any:
    """Put new content in place of the old; the keyboard goes too unless the call brings one."""
    body = dict(content)
    keyboard = inline_keyboard(call.get("reply_markup"))
    if keyboard:
        body["reply_markup"] = keyboard
    for key in ("media_group_id", "has_protected_content", "quote"):
        if key in message.body:
            body[key] = message.body[key]
    if body == {key: value for key, value in message.body.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    posting.edit(world, message, body, by_bot=True)
    return posting.render(world, message)


@method("editMessageText", "Message", cost=1)
def edit_text(world: World, call: Call) -> Any:
    message = _editable(world, call)
    if "text" not in call.params:
        raise bad_request("message text is empty")
    body = text_body(world, call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, call, message, body)


@method("editMessageCaption", "Message", cost=1)
def edit_caption(world: World, call: Call) -> Any:
    message = _editable(world, call)
    if not any(key in message.body for key in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    dropped = ("caption", "caption_entities", "show_caption_above_media", "reply_markup", "edit_date")
    kept = {key: value for key, value in message.body.items() if key not in dropped}
    return _replace(world, call, message, {**kept, **caption_body(world, call.params)})


@method("editMessageMedia", "Message", cost=1)
def edit_media(world: World, call: Call) -> Any:
    message = _editable(world, call)
    media = call.params["media"]
    return _replace(world, call, message, media_body(world, call, media["type"], media, media["media"]))


@method("editMessageReplyMarkup", "Message", cost=1)
def edit_reply_markup(world: World, call: Call) -> Any:
    message = _editable(world, call)
    kept = {key: value for key, value in message.body.items() if key not in ("reply_markup", "edit_date")}
    return _replace(world, call, message, kept)


def _live(world: World, call: Call) -> MessageRecord:
    message = _editable(world, call)
    if "live_period" not in message.body.get("location", {}):
        raise bad_request("message can't be edited")
    return message


@method("editMessageLiveLocation", "Message", cost=1)
def edit_live_location(world: World, call: Call) -> Any:
    message = _live(world, call)
    place = {name: call.params[name] for name in LOCATION if name in call.params}
    return _replace(
        world, call, message, {"location": {"live_period": message.body["location"]["live_period"]} | place}
    )


@method("stopMessageLiveLocation", "Message", cost=1)
def stop_live_location(world: World, call: Call) -> Any:
    message = _live(world, call)
    place = {name: message.body["location"][name] for name in ("latitude", "longitude")}
    return _replace(world, call, message, {"location": place})


# --- deleting


def _deletable(world: World, chat: ChatRecord, message: MessageRecord) -> None:
    if message.date + DELETABLE_S < world.clock():
        raise bad_request("message can't be deleted for everyone")
    if "forum_topic_created" in message.body or "supergroup_chat_created" in message.body:
        raise bad_request("message can't be deleted")
    own = message.sender_id == world.bot.id and not message.service
    if not chat.private and not own and not world.bot_member(chat).may("can_delete_messages"):
        raise bad_request("message can't be deleted for everyone")


@method("deleteMessage")
def delete_message(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    message = message_in(chat, call.params["message_id"], "message to delete not found")
    _deletable(world, chat, message)
    posting.delete(world, chat, [message])
    return True


@method("deleteMessages")
def delete_messages(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    ids = call.params["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("there must be 1 to 100 message identifiers")
    found = [chat.messages[one] for one in ids if one in chat.messages and not chat.messages[one].deleted]
    for message in found:
        _deletable(world, chat, message)
    posting.delete(world, chat, found)
    return True


# --- reactions and button presses


@method("setMessageReaction")
def set_message_reaction(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    message = message_in(chat, call.params["message_id"], "message to react not found")
    wanted = call.get("reaction") or []
    if wanted and wanted[0]["type"] != "emoji":
        raise bad_request("REACTION_INVALID")
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = wanted[0].get("emoji", "").replace("\ufe0f", "") if wanted else None
    if (wanted and emoji not in REACTIONS) or message.service:
        raise bad_request("REACTION_INVALID")
    posting.react(world, message, world.bot.id, emoji)
    return True


@method("getCustomEmojiStickers", "Array of Sticker")
def custom_emoji(world: World, call: Call) -> Any:
    """The sandbox knows those of topic icons."""
    found = {one["custom_emoji_id"]: one for one in icon_stickers(world, call)}
    return [found[id] for id in call.params["custom_emoji_ids"] if id in found]


@method("answerCallbackQuery")
def answer_callback_query(world: World, call: Call) -> Any:
    callback = world.callbacks.get(call.params["callback_query_id"])
    if callback is None or callback.answered or callback.date + CALLBACK_KEPT_S < world.clock():
        raise bad_request(QUERY_TOO_OLD)
    if len(call.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answered = True
    callback.text = call.get("text", "")
    callback.show_alert = call.get("show_alert", False)
    world.touch("callback", callback.id)
    world.emit("callback_answer", None, callback=callback)
    return True

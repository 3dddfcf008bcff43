"""Questions about chats and their members, and what the bot does to its own place in them."""

from __future__ import annotations

from typing import Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request, forbidden
from relay_bot.sandbox.membership import member_json, set_member, write_error
from relay_bot.sandbox.methods.destination import known_chat, writable_chat
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.model import ChatRecord, Json, Member
from relay_bot.sandbox.world import World

_PERMISSIONS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]


def _visible_group(world: World, call: Call) -> ChatRecord:
    """A group that the bot is in. Raises the 403s for one that it left."""
    chat = known_chat(world, call.params["chat_id"])
    error = None if chat.private else write_error(world, chat)
    if error is not None:
        raise error
    return chat


@method("getChat", "ChatFullInfo")
def get_chat(world: World, call: Call) -> Any:
    chat = _visible_group(world, call)
    if chat.private and not chat.started:
        raise bad_request("chat not found")
    info: Json = {
        **world.chat_json(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.username:
        info["active_usernames"] = [chat.username]
    if chat.pins:
        info["pinned_message"] = posting.render(world, chat.messages[chat.pins[-1]])
    if not chat.private:
        info["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    if chat.protected:
        info["has_protected_content"] = True
    return info


@method("getChatMember", "ChatMember")
def get_chat_member(world: World, call: Call) -> Any:
    chat = _visible_group(world, call)
    user_id = call.params["user_id"]
    if user_id not in world.accounts:
        raise bad_request("invalid user_id specified")
    if chat.private:
        raise (
            bad_request("there are no members in the private chat")
            if user_id not in (chat.id, world.bot.id)
            else (bad_request("method is available only for supergroup and channel chats"))
        )
    return member_json(world, user_id, chat.members.get(user_id) or Member("left"))


@method("getChatAdministrators", "Array of ChatMember")
def get_chat_administrators(world: World, call: Call) -> Any:
    chat = _visible_group(world, call)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(world, user_id, member)
        for user_id, member in chat.members.items()
        if member.status in ("creator", "administrator")
        and (user_id == world.bot.id or not world.accounts[user_id].is_bot)
    ]


@method("getChatMemberCount", "Integer")
def get_chat_member_count(world: World, call: Call) -> Any:
    chat = _visible_group(world, call)
    return 2 if chat.private else sum(member.inside for member in chat.members.values())


@method("leaveChat")
def leave_chat(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    set_member(world, chat, world.bot.id, Member("left"), world.bot.id)
    return True


@method("sendChatAction")
def send_chat_action(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    thread_id = call.get("message_thread_id", 0)
    if thread_id and (thread_id not in chat.topics or chat.topics[thread_id].deleted):
        raise bad_request("message thread not found")
    world.emit("typing", chat, thread_id=thread_id)
    return True


@method("setChatTitle", cost=1)
def set_chat_title(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    if not world.bot_member(chat).may("can_change_info"):
        raise bad_request("not enough rights to change chat title")
    chat.title = call.params["title"]
    world.touch("chat", str(chat.id))
    posting.post(world, chat, world.bot.id, {"new_chat_title": chat.title}, service=True)
    return True


@method("exportChatInviteLink", "String")
def export_invite_link(world: World, call: Call) -> Any:
    chat = writable_chat(world, call.params["chat_id"])
    if chat.private or not world.bot_member(chat).may("can_invite_users"):
        raise forbidden("not enough rights to manage chat invite link")
    return f"https://t.me/+sandbox{abs(chat.id)}"

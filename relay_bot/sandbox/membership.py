"""Who is where: people and the bot join, leave, gain and lose rights; groups move; private chats get blocked."""

from __future__ import annotations

from relay_bot.sandbox import posting
from relay_bot.sandbox.errors import ApiError, bad_request, forbidden
from relay_bot.sandbox.model import ADMIN_RIGHTS, ChatRecord, Json, Member
from relay_bot.sandbox.world import World


def member_json(world: World, user_id: int, member: Member) -> Json:
    """The Bot API ChatMember."""
    out: Json = {"status": member.status, "user": world.user_json(user_id)}
    if member.status == "creator":
        out["is_anonymous"] = False
    if member.status == "administrator":
        out |= {"can_be_edited": False, "is_anonymous": False}
        out |= {right: member.rights.get(right, False) for right in ADMIN_RIGHTS}
    if member.status == "kicked":
        out["until_date"] = 0
    return out


def set_member(world: World, chat: ChatRecord, user_id: int, member: Member, by: int) -> None:
    """Change somebody's place, with the updates and service messages that Telegram makes of it."""
    old = chat.members.get(user_id) or Member("left")
    if (old.status, old.rights) == (member.status, member.rights):
        return
    joined, left = not old.inside and member.inside, old.inside and not member.inside
    user = world.user_json(user_id)
    if left:
        posting.post(world, chat, by, {"left_chat_member": user}, service=True)
    chat.members[user_id] = member
    world.touch("chat", str(chat.id))
    body = {
        "chat": world.chat_json(chat),
        "from": world.user_json(by),
        "date": int(world.clock()),
        "old_chat_member": member_json(world, user_id, old),
        "new_chat_member": member_json(world, user_id, member),
    }
    if user_id == world.bot.id:
        world.updates.push("my_chat_member", body, f"chat {chat.id}")
    elif world.bot_member(chat).status == "administrator":
        world.updates.push("chat_member", body, f"chat {chat.id}")
    if joined:
        posting.post(world, chat, by, {"new_chat_members": [user]}, service=True)


def set_blocked(world: World, chat: ChatRecord, blocked: bool) -> None:
    """A person stops or restarts the bot."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    world.touch("chat", str(chat.id))
    member, kicked = Member("member"), Member("kicked")
    old, new = (member, kicked) if blocked else (kicked, member)
    body = {
        "chat": world.chat_json(chat),
        "from": world.user_json(chat.id),
        "date": int(world.clock()),
        "old_chat_member": member_json(world, world.bot.id, old),
        "new_chat_member": member_json(world, world.bot.id, new),
    }
    world.updates.push("my_chat_member", body, f"chat {chat.id}")
    world.emit("person", None, person=chat.id)


def migrate(world: World, old: ChatRecord, new_id: int) -> ChatRecord:
    """A basic group becomes a supergroup with another id; both tell the bot."""
    new = ChatRecord(new_id, "supergroup", old.title, members=dict(old.members), managers=list(old.managers))
    world.put_chat(new)
    by = next((one for one, member in old.members.items() if member.status == "creator"), world.bot.id)
    posting.post(world, old, by, {"migrate_to_chat_id": new_id}, service=True)
    posting.post(world, new, by, {"migrate_from_chat_id": old.id}, service=True)
    old.migrated_to = new_id
    world.touch("chat", str(old.id))
    return new


def write_error(world: World, chat: ChatRecord) -> ApiError | None:
    """Why the bot may not write into this chat now; None when it may."""
    if chat.private:
        return _private_error(world, chat)
    if chat.migrated_to:
        moved = {"migrate_to_chat_id": chat.migrated_to}
        return bad_request("group chat was upgraded to a supergroup chat", moved)
    return read_error(world, chat)


def read_error(world: World, chat: ChatRecord) -> ApiError | None:
    """Why the bot may not read what is in this chat now, to copy it; None when it may."""
    if chat.private or chat.migrated_to:
        return None
    if chat.deleted:
        return forbidden("the group chat was deleted")
    status = world.bot_member(chat).status
    kind = "supergroup" if chat.type == "supergroup" else "group"
    if status == "kicked":
        return forbidden(f"bot was kicked from the {kind} chat")
    if status == "left":
        return forbidden(f"bot is not a member of the {kind} chat")
    return None


def _private_error(world: World, chat: ChatRecord) -> ApiError | None:
    if world.accounts[chat.id].deactivated:
        return forbidden("user is deactivated")
    if chat.blocked:
        return forbidden("bot was blocked by the user")
    if not chat.started:
        met = any(
            chat.id in group.members and world.bot_member(group).inside
            for group in world.chats.values()
            if not group.private
        )
        return forbidden("bot can't initiate conversation with a user") if met else bad_request("chat not found")
    return None

"""What a page asks for: every action of its protocol as one small function."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from relay_bot.sandbox import page_view
from relay_bot.sandbox.errors import Refused
from relay_bot.sandbox.files import image_size
from relay_bot.sandbox.groups import Group, Topic
from relay_bot.sandbox.model import ChatRecord, Json
from relay_bot.sandbox.people import Person
from relay_bot.sandbox.transcript import Message
from relay_bot.sandbox.typed import formatted

if TYPE_CHECKING:
    from relay_bot.sandbox.sandbox import Sandbox

Action = Callable[["Sandbox", Json], Awaitable[Any]]


def viewer(sandbox: Sandbox, action: Json) -> Person:
    return sandbox.person(int(action["as"]))


def seen_chat(sandbox: Sandbox, action: Json) -> ChatRecord:
    """The chat of an action as its person sees it: the bot's id means their private chat."""
    person, chat_id = viewer(sandbox, action), int(action["chat"])
    if chat_id == sandbox.bot_id:
        return person.private
    chat = sandbox.world.chats.get(chat_id)
    if chat is None or chat.private:
        raise Refused("there is no such chat")
    member = chat.members.get(person.id)
    if person.id not in chat.managers and (member is None or not member.inside):
        raise Refused(f"{person.name} is not a member of {chat.title}")
    return chat


def place(sandbox: Sandbox, action: Json) -> Json:
    """Keyword arguments `chat`, `topic`, `reply_to` and `quote` for the person's methods."""
    record = seen_chat(sandbox, action)
    where: Json = {"chat": None if record.private else Group(sandbox, record.id)}
    where["topic"] = 0 if record.private else int(action.get("topic") or 0)
    if action.get("reply_to"):
        answered, quote = the_message(sandbox, action, "reply_to"), str(action.get("quote") or "")
        if quote not in answered.text:
            raise Refused("these words are not in the message any more")
        where |= {"reply_to": answered, "quote": quote}
    return where


def the_message(sandbox: Sandbox, action: Json, field: str = "message_id") -> Message:
    record = seen_chat(sandbox, action).messages.get(int(action[field]))
    if record is None or record.deleted:
        raise Refused("this message is not there any more")
    return Message(sandbox.world, record)


def _topic(sandbox: Sandbox, action: Json) -> Topic:
    chat = seen_chat(sandbox, action)
    record = chat.topics.get(int(action["thread_id"]))
    if record is None or record.deleted:
        raise Refused("this topic is not there any more")
    member = chat.members.get(int(action["as"]))
    if member is None or not member.may("can_manage_topics"):
        raise Refused("only administrators manage topics")
    return Topic(sandbox, record)


async def _send(sandbox: Sandbox, action: Json) -> None:
    text = str(action["text"]).strip()
    if not text:
        raise Refused("an empty message is not sent")
    # The apps split what is longer than one message can be.
    for start in range(0, len(text), 4096):
        words, entities = formatted(text[start : start + 4096])
        await viewer(sandbox, action).write(words, entities=entities, **place(sandbox, action))


async def _sticker(sandbox: Sandbox, action: Json) -> None:
    """A sticker of the page's own set, which draws it: `picture` is the file in Base64."""
    picture = base64.b64decode(str(action["picture"]), validate=True)
    if image_size(picture) is None:
        raise Refused("a sticker is a picture")
    await viewer(sandbox, action).send_sticker(str(action["emoji"]), picture, **place(sandbox, action))


async def _contact(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).share_contact()


async def _location(sandbox: Sandbox, action: Json) -> None:
    where = place(sandbox, action)
    await viewer(sandbox, action).send_location(float(action["latitude"]), float(action["longitude"]), **where)


async def _press(sandbox: Sandbox, action: Json) -> None:
    message = the_message(sandbox, action)
    for button in message.inline_buttons:
        if button.get("callback_data") == action["data"]:
            await viewer(sandbox, action).press_button(message.record, button)
            return
    raise Refused("this button is not there any more")


async def _start(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).start(str(action.get("payload") or ""))


async def _block(sandbox: Sandbox, action: Json) -> None:
    viewer(sandbox, action).block()


async def _unblock(sandbox: Sandbox, action: Json) -> None:
    viewer(sandbox, action).unblock()


async def _edit(sandbox: Sandbox, action: Json) -> None:
    words, entities = formatted(str(action["text"]))
    await viewer(sandbox, action).edit(the_message(sandbox, action), words, entities=entities)


async def _react(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).react(the_message(sandbox, action), action.get("emoji"))


async def _delete(sandbox: Sandbox, action: Json) -> None:
    """One's own for everybody; in a private chat, and for who has the right, anybody's."""
    person, message = viewer(sandbox, action), the_message(sandbox, action)
    chat = seen_chat(sandbox, action)
    member = chat.members.get(person.id)
    others = message.sender_id != person.id and not chat.private
    if others and (member is None or not member.may("can_delete_messages")):
        raise Refused("only administrators delete what others have written")
    await person.delete(message)


async def _delete_topic(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).delete_topic(_topic(sandbox, action))


async def _pin_topic(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).pin_topic(_topic(sandbox, action), action["type"] == "pin_topic")


async def _close_topic(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).close_topic(_topic(sandbox, action))


async def _reopen_topic(sandbox: Sandbox, action: Json) -> None:
    await viewer(sandbox, action).reopen_topic(_topic(sandbox, action))


async def _read(sandbox: Sandbox, action: Json) -> None:
    chat = seen_chat(sandbox, action)
    page_view.read(sandbox.world, chat, int(action.get("thread_id") or 0), int(action["as"]))
    sandbox.world.commit()


async def _new_person(sandbox: Sandbox, action: Json) -> None:
    name = str(action.get("first_name") or "").strip()
    if not name:
        raise Refused("a person needs a name")
    person_id = max((one.id for one in sandbox.people), default=7000) + 1
    last_name, phone = str(action.get("last_name") or "").strip(), str(action.get("phone") or "").strip()
    language = "en" if action.get("language") == "en" else "ru"
    sandbox.person(person_id, name[:64], last_name=last_name[:64], phone=phone[:32], language_code=language)


ACTIONS: dict[str, Action] = {
    "send": _send,
    "sticker": _sticker,
    "contact": _contact,
    "location": _location,
    "press": _press,
    "start": _start,
    "block": _block,
    "unblock": _unblock,
    "edit": _edit,
    "react": _react,
    "delete": _delete,
    "delete_topic": _delete_topic,
    "pin_topic": _pin_topic,
    "unpin_topic": _pin_topic,
    "close_topic": _close_topic,
    "reopen_topic": _reopen_topic,
    "read": _read,
    "new_person": _new_person,
}

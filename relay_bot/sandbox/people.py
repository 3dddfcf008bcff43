"""People of the sandbox: what somebody with the Telegram app can do, and what they see."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relay_bot.sandbox import membership, posting, topics
from relay_bot.sandbox.entities import add_found, check_given, parse_html
from relay_bot.sandbox.errors import Refused
from relay_bot.sandbox.files import message_body
from relay_bot.sandbox.model import Account, Callback, ChatRecord, MessageRecord
from relay_bot.sandbox.transcript import Message, messages_of

if TYPE_CHECKING:
    from relay_bot.sandbox.groups import Group, Topic
    from relay_bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Chat(Sequence[Message]):
    """The private chat of a person with the bot, oldest message first."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def _messages(self) -> list[Message]:
        return messages_of(self._person.sandbox.world, self._person.private, service=False)

    def __len__(self) -> int:
        return len(self._messages())

    def __getitem__(self, index: Any) -> Any:
        return self._messages()[index]

    @property
    def last(self) -> Message:
        """The newest message. Raises IndexError in an empty chat."""
        return self._messages()[-1]

    @property
    def from_bot(self) -> list[Message]:
        return [one for one in self._messages() if one.from_bot]

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self._messages()]

    @property
    def pinned(self) -> list[Message]:
        return [one for one in self._messages() if one.pinned]

    @property
    def keyboard(self) -> list[list[str]]:
        """The texts of the reply keyboard that is shown now."""
        rows = (self._person.private.keyboard or {}).get("keyboard", [])
        return [[button if isinstance(button, str) else button["text"] for button in row] for row in rows]


class Press:
    """A pressed inline button; the bot's answer appears in it."""

    def __init__(self, sandbox: Sandbox, callback: Callback) -> None:
        self._sandbox = sandbox
        self._callback = callback

    @property
    def id(self) -> str:
        return self._callback.id

    @property
    def answered(self) -> bool:
        return self._callback.answered

    @property
    def text(self) -> str:
        return self._callback.text

    @property
    def show_alert(self) -> bool:
        return self._callback.show_alert

    async def answer(self, timeout: float = 10) -> str:  # noqa: ASYNC109
        """Wait until the bot has answered; its text."""
        await self._sandbox.wait(lambda: self.answered, timeout, "an answer to the pressed button")
        return self.text


@dataclass(slots=True)
class Person:
    """Somebody with a phone. Where `chat` is not given, it is the private chat with the bot."""

    sandbox: Sandbox
    id: int

    # --- who they are

    @property
    def account(self) -> Account:
        return self.sandbox.world.accounts[self.id]

    @property
    def name(self) -> str:
        return f"{self.account.first_name} {self.account.last_name}".strip()

    @property
    def phone(self) -> str:
        return self.account.phone

    @property
    def private(self) -> ChatRecord:
        return self.sandbox.world.chats[self.id]

    # --- what they see

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return Chat(self)

    @property
    def rings(self) -> list[Message]:
        """Every message that rang this person's phone, oldest first."""
        world = self.sandbox.world
        found = [
            message for chat in world.chats.values() for message in chat.messages.values() if self.id in message.rings
        ]
        return [Message(world, one) for one in sorted(found, key=lambda one: one.seq)]

    @property
    def presses(self) -> list[Press]:
        found = self.sandbox.world.callbacks.values()
        return [Press(self.sandbox, one) for one in found if one.person_id == self.id]

    @property
    def blocked(self) -> bool:
        """Whether this person has stopped the bot."""
        return self.private.blocked

    # --- writing

    async def start(self, payload: str = "") -> Message:
        """Press Start, with the payload of a link. A person who had stopped the bot comes back."""
        if not _PAYLOAD.fullmatch(payload):
            raise Refused(f"Telegram opens no link with the payload {payload!r}")
        membership.set_blocked(self.sandbox.world, self.private, False)
        return await self.write(f"/start {payload}".strip())

    async def write(
        self,
        text: str,
        *,
        chat: Group | None = None,
        topic: Topic | int | None = None,
        reply_to: Message | None = None,
        entities: list[Json] | None = None,
        html: bool = False,
    ) -> Message:
        """Send a text; with `html=True` it is formatted text."""
        world = self.sandbox.world
        given = check_given(text, entities or [], world.user_json)
        if html:
            text, given = parse_html(text, world.user_json)
        found = add_found(text, given)
        body: Json = {"text": text} | ({"entities": found} if found else {})
        return await self.send(body, chat=chat, topic=topic, reply_to=reply_to)

    async def reply(self, message: Message, text: str) -> Message:
        """Answer a message in its chat and topic."""
        group = None if self.sandbox.world.chats[message.chat_id].private else self.sandbox.groups[message.chat_id]
        return await self.write(text, chat=group, topic=message.topic_id, reply_to=message)

    async def share_contact(self, other: Person | None = None, *, chat: Group | None = None) -> Message:
        """Send one's own contact, as the button of a keyboard does, or somebody else's."""
        shared = (other or self).account
        return await self.send_contact(shared.phone, shared.first_name, shared.last_name, shared.id, chat=chat)

    async def send_contact(
        self, phone: str, first_name: str, last_name: str = "", user_id: int = 0, *, chat: Group | None = None
    ) -> Message:
        """Send any entry of the address book; without `user_id` it is nobody on Telegram."""
        contact: Json = {"phone_number": phone.removeprefix("+"), "first_name": first_name}
        if last_name:
            contact["last_name"] = last_name
        if user_id:
            contact["user_id"] = user_id
        return await self.send({"contact": contact}, chat=chat)

    async def send_location(self, latitude: float, longitude: float, **where: Any) -> Message:
        return await self.send({"location": {"latitude": latitude, "longitude": longitude}}, **where)

    # --- files

    async def send_file(
        self,
        kind: str,
        content: bytes,
        *,
        file_name: str = "",
        mime: str = "",
        caption: str = "",
        details: Json | None = None,
        extra: Json | None = None,
        **where: Any,
    ) -> Message:
        """Send a file of any kind: photo, document, video, animation, audio, voice, video_note, sticker."""
        record = self.sandbox.world.files.add(kind, content, file_name, mime, **(details or {}))
        body = {**message_body(record), **(extra or {})}
        if caption:
            body["caption"] = caption
            found = add_found(caption, [])
            if found:
                body["caption_entities"] = found
        return await self.send(body, **where)

    async def send_photo(self, content: bytes = b"\xff\xd8photo", caption: str = "", **where: Any) -> Message:
        return await self.send_file("photo", content, caption=caption, **where)

    async def send_document(
        self, content: bytes, file_name: str = "file.pdf", mime: str = "", caption: str = "", **where: Any
    ) -> Message:
        return await self.send_file("document", content, file_name=file_name, mime=mime, caption=caption, **where)

    async def send_voice(self, content: bytes = b"OggS", duration: int = 3, **where: Any) -> Message:
        return await self.send_file("voice", content, details={"duration": duration}, **where)

    async def send_video(self, content: bytes = b"video", caption: str = "", **where: Any) -> Message:
        return await self.send_file("video", content, file_name="video.mp4", caption=caption, **where)

    async def send_sticker(self, emoji: str = "👍", **where: Any) -> Message:
        return await self.send_file("sticker", b"RIFF0000WEBP", details={"emoji": emoji}, **where)

    async def send_album(
        self, items: Sequence[bytes | tuple[str, bytes]], caption: str = "", **where: Any
    ) -> list[Message]:
        """Send an album: photos, or (kind, content) pairs. The caption belongs to the first item."""
        group = {"media_group_id": str(secrets.randbits(53))}
        sent = []
        for index, item in enumerate(items):
            kind, content = item if isinstance(item, tuple) else ("photo", item)
            own = caption if index == 0 else ""
            sent.append(await self.send_file(kind, content, caption=own, extra=group, **where))
        return sent

    async def forward(self, message: Message, **where: Any) -> Message:
        """Forward a message, with its author's name."""
        author = self.sandbox.world.user_json(message.sender_id)
        origin = {"type": "user", "date": message.date, "sender_user": author}
        kept = {key: value for key, value in message.record.body.items() if key not in ("reply_markup", "edit_date")}
        return await self.send({**kept, "forward_origin": kept.get("forward_origin", origin)}, **where)

    async def send(
        self,
        body: Json,
        *,
        chat: Group | None = None,
        topic: Topic | int | None = None,
        reply_to: Message | None = None,
        silent: bool = False,
    ) -> Message:
        """Send a message made of Bot API fields. Raises Refused where the app would not let them."""
        world = self.sandbox.world
        record = self.private if chat is None else chat.record
        thread_id = 0 if topic is None else topic if isinstance(topic, int) else topic.thread_id
        self._may_write(record, thread_id)
        target = reply_to.id if reply_to is not None else 0
        if record.private and not record.started:
            record.started = True
            world.touch("chat", str(record.id))
        sent = posting.post(world, record, self.id, body, thread_id=thread_id, reply_to=target, silent=silent)
        if record.private and record.keyboard and record.keyboard.get("one_time_keyboard"):
            record.keyboard = None
            world.emit("keyboard", record)
            world.touch("chat", str(record.id))
        await self._done()
        return Message(world, sent)

    def _may_write(self, chat: ChatRecord, thread_id: int) -> None:
        if self.account.deactivated:
            raise Refused(f"{self.name} has deleted the account")
        if chat.private:
            if chat.blocked:
                raise Refused(f"{self.name} has stopped the bot: start it again first")
            return
        member = chat.members.get(self.id)
        if member is None or not member.inside:
            raise Refused(f"{self.name} is not a member of {chat.title}")
        topic = chat.topics.get(thread_id)
        if topic is None or topic.deleted:
            raise Refused(f"there is no topic {thread_id} in {chat.title}")
        if topic.closed and not member.may("can_manage_topics"):
            raise Refused(f"the topic {topic.name} is closed")

    # --- changing what is there

    async def edit(self, message: Message, text: str) -> Message:
        """Change the text or caption of one's own message."""
        if message.sender_id != self.id:
            raise Refused(f"{message!r} is not by {self.name}")
        media = message.file is not None
        old = {key: value for key, value in message.record.body.items() if key not in ("entities", "caption_entities")}
        body = {**old, ("caption" if media else "text"): text}
        found = add_found(text, [])
        if found:
            body["caption_entities" if media else "entities"] = found
        posting.edit(self.sandbox.world, message.record, body, by_bot=False)
        await self._done()
        return message

    async def delete(self, message: Message) -> None:
        """Delete a message for everybody; the bot learns nothing."""
        posting.delete(self.sandbox.world, self.sandbox.world.chats[message.chat_id], [message.record])
        await self._done()

    async def react(self, message: Message, emoji: str | None) -> None:
        """Put one's reaction on a message, or take it back with None."""
        posting.react(self.sandbox.world, message.record, self.id, emoji)
        await self._done()

    async def pin(self, message: Message, silent: bool = True) -> None:
        posting.pin(self.sandbox.world, message.record, self.id, silent)
        await self._done()

    # --- buttons

    async def press(
        self, target: str | Message, text: str | None = None, *, chat: Group | None = None, topic: Topic | None = None
    ) -> Press | Message:
        """Press a button by its text: the newest message that has it, or the reply keyboard.

        `press(message, "text")` looks at one message. An inline button gives a Press, a keyboard button the message
        that it sends. Without `chat`, the private chat is searched first, then the groups.
        """
        label = target if isinstance(target, str) else text
        if label is None:
            raise TypeError("press(message, text): which button?")
        for record in [target.record] if isinstance(target, Message) else self._searched(chat, topic):
            for button in Message(self.sandbox.world, record).inline_buttons:
                if button["text"] == label:
                    return await self.press_button(record, button)
        if isinstance(target, str) and chat is None:
            for button in self._keyboard_buttons():
                if button["text"] == label:
                    return await self._press_key(button)
        raise Refused(f"{self.name} sees no button {label!r}.\n{self.sandbox.transcript()}")

    def _searched(self, chat: Group | None, topic: Topic | None) -> list[MessageRecord]:
        """Messages with inline buttons that this person can see, the newest first, the private chat before groups."""
        world = self.sandbox.world
        if chat is not None or topic is not None:
            chats = [chat.record if chat is not None else world.chats[topic.record.chat_id if topic else 0]]
        else:
            groups = [one for one in world.chats.values() if self.id in one.members and one.members[self.id].inside]
            chats = [self.private, *groups]
        found = []
        for one in chats:
            shown = [record for record in one.messages.values() if not record.deleted and "reply_markup" in record.body]
            if topic is not None:
                shown = [record for record in shown if record.thread_id == topic.thread_id]
            found += sorted(shown, key=lambda record: -record.seq)
        return found

    def _keyboard_buttons(self) -> list[Json]:
        rows = (self.private.keyboard or {}).get("keyboard", [])
        return [{"text": button} if isinstance(button, str) else button for row in rows for button in row]

    async def _press_key(self, button: Json) -> Message:
        if button.get("request_contact"):
            return await self.share_contact()
        if button.get("request_location"):
            return await self.send_location(55.79, 49.12)
        return await self.write(button["text"])

    async def press_button(self, record: MessageRecord, button: Json) -> Press:
        """Press one inline button of one message."""
        world = self.sandbox.world
        if "callback_data" not in button:
            raise Refused(f"the button {button['text']!r} opens something, it tells the bot nothing: {button}")
        if self.account.deactivated or (record.chat_id == self.id and self.blocked):
            raise Refused(f"{self.name} cannot press: the bot is stopped")
        callback = Callback(str(secrets.randbits(62)), self.id, record.chat_id, record.id, world.clock())
        world.callbacks[callback.id] = callback
        world.touch("callback", callback.id)
        body = {
            "id": callback.id,
            "from": world.user_json(self.id),
            "message": posting.render(world, record),
            "chat_instance": str(abs(hash((world.bot.id, record.chat_id)))),
            "data": button["callback_data"],
        }
        world.updates.push("callback_query", body, f"presser {self.id}")
        await self._done()
        return Press(self.sandbox, callback)

    # --- topics, which people make, close, pin and delete in the app

    async def create_topic(self, group: Group, name: str, icon: str = "") -> Topic:
        record = topics.create(self.sandbox.world, group.record, self.id, name, topics.COLORS[0], icon)
        await self._done()
        return group.by_thread(record.thread_id)

    async def delete_topic(self, topic: Topic) -> None:
        """Delete a topic with its messages. The bot learns nothing."""
        topics.remove(self.sandbox.world, topic.chat, topic.record)
        await self._done()

    async def close_topic(self, topic: Topic) -> None:
        topics.set_closed(self.sandbox.world, topic.chat, self.id, topic.record, True)
        await self._done()

    async def reopen_topic(self, topic: Topic) -> None:
        topics.set_closed(self.sandbox.world, topic.chat, self.id, topic.record, False)
        await self._done()

    async def rename_topic(self, topic: Topic, name: str) -> None:
        topics.rename(self.sandbox.world, topic.chat, self.id, topic.record, name, None)
        await self._done()

    async def pin_topic(self, topic: Topic, pinned: bool = True) -> None:
        """Pin a topic to the top of the list: five at most."""
        held = [one for one in topic.chat.topics.values() if one.pinned and not one.deleted]
        if pinned and len(held) >= 5 and not topic.record.pinned:
            raise Refused("no more than five topics can be pinned")
        topics.set_pinned(self.sandbox.world, topic.chat, topic.record, pinned)
        await self._done()

    # --- the bot and the account

    def block(self) -> None:
        """Stop the bot."""
        membership.set_blocked(self.sandbox.world, self.private, True)
        self.sandbox.world.commit()

    def unblock(self) -> None:
        """Restart the bot without pressing Start."""
        membership.set_blocked(self.sandbox.world, self.private, False)
        self.sandbox.world.commit()

    def deactivate(self) -> None:
        """Delete the account; the bot learns it when it writes."""
        self.account.deactivated = True
        self.sandbox.world.touch("account", str(self.id))
        self.sandbox.world.commit()

    def mute(self, muted: bool = True) -> None:
        """Mute the private chat with the bot."""
        self.sandbox.mute(self.private, self.id, muted)

    async def _done(self) -> None:
        self.sandbox.world.commit()
        await asyncio.sleep(0)

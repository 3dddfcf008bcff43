"""What a person sends, and what they do with messages that are there."""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.entities import add_found, check_given, parse_html, quote_of
from relay_bot.sandbox.errors import Refused
from relay_bot.sandbox.files import message_body
from relay_bot.sandbox.model import Account, ChatRecord
from relay_bot.sandbox.polls import poll_of
from relay_bot.sandbox.transcript import FILE_KINDS, Message

if TYPE_CHECKING:
    from relay_bot.sandbox.groups import Group, Topic
    from relay_bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes. Where `chat` is not given, it is the private chat with the bot."""

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

    # --- writing

    async def write(
        self,
        text: str,
        *,
        chat: Group | None = None,
        topic: Topic | int | None = None,
        reply_to: Message | None = None,
        quote: str = "",
        entities: list[Json] | None = None,
        html: bool = False,
    ) -> Message:
        """Send a text; with `html=True` it is formatted text. `quote`: the words of `reply_to` that are quoted."""
        body = self._worded("text", "entities", text, entities, html=html)
        return await self.send(body, chat=chat, topic=topic, reply_to=reply_to, quote=quote)

    def _worded(
        self, words: str, formatting: str, text: str, entities: list[Json] | None = None, *, html: bool = False
    ) -> Json:
        world = self.sandbox.world
        given = check_given(text, entities or [], world.user_json)
        if html:
            text, given = parse_html(text, world.user_json)
        found = add_found(text, given)
        return {words: text} | ({formatting: found} if found else {})

    async def reply(self, message: Message, text: str, quote: str = "") -> Message:
        """Answer a message in its chat and topic."""
        group = None if self.sandbox.world.chats[message.chat_id].private else self.sandbox.groups[message.chat_id]
        return await self.write(text, chat=group, topic=message.topic_id, reply_to=message, quote=quote)

    async def share_contact(self, other: Writer | None = None, *, chat: Group | None = None) -> Message:
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

    async def send_location(self, latitude: float, longitude: float, live_s: int = 0, **where: Any) -> Message:
        """A place; with `live_s` one that is followed for so long (see `move`)."""
        live = {"live_period": live_s} if live_s else {}
        return await self.send({"location": {"latitude": latitude, "longitude": longitude, **live}}, **where)

    async def send_poll(self, question: str, options: Sequence[str], **where: Any) -> Message:
        return await self.send({"poll": poll_of(question, options)}, **where)

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

    async def send_sticker(self, emoji: str = "👍", content: bytes = b"RIFF0000WEBP", **where: Any) -> Message:
        return await self.send(message_body(self.sandbox.world.files.sticker(emoji, content)), **where)

    async def send_album(
        self,
        items: Sequence[bytes | tuple[str, bytes]],
        caption: str = "",
        captions: Sequence[str] = (),
        **where: Any,
    ) -> list[Message]:
        """Send an album: photos, or (kind, content) pairs. `caption` belongs to the first item, `captions` to each."""
        group = {"media_group_id": str(secrets.randbits(53))}
        sent = []
        for item, own in zip(items, itertools.chain(captions or [caption], itertools.repeat("")), strict=False):
            kind, content = item if isinstance(item, tuple) else ("photo", item)
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
        quote: str = "",
        silent: bool = False,
    ) -> Message:
        """Send a message made of Bot API fields. Raises Refused where the app would not let them."""
        world = self.sandbox.world
        if topic is None or isinstance(topic, int):
            record, thread_id = self.private if chat is None else chat.record, topic or 0
        else:
            record, thread_id = topic.chat, topic.thread_id
        self._may_write(record, thread_id)
        target = reply_to.id if reply_to is not None else 0
        if reply_to is not None and quote:
            body = body | {"quote": quote_of(reply_to.text, reply_to.entities, quote)}
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

    async def edit(
        self, message: Message, text: str, *, entities: list[Json] | None = None, html: bool = False
    ) -> Message:
        """Change the text or caption of one's own message."""
        words = ("caption", "caption_entities") if message.file is not None else ("text", "entities")
        kept = {key: value for key, value in message.record.body.items() if key not in words}
        return await self._edit(message, kept | (self._worded(*words, text, entities, html=html) if text else {}))

    async def edit_media(self, message: Message, kind: str, content: bytes, *, file_name: str = "") -> Message:
        """Put another file in the place of one's own, or of a text. A caption stays."""
        file = message_body(self.sandbox.world.files.add(kind, content, file_name))
        kept = {
            key: value for key, value in message.record.body.items() if key not in (*FILE_KINDS, "text", "entities")
        }
        return await self._edit(message, kept | file)

    async def move(self, message: Message, latitude: float, longitude: float, *, last: bool = False) -> Message:
        """Be somewhere else, as one's live location shows; `last`: it is not shared any more."""
        period = {} if last else {"live_period": message.record.body["location"]["live_period"]}
        return await self._edit(message, {"location": {"latitude": latitude, "longitude": longitude, **period}})

    async def _edit(self, message: Message, body: Json) -> Message:
        if message.sender_id != self.id:
            raise Refused(f"{message!r} is not by {self.name}")
        if "forward_origin" in message.record.body:
            raise Refused("what was forwarded is not edited")
        posting.edit(self.sandbox.world, message.record, body, by_bot=False)
        await self._done()
        return message

    async def delete(self, message: Message) -> None:
        """Delete a message for everybody; the bot learns nothing."""
        posting.delete(self.sandbox.world, self.sandbox.world.chats[message.chat_id], [message.record])
        await self._done()

    async def react(self, message: Message, emoji: str | None) -> None:
        """Put one's reaction on a message (an emoji, or the id of a custom one), or take it back with None."""
        posting.react(self.sandbox.world, message.record, self.id, emoji)
        await self._done()

    async def pin(self, message: Message, silent: bool = True) -> None:
        posting.pin(self.sandbox.world, message.record, self.id, silent)
        await self._done()

    async def _done(self) -> None:
        self.sandbox.world.commit()
        await asyncio.sleep(0)

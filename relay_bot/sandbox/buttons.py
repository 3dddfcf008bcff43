"""Buttons: what a person presses, and the answer that the bot gives to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.errors import Refused
from relay_bot.sandbox.model import Callback, MessageRecord
from relay_bot.sandbox.transcript import Message
from relay_bot.sandbox.writing import Writer

if TYPE_CHECKING:
    from relay_bot.sandbox.groups import Group, Topic
    from relay_bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


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


@dataclass(frozen=True, slots=True)
class Presser(Writer):
    """Somebody who also presses buttons."""

    @property
    def presses(self) -> list[Press]:
        """The inline buttons that this person has pressed, oldest first."""
        found = self.sandbox.world.callbacks.values()
        return [Press(self.sandbox, one) for one in found if one.person_id == self.id]

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
        anywhere = isinstance(target, str) and chat is None and topic is None
        if anywhere and label in [one["text"] for one in self._keys()]:
            return await self.press_key(label)
        raise Refused(f"{self.name} sees no button {label!r}.\n{self.sandbox.transcript()}")

    def _searched(self, chat: Group | None, topic: Topic | None) -> list[MessageRecord]:
        """Messages with inline buttons that this person can see, the newest first, the private chat before groups."""
        world = self.sandbox.world
        if topic is not None:
            chats = [topic.chat]
        elif chat is not None:
            chats = [chat.record]
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

    def _keys(self) -> list[Json]:
        rows = (self.private.keyboard or {}).get("keyboard", [])
        return [{"text": button} if isinstance(button, str) else button for row in rows for button in row]

    async def press_key(self, text: str) -> Message:
        """Press a button of the keyboard below the private chat, whatever inline buttons say the same."""
        button = next((one for one in self._keys() if one["text"] == text), None)
        if button is None:
            raise Refused(f"{self.name} has no key {text!r}: {[one['text'] for one in self._keys()]}")
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
        if self.account.deactivated or (record.chat_id == self.id and self.private.blocked):
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

"""People of the sandbox: what somebody with the Telegram app can do, and what they see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relay_bot.sandbox import membership, topics
from relay_bot.sandbox.buttons import Presser
from relay_bot.sandbox.errors import Refused
from relay_bot.sandbox.icons import COLORS
from relay_bot.sandbox.private_chat import Chat
from relay_bot.sandbox.transcript import Message

if TYPE_CHECKING:
    from relay_bot.sandbox.groups import Group, Topic

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True, slots=True)
class Person(Presser):
    """Somebody with a phone. Where `chat` is not given, it is the private chat with the bot."""

    # --- what they see

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return Chat(self.sandbox.world, self.private)

    @property
    def rings(self) -> list[Message]:
        """Every message that rang this person's phone, oldest first."""
        world = self.sandbox.world
        return [Message(world, one) for one in world.rung.get(self.id, ())]

    @property
    def blocked(self) -> bool:
        """Whether this person has stopped the bot."""
        return self.private.blocked

    # --- the bot and the account

    async def start(self, payload: str = "") -> Message:
        """Press Start, with the payload of a link. A person who had stopped the bot comes back."""
        if not _PAYLOAD.fullmatch(payload):
            raise Refused(f"Telegram opens no link with the payload {payload!r}")
        membership.set_blocked(self.sandbox.world, self.private, False)
        return await self.write(f"/start {payload}".strip())

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

    # --- topics, which people make, close, pin and delete in the app

    async def create_topic(self, group: Group, name: str, icon: str = "") -> Topic:
        record = topics.create(self.sandbox.world, group.record, self.id, name, COLORS[0], icon)
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

"""Groups and topics as tests arrange and read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relay_bot.sandbox import membership
from relay_bot.sandbox.icons import ICONS
from relay_bot.sandbox.model import ADMIN_RIGHTS, ChatRecord, Member, TopicRecord
from relay_bot.sandbox.transcript import Message, messages_of

if TYPE_CHECKING:
    from relay_bot.sandbox.people import Person
    from relay_bot.sandbox.sandbox import Sandbox


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a group; thread 0 is General."""

    sandbox: Sandbox
    record: TopicRecord

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Topic) and self.record is other.record

    def __hash__(self) -> int:
        return hash((self.record.chat_id, self.record.thread_id))

    def __repr__(self) -> str:
        return f"<Topic {self.thread_id} {self.name!r}>"

    @property
    def chat(self) -> ChatRecord:
        return self.sandbox.world.chats[self.record.chat_id]

    @property
    def thread_id(self) -> int:
        return self.record.thread_id

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def icon(self) -> str:
        """The emoji of its icon, "" when it has none."""
        return ICONS.get(self.record.icon_custom_emoji_id, "")

    @property
    def closed(self) -> bool:
        return self.record.closed

    @property
    def hidden(self) -> bool:
        return self.record.hidden

    @property
    def deleted(self) -> bool:
        return self.record.deleted

    @property
    def at_top(self) -> bool:
        """Whether a person has pinned the topic itself to the top of the list."""
        return self.record.pinned

    @property
    def messages(self) -> list[Message]:
        """Its messages without the service ones, oldest first."""
        return messages_of(self.sandbox.world, self.chat, self.thread_id)

    @property
    def history(self) -> list[Message]:
        """Its messages with the service ones."""
        return messages_of(self.sandbox.world, self.chat, self.thread_id, service=True)

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.messages]

    @property
    def pinned(self) -> list[Message]:
        """The messages that are pinned inside it."""
        return [one for one in self.messages if one.pinned]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people with the bot. Changes become the updates that Telegram makes of them."""

    sandbox: Sandbox
    id: int

    @property
    def record(self) -> ChatRecord:
        return self.sandbox.world.chats[self.id]

    @property
    def title(self) -> str:
        return self.record.title

    # --- reading

    @property
    def messages(self) -> list[Message]:
        """All messages without the service ones."""
        return messages_of(self.sandbox.world, self.record)

    @property
    def history(self) -> list[Message]:
        return messages_of(self.sandbox.world, self.record, service=True)

    @property
    def topics(self) -> list[Topic]:
        """The topics that exist, without General."""
        live = [one for one in self.record.topics.values() if one.thread_id and not one.deleted]
        return [Topic(self.sandbox, one) for one in live]

    @property
    def general(self) -> Topic:
        return Topic(self.sandbox, self.record.topics[0])

    def topic(self, name: str) -> Topic:
        """The topic with this name. Raises KeyError that lists the names there are."""
        for one in self.topics:
            if one.name == name:
                return one
        raise KeyError(f"no topic {name!r} in {self.title}: {[one.name for one in self.topics]}")

    def by_thread(self, thread_id: int) -> Topic:
        return Topic(self.sandbox, self.record.topics[thread_id])

    # --- people

    def add(self, *people: Person, by: Person | None = None) -> None:
        """Take people in."""
        for person in people:
            adder = by.id if by is not None else person.id
            membership.set_member(self.sandbox.world, self.record, person.id, Member("member"), adder)
        self.sandbox.world.commit()

    def remove(self, person: Person) -> None:
        membership.set_member(self.sandbox.world, self.record, person.id, Member("left"), person.id)
        self.sandbox.world.commit()

    def promote(self, person: Person, **rights: bool) -> None:
        """Make a member an administrator with all rights but those set to False."""
        self._set(person.id, Member("administrator", _rights(rights)))

    def mute(self, person: Person, muted: bool = True) -> None:
        """Only mentions ring a person who has muted the group."""
        self.sandbox.mute(self.record, person.id, muted)

    # --- the bot

    def add_bot(self) -> None:
        self._set(self.sandbox.bot_id, Member("member"))

    def promote_bot(self, **rights: bool) -> None:
        """Make the bot an administrator with all rights but those set to False."""
        self._set(self.sandbox.bot_id, Member("administrator", _rights(rights)))

    def demote_bot(self) -> None:
        self._set(self.sandbox.bot_id, Member("member"))

    def restrict_bot(self) -> None:
        """The bot stays, but may not write."""
        self._set(self.sandbox.bot_id, Member("restricted"))

    def kick_bot(self) -> None:
        self._set(self.sandbox.bot_id, Member("kicked"))

    def _set(self, user_id: int, member: Member) -> None:
        membership.set_member(self.sandbox.world, self.record, user_id, member, self._owner())
        self.sandbox.world.commit()

    def _owner(self) -> int:
        members = self.record.members.items()
        return next((user_id for user_id, member in members if member.status == "creator"), self.sandbox.bot_id)

    # --- the group itself

    def set_forum(self, forum: bool) -> None:
        """Switch topics on or off."""
        self.record.forum = forum
        self.sandbox.world.touch("chat", str(self.id))
        self.sandbox.world.commit()

    def protect(self, protected: bool = True) -> None:
        """Forbid saving content: nothing is copied or forwarded from here."""
        self.record.protected = protected
        self.sandbox.world.touch("chat", str(self.id))
        self.sandbox.world.commit()

    def migrate(self, new_id: int, forum: bool = False) -> Group:
        """The basic group becomes a supergroup with another id."""
        membership.migrate(self.sandbox.world, self.record, new_id).forum = forum
        self.sandbox.world.commit()
        return self.sandbox.groups[new_id]

    def delete(self) -> None:
        """The owner deletes the group: the bot's calls are refused from now on."""
        self.record.deleted = True
        self.sandbox.world.touch("chat", str(self.id))
        self.sandbox.world.commit()


def _rights(changed: dict[str, bool]) -> dict[str, bool]:
    unknown = changed.keys() - set(ADMIN_RIGHTS)
    if unknown:
        raise ValueError(f"no such rights: {sorted(unknown)}")
    return {**dict.fromkeys(ADMIN_RIGHTS, True), **changed}

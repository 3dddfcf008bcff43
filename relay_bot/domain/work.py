"""What delivery claims: a row with all that is known of the place where it goes. Pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from relay_bot.domain.addresses import LOOK, Address, Board
from relay_bot.domain.outgoing import Relay, Row


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send one row of one lane, and to say what became of it. `others`: parts that go with it."""

    lane_id: int
    number: int
    claimed_at: datetime
    row_id: int
    others: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        return self.row_id, *self.others


# --- what is known of a place -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A client. The figures are only counted where they are shown."""

    id: int
    tg_id: int
    name: str
    company: str
    phone: str | None
    username: str
    city: str
    since: datetime | None
    waybills: int = 0
    open_claims: int = 0
    thread_id: int | None = None  # of the private chat


@dataclass(frozen=True, slots=True)
class DeskState:
    """A desk's group. `fit`: the bot has the rights that it needs (None: unknown); `trouble`: why it can't write."""

    key: str
    group_id: int | None
    fit: bool | None = None
    manager_started: bool = False
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as it was last seen. `thread_id` None: to be made; `creating_since`: its creation is out, unanswered."""

    group_id: int | None
    thread_id: int | None
    name: str
    state: Literal["ok", "suspect", "closed"] = "ok"
    creating_since: datetime | None = None
    given_name: str | None = None  # by a person
    was_lost: bool = False  # what was said last has to be shown


@dataclass(frozen=True, slots=True)
class CardAt:
    """Where a card stands. `pinned` None: not tried, False: the bot may not."""

    chat_id: int
    thread_id: int
    message_id: int
    pinned: bool | None = None


@dataclass(frozen=True, slots=True)
class Relayed:
    """The message that a row copies or is about. `content`: its content fields, as the Bot API has them."""

    id: int
    client_id: int
    side: Literal["client", "desk"]
    chat_id: int
    message_id: int
    kind: str
    content: Mapping[str, Any]
    written_at: datetime
    copy: tuple[int, int] | None = None  # chat and message: where its copy stands
    media_edited: bool = False  # its file is another one than the one that was copied
    removed: bool = False  # taken back
    joined: bool = False  # its copy is one message with others

    def stands_in(self, chat_id: int) -> int | None:
        """The message that it is in this chat: itself, or its copy."""
        if self.chat_id == chat_id:
            return self.message_id
        return self.copy[1] if self.copy is not None and self.copy[0] == chat_id else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of a chat that is answered.

    `offset`: of the piece that is meant, when it was joined of several; `words` and `entities` are then the piece's.
    """

    message_id: int
    offset: int | None = None
    words: str = ""
    entities: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an album, or one of several texts that go as one message."""

    row: Relay
    original: Relayed


# --- places -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClientChat:
    """The client's private chat with the bot."""

    person: Person


@dataclass(frozen=True, slots=True)
class ClientTopic:
    """The client's topic at their desk; `pin` is the card that stands first in it."""

    person: Person
    topic: TopicState | None = None
    pin: CardAt | None = None


@dataclass(frozen=True, slots=True)
class BoardTopic:
    """A board of the desk, or its General, which is never created."""

    board: Board
    topic: TopicState | None = None
    pin: CardAt | None = None


@dataclass(frozen=True, slots=True)
class FormerTopic:
    """A topic that its client has left."""

    topic: TopicState | None = None


@dataclass(frozen=True, slots=True)
class TopicLooks:
    """How a topic looks in the list; General's stands for the whole group."""

    topic: TopicState | None = None


@dataclass(frozen=True, slots=True)
class StandingCard:
    """One card, which stands `at` a message. `about`: whose topic it stands first in; None: a card of another kind."""

    at: CardAt | None = None
    about: Person | Board | None = None


@dataclass(frozen=True, slots=True)
class OtherChat:
    """An admin's or a manager's private chat, or a group of nobody's."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class BotItself:
    """No chat: the bot's own settings."""


Made = ClientTopic | BoardTopic
"""Places that delivery makes when they are missing."""

Place = ClientChat | Made | FormerTopic | TopicLooks | StandingCard | OtherChat | BotItself


@dataclass(frozen=True, slots=True)
class Work:
    """A leased lane's oldest row with all that sending it needs. `card` is where the card of `card_key` stands.

    `parts`: those of the album or of the joined texts that it begins, itself among them, in the order of the lease.
    """

    lease: Lease
    address: Address
    place: Place
    row: Row
    attempts: int = 0
    rings: bool = False
    card_key: str | None = None
    card: CardAt | None = None
    desk: DeskState | None = None
    relayed: Relayed | None = None
    parts: tuple[Part, ...] = ()

    @property
    def topic(self) -> str:
        """The key of the topic that the row is about, which is also the key of the card that stands first in it."""
        return self.address.key.removeprefix("card:").removeprefix(LOOK)

    @property
    def group_id(self) -> int | None:
        """The group of its desk."""
        return self.desk.group_id if self.desk is not None else None

    @property
    def person(self) -> Person | None:
        """The client whose chat, topic or card it is."""
        match self.place:
            case ClientChat(person=person) | ClientTopic(person=person):
                return person
            case StandingCard(about=Person() as person):
                return person
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A claimed row that another release wrote: it is parked."""

    lease: Lease
    address: Address
    kind: str

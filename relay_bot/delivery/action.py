"""What delivery may do for a claimed row: one call to Telegram, or none. Values; places.py decides, send.py calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from relay_bot.domain.addresses import Board
from relay_bot.domain.outgoing import (
    Album,
    Buttons,
    Card,
    Commands,
    Document,
    Edit,
    Farewell,
    React,
    Relay,
    Remove,
    Text,
    Transcript,
    Upload,
)
from relay_bot.domain.work import Part


@dataclass(frozen=True, slots=True)
class Chat:
    """Where to send: `thread_id` None is a private chat or General."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class CreateTopic:
    chat: Chat
    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class RenameTopic:
    """Also the probe of a topic that may be gone: renaming to its own name says so and changes nothing."""

    chat: Chat
    name: str


@dataclass(frozen=True, slots=True)
class ReopenTopic:
    chat: Chat


@dataclass(frozen=True, slots=True)
class CloseTopic:
    """The client has left it for another desk."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class SetIcon:
    """Its name stays."""

    chat: Chat
    icon: str


@dataclass(frozen=True, slots=True)
class DeleteMessages:
    """Those that are gone already, or too old, are passed over by Telegram."""

    chat: Chat
    messages: Sequence[int]


@dataclass(frozen=True, slots=True)
class PostPin:
    chat: Chat
    html: str


@dataclass(frozen=True, slots=True)
class PostContext:
    """What was said last to and by this client, in one message: their topic was deleted and is there anew."""

    chat: Chat
    client_id: int


@dataclass(frozen=True, slots=True)
class PinPost:
    chat: Chat
    message_id: int


@dataclass(frozen=True, slots=True)
class SendRow:
    """Send what needs nothing but its row."""

    chat: Chat
    row: Relay | Transcript | Text | Card | Album | Commands


@dataclass(frozen=True, slots=True)
class SendTogether:
    """Send the parts of an album as one."""

    chat: Chat
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class SendJoined:
    """Send texts as one message; the times that it shows are of `zone`."""

    chat: Chat
    parts: Sequence[Part]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class SendPaper:
    """Send a waybill's document, by Telegram's file id or as a file."""

    chat: Chat
    row: Document


@dataclass(frozen=True, slots=True)
class SendUpload:
    """Send a file that we made and keep."""

    chat: Chat
    row: Upload


@dataclass(frozen=True, slots=True)
class EditCard:
    """Show a card's newest state where it stands already."""

    chat: Chat
    message_id: int
    html: str
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class EditCopy:
    """Show in the place of a copy what its original says now."""

    chat: Chat
    message_id: int
    row: Edit


@dataclass(frozen=True, slots=True)
class SetReaction:
    """The bot has one reaction a message."""

    chat: Chat
    message_id: int
    row: React


@dataclass(frozen=True, slots=True)
class DeleteCopy:
    """Whoever wrote the original has taken it back."""

    chat: Chat
    message_id: int
    row: Remove


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to call now."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """The row asked for what is there already."""


@dataclass(frozen=True, slots=True)
class PostElsewhere:
    """The card to edit is nowhere, or in a group that is no longer the desk's: it is sent to its board as a new one."""

    card: Card
    board: Board


@dataclass(frozen=True, slots=True)
class SayFarewell:
    """The client's new topic exists: the former one is told where it is, and closed."""

    row: Farewell
    chat: Chat


Step = CreateTopic | RenameTopic | ReopenTopic | PostPin | PinPost | PostContext
Send = SendRow | SendTogether | SendJoined | SendPaper | SendUpload
ChangeCall = EditCopy | SetReaction | DeleteCopy
Call = Step | Send | CloseTopic | EditCard | SetIcon | DeleteMessages | ChangeCall
Action = Call | Wait | Nothing | PostElsewhere | SayFarewell

"""What the rest of the house hands to delivery: one class per kind of row, and `Out`, which addresses one. Pure values.

A new kind is a class of `Row`; mypy then names every place that must know it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

from relay_bot.domain.addresses import Address, Board

# --- buttons and keyboards --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Callback:
    """An inline button that tells the bot `data`."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Link:
    """An inline button that opens `url`."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """An inline button that copies `text`."""

    label: str
    text: str


Button = Callback | Link | Copy
Buttons = Sequence[Sequence[Button]]
"""Inline buttons, row by row."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key under the input field. It sends its label, or what it asks for."""

    label: str
    asks_for: Literal["contact", "location"] | None = None


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Keys that stay under the client's input field, row by row."""

    keys: Sequence[Sequence[Key]]
    placeholder: str = ""


# --- kinds of rows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message answers: a message of the conversation (its id of db/message), the document of a waybill, or
    something that has no pair. `words` of it are shown where it can't be pointed at.

    `quote`: only this part of it, which stands there at `position` (in UTF-16 units), formatted with `entities`.
    """

    message: int | None = None
    waybill: int | None = None
    words: str = ""
    quote: str = ""
    position: int = 0
    entities: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Relay:
    """Copy the message that `Out.relay_id` names. `resend`: there is no original to copy, what was kept is sent.

    `cut`: the words are those that were kept, some of the original's stay inside. `mark` stands above the words: this
    is a newer version of a copy that can't be edited any more. `alone`: a part of an album that Telegram refused as a
    whole. `forward`: somebody else wrote it first, and Telegram shows who. `instead`: the line in place of what can be
    neither copied nor sent again. `waited`: so long that its writer was shown it; they
    see `receipt` on it when it went.
    """

    silent: bool = False
    resend: bool = False
    buttons: Buttons = ()
    cut: bool = False
    answer: Answer | None = None
    mark: str = ""
    alone: bool = False
    forward: bool = False
    instead: str = ""
    waited: bool = False
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """The copy of the message that `Out.relay_id` names shows what was kept last. `mark`: see Relay."""

    mark: str
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class React:
    """The bot's one reaction to a message: the pair of the one that `Out.relay_id` names, or what stands `at` a chat's
    message. `emoji` "": none. `custom`: the id of a custom emoji. `said`: what is written where it can't be set.
    """

    emoji: str = ""
    custom: str = ""
    said: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take back the copy of the message that `Out.relay_id` names. `asked`: the chat's message that asked for it, which
    hears that it failed, and, unless `quietly`, that it was done.
    """

    asked: tuple[int, int]
    quietly: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the message that `Out.relay_id` names says, in answer to its copy."""

    html: str
    silent: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A message. `reply_to` is a message of the same chat."""

    html: str
    silent: bool = False
    buttons: Buttons = ()
    keyboard: Keyboard | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A message that its next state edits where it stands; which one is told by `Out.card`.

    `board`: where it is posted anew when it stands nowhere; None: nowhere. `open`: it comes back when its topic is made
    anew. `memo` is not shown: what the card stands for, for whoever finds it again. `asks`: it opens the
    answer field of whom it mentions, and has no buttons.
    """

    html: str
    buttons: Buttons = ()
    silent: bool = False
    board: Board | None = None
    open: bool = False
    memo: str | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram has already."""

    kind: Literal["photo", "document"]
    file_id: str


@dataclass(frozen=True, slots=True)
class Album:
    """Files of one kind, ten at most. `html` is the caption of a single one."""

    files: Sequence[File]
    silent: bool = False
    html: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The document of the waybill with the id `waybill`; `html` is its caption."""

    waybill: int
    filename: str
    html: str
    silent: bool = False
    buttons: Buttons = ()
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that we made and keep under the id `upload`; `html` is its caption."""

    upload: int
    html: str = ""
    silent: bool = False
    buttons: Buttons = ()
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Ensure:
    """A topic with its pinned card. `probed`: it was asked after since the row was enqueued."""

    probed: bool = False


@dataclass(frozen=True, slots=True)
class Refresh:
    """The card that stands first in a topic shows what is known now."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Pin a card where it stands."""


@dataclass(frozen=True, slots=True)
class Icon:
    """The icon of a topic says how its client is."""

    emoji: str


@dataclass(frozen=True, slots=True)
class Tidy:
    """Service messages of our own that are deleted, a hundred at most."""

    messages: Sequence[int]


@dataclass(frozen=True, slots=True)
class Close:
    """Close a topic that its client has left."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """Once the client's new topic exists: tell the `former` one (an address, of `desk`; None: there was none) and close
    it, and link the `cards` (keys) that came along.
    """

    former: str | None
    desk: str
    cards: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A line of a ☰ menu."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Commands:
    """The ☰ menu of one chat (`scope` None: of all private chats) in one language (None: in all others)."""

    commands: Sequence[Command]
    scope: int | None = None
    language: str | None = None


Change = Edit | React | Remove
"""Rows that change what stands already, where it stands; nothing is made for them."""

Row = (
    Relay
    | Transcript
    | Text
    | Card
    | Album
    | Document
    | Upload
    | Change
    | Ensure
    | Refresh
    | Pin
    | Icon
    | Tidy
    | Close
    | Farewell
    | Commands
)


# --- a row on its way -------------------------------------------------------------------------------------------------


class Priority(IntEnum):
    """How a group's scarce budget is spent: lower goes first. An answer is one to a person's own act (choice.py)."""

    PUSH = 0
    ANSWER = 1
    RELAY = 2
    EDIT = 3
    COSMETIC = 4


@dataclass(frozen=True, slots=True)
class Out:
    """One thing to be sent.

    `rings`: it calls somebody who did not ask for it, so in quiet hours it comes without a sound. `once`: a row of this
    key is enqueued only the first time. `card`: of the rows of this key only the newest state is sent.
    """

    to: Address
    row: Row
    priority: Priority = Priority.RELAY
    rings: bool = False
    once: str | None = None
    card: str | None = None
    relay_id: int | None = None  # what a Relay copies, a Change changes, or another row is about, of db/message
    cost: int = 1  # messages of the budget: an album counts each of its own
    floods: bool = False  # one of very many in a moment: its lane is slowed
    bundle: str | None = None  # the message of which this is a part: held for a moment, since others may follow

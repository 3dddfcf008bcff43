"""A voice or a photo that a client has sent, from the message to its text. Pure values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from relay_bot.domain.recognition import (
    Heard,
    HeardVoice,
    NotHeard,
    NotRead,
    PhotoTrouble,
    Seen,
    SeenPhoto,
    VoiceTrouble,
)

Kind = Literal["voice", "photo", "pdf"]

MAX_BYTES = 20 * 1024 * 1024
"""Bot API, getFile: larger files can't be downloaded."""

TRIES = 3
"""A file over which the process has died so often is not tried again."""

IN_ALL = 20
OF_ONE = 5
"""So many recordings may wait before the next one is refused as busy: of all clients, and of one."""

PATIENCE_S = 5.0
"""A message that waits longer for a recording before it is told so."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A message that may become text. `lane`: of the inbox, the client's chat; `seconds`: as Telegram states it."""

    kind: Kind
    file_id: str
    bytes: int
    lane: str
    seconds: int | None = None
    in_album: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A recording that somebody works at. `draft_id`: the form that listens; `shown`: a card says how far it is;
    `by_desk`: a manager says it to the client.
    """

    id: int
    client_id: int
    relay_id: int | None
    draft_id: int | None
    kind: Kind
    file_id: str
    bytes: int
    seconds: int | None
    shown: bool
    attempts: int
    by_desk: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept of the result."""

    trouble: VoiceTrouble | PhotoTrouble | None = None
    codes: Sequence[str] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Excuse:
    """A client whose next message waits for the recording `id`."""

    id: int
    client_id: int
    lang: str | None


def is_crowded(in_all: int, of_one: int) -> bool:
    """So many are waiting that typing is faster."""
    return in_all >= IN_ALL or of_one >= OF_ONE


def told_by(found: Heard | Seen) -> Told:
    match found:
        case HeardVoice(text=text):
            return Told(text=text)
        case SeenPhoto(codes=codes, text=text):
            return Told(codes=codes, text=text)
        case NotHeard(reason=reason) | NotRead(reason=reason):
            return Told(trouble=reason)

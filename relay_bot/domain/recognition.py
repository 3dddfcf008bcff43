"""What comes of a voice or a photo: words with how sure they are, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VoiceTrouble = Literal[
    "off",  # no engine on this machine, or switched off
    "large",  # more bytes than a voice message may have
    "long",  # longer than features.voice_max
    "not_voice",  # not Ogg Opus: some other file
    "truncated",  # shorter than Telegram states: a part was lost on the way
    "silent",  # nobody speaks
    "unclear",  # somebody speaks, but the engine guesses
    "slow",  # took longer than the deadline
    "broken",  # the worker died of it
]
PhotoTrouble = Literal[
    "off",
    "busy",  # nobody has come to it yet
    "large",  # more bytes or pixels than a photo may have
    "not_picture",  # neither JPEG, PNG, WebP nor PDF
    "damaged",  # begins like one, and breaks off
    "blank",  # neither text nor a code
    "slow",
    "broken",
]
PhotoKind = Literal["photo", "pdf"]


@dataclass(frozen=True)
class HeardVoice:
    """`text` as a person would have typed it. `sure` False: show it and ask before anything is taken from it."""

    text: str
    confidence: float  # 0 to 1, the engine's own
    sure: bool
    seconds: float  # how long the recording is


@dataclass(frozen=True)
class NotHeard:
    reason: VoiceTrouble


@dataclass(frozen=True)
class SeenWord:
    text: str
    confidence: float  # 0 to 1


@dataclass(frozen=True)
class SeenPhoto:
    """`codes`: what QR and bar codes say, each once. `text`: in lines as they stand on the paper; "" if only codes."""

    codes: tuple[str, ...]
    text: str
    words: tuple[SeenWord, ...]
    confidence: float  # 0 to 1, of the text
    pages: int = 1


@dataclass(frozen=True)
class NotRead:
    reason: PhotoTrouble


Heard = HeardVoice | NotHeard
Seen = SeenPhoto | NotRead

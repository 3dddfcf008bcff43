"""Texts that go as one message, since there is no budget for each of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from relay_bot.domain.signs import TEXT_MAX, units

BETWEEN = "\n\n"
"""What stands between two texts."""

ENTITIES_MAX = 100
"""So many of a message's does Telegram heed."""

APART = timedelta(minutes=1)
"""Of texts that were written further apart the times are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text: the message with the `id` of db/message. `content`: its content fields, as the Bot API has them."""

    id: int
    content: Mapping[str, Any]
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Where the piece of this `message` stands, in UTF-16 units; a time above it is no part of it."""

    message: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Joined:
    """`entities`: as the Bot API has them; `spans`: one a piece, in their order."""

    text: str
    entities: Sequence[Mapping[str, Any]]
    spans: Sequence[Span]

    @property
    def fits(self) -> bool:
        """Whether Telegram takes it as one message, with all of its formatting."""
        return units(self.text) <= TEXT_MAX and len(self.entities) <= ENTITIES_MAX


def join(pieces: Sequence[Piece], zone: ZoneInfo) -> Joined:
    """The texts one below the other, each formatted as it was. `zone`: in whose time the times are shown."""
    times = _times([piece.written_at.astimezone(zone) for piece in pieces])
    text, entities, spans = "", list[dict[str, Any]](), list[Span]()
    for piece, time in zip(pieces, times, strict=True):
        text += BETWEEN if text else ""
        if time:
            entities.append({"type": "italic", "offset": units(text), "length": units(time)})
            text += f"{time}\n"
        said, at = str(piece.content.get("text") or ""), units(text)
        entities += [dict(one) | {"offset": one["offset"] + at} for one in piece.content.get("entities") or ()]
        spans.append(Span(piece.id, at, units(said)))
        text += said
    return Joined(text, entities, spans)


def _times(written: Sequence[datetime]) -> list[str]:
    """What stands above each text: a time after each pause and, should there be one, above the first."""
    pauses = [later - earlier > APART for earlier, later in pairwise(written)]
    if not any(pauses):
        return [""] * len(written)
    shown = "%H:%M" if len({one.date() for one in written}) == 1 else "%d.%m %H:%M"
    return [one.strftime(shown) if pause else "" for one, pause in zip(written, [True, *pauses], strict=True)]

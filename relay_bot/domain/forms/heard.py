"""What a form hears: one value, whoever made it: the handlers from a message today. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from relay_bot.domain.parsing.values import Address


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the client sent with the form, by Telegram's id; `key` tells the same file sent twice."""

    kind: Literal["photo", "document"]
    file_id: str
    key: str
    name: str = ""


FILES_TAKEN = ("image/", "application/pdf")
"""Kinds of documents that a form and a claim take."""


def attached_in(kind: str, content: Mapping[str, Any]) -> Attached | None:
    """The file of a message of the Bot API that was kept; None when it has none, or one of another kind."""
    if kind == "photo" and content.get("photo"):
        largest = content["photo"][-1]
        return Attached("photo", largest["file_id"], largest["file_unique_id"])
    file = content.get("document")
    if kind == "document" and file and str(file.get("mime_type") or "").startswith(FILES_TAKEN):
        return Attached("document", file["file_id"], file["file_unique_id"], file.get("file_name") or "")
    return None


@dataclass(frozen=True, slots=True)
class Pin:
    """A point on the map; `name` is what a venue calls itself, empty for a bare point."""

    lat: float
    lon: float
    name: str = ""

    @property
    def address(self) -> Address:
        return Address(self.name or f"{self.lat:.5f}, {self.lon:.5f}", lat=self.lat, lon=self.lon)


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a client gave while a form was open.

    `below`: the words stand below something else that was sent; `unfit`: a file of a kind that no form takes.
    """

    text: str = ""
    pin: Pin | None = None
    files: tuple[Attached, ...] = ()
    album: str = ""
    voice: str | None = None  # Telegram's id of the recording
    below: bool = False
    unfit: bool = False

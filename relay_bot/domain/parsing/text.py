"""A client's message made ready for reading: one kind of space and dash, and a plain twin to match against."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from relay_bot.domain.parsing.table import unfold
from relay_bot.domain.signs import without_unseen

LIMIT = 1000
GONE = "\x00"  # what stands in `plain` where something was read already
PHONE = "\x01"  # stands in for a phone: no number to read, yet beside an address it is its contact

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003\u2005\u3000\u000b\u000c"), " ")
_NOTHING = {0x20E3: None}  # the frame of a keycap: the digit in it counts
_BREAKS = {ord("\r"): "\n", 0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_CLEANED = _SPACES | _NOTHING | _BREAKS
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−➖"), "-")
_FOLDED = (
    _DASHES
    | {ord("ё"): "е", ord("³"): "3", ord("²"): "2", ord("’"): "'", ord("`"): "'", ord("ʹ"): "'"}
    | dict.fromkeys(map(ord, "×✕✖∗·"), "*")
)


@dataclass(frozen=True, slots=True)
class Line:
    """`source` as the client wrote it, `plain` folded with number words as digits; where each came from."""

    source: str
    plain: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of `source` that `plain[start:end]` was made of."""
        if start >= end:
            return (0, 0)
        return self.starts[start], self.ends[end - 1]

    def dictated(self) -> str:
        """`source` with number words as digits, as a person would have typed it."""
        same = (end - start == 1 for start, end in zip(self.starts, self.ends, strict=True))
        return "".join(
            self.source[start] if one else char for one, start, char in zip(same, self.starts, self.plain, strict=True)
        )

    def words(self, start: int, end: int) -> str:
        first, last = self.origin(start, end)
        return self.source[first:last]


def clean(text: str) -> str:
    """Capped, trimmed, without invisible characters; line breaks stay."""
    visible = without_unseen(unfold(text[: 2 * LIMIT]).replace("\t", " | ").translate(_CLEANED))
    if not visible.replace("\n", "").isprintable():
        visible = "".join(c for c in visible if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co"))
    lines = (re.sub(r" {2,}", " ", line).strip() for line in visible.split("\n"))
    return "\n".join(filter(None, lines)).strip()[:LIMIT].rstrip()


def fold(text: str) -> str:
    """Lower case, `е` for `ё`, one dash, one multiplication sign. As long as `text`."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_FOLDED)


def flat(text: str) -> str:
    """In one line."""
    return re.sub(r"\s+", " ", text).strip()


def capital(text: str) -> str:
    """The first letter in upper case, the rest as it is («iPhone» too)."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def words(text: str) -> list[str]:
    return text.split()


def blank(text: str, start: int, end: int) -> str:
    """`text` with a part marked as read; as long as before."""
    return text[:start] + GONE * (end - start) + text[end:]

"""The signs of a text: which of them nobody sees, how many Telegram counts, and a text cut to so many. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TEXT_MAX = 4096
"""Units of a message; a caption has its own limit."""

MORE = "…"

_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters and marks by name that are drawn as nothing; the Hangul ones may be as wide as a blank."""

_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BLANK = "\u2800"
"""The braille pattern without a dot: names are made of it that look empty."""


@lru_cache(4096)
def is_unseen(char: str) -> bool:
    """Whether nobody can see that it is there: joiners, directions, byte order marks, tags, selectors, fillers.

    Blanks and line ends are seen: they part words.
    """
    return unicodedata.category(char) == "Cf" or char in _UNSEEN or "\ufe00" <= char <= "\ufe0f"


def without_unseen(text: str) -> str:
    return text if text.isascii() else "".join(char for char in text if not is_unseen(char))


def one_line_name(name: str) -> str:
    """A name as it may stand within our sentences: on one line, and turning none of our words around; empty when
    nobody can see anything of it. An emoji keeps what holds it together.
    """
    kept = "".join(" " if char == _BLANK or char < " " else char for char in name if char not in _DIRECTIONS)
    line = " ".join(kept.split())
    return line if without_unseen(line).strip() else ""


def units(text: str) -> int:
    """As Telegram counts them, in UTF-16: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def begun(text: str, most: int) -> str:
    """The beginning of a text, at most `most` units of it; no emoji is halved."""
    return text.encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore")


def fitted_plain(text: str, most: int = TEXT_MAX) -> str:
    """A text without markup of at most `most` units; one that is cut ends with «…»."""
    if units(text) <= most:
        return text
    return begun(text, most - units(MORE)).rstrip() + MORE


def shortened(text: str, most: int) -> str:
    """At most `most` characters; one that is cut ends with «…» and with no separator before it."""
    return text if len(text) <= most else text[: most - 1].rstrip(" ,.·\n") + MORE

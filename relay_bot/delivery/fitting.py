"""What is longer than a message of Telegram's is cut where it is sent: too long a text is never a reason to park. Pure.

Telegram counts what is read, not the tags, and in UTF-16 units: an emoji is two.
"""

import re
from collections.abc import Iterator
from html import unescape

from relay_bot.domain.signs import MORE, TEXT_MAX, units

CAPTION_MAX = 1024

_PIECE = re.compile(r"<(?P<closes>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*>|&(?:#\w+|\w+);|.", re.DOTALL)


def fitted(html: str, most: int = TEXT_MAX) -> str:
    """Telegram's HTML with at most `most` units to read; one that is cut ends with «…», and its tags are closed."""
    if units(html) <= most or sum(size for size, *_ in _pieces(html)) <= most:
        return html
    kept: list[str] = []
    is_open: list[str] = []
    left = most - units(MORE)
    for size, piece, tag, closes in _pieces(html):
        left -= size
        if left < 0:
            break
        if closes and is_open:
            is_open.pop()
        elif tag and not closes:
            is_open.append(tag)
        kept.append(piece)
    return "".join(kept).rstrip() + MORE + "".join(f"</{tag}>" for tag in reversed(is_open))


def _pieces(html: str) -> Iterator[tuple[int, str, str, bool]]:
    """One character, entity or tag after another: (units, the piece, its tag if it is one, whether it closes)."""
    for found in _PIECE.finditer(html):
        tag = found["tag"] or ""
        yield 0 if tag else units(unescape(found[0])), found[0], tag, bool(found["closes"])

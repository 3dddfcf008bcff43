"""What is longer than a message of Telegram's is cut where it is sent: too long a text is never a reason to park. Pure.

Telegram counts what is read, not the tags, and in UTF-16 units: an emoji is two.
"""

import re
from html import unescape

from relay_bot.domain.signs import MORE, TEXT_MAX, begun, units

CAPTION_MAX = 1024

_PIECE = re.compile(
    r"<(?P<closes>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*>|(?P<entity>&(?:#\w+|\w+);)|(?P<words>[^<&]+|.)", re.DOTALL
)


def fitted(html: str, most: int = TEXT_MAX) -> str:
    """Telegram's HTML with at most `most` units to read; one that is cut ends with «…», and its tags are closed."""
    if units(html) <= most or sum(_size(piece) for piece in _PIECE.finditer(html)) <= most:
        return html
    kept: list[str] = []
    is_open: list[str] = []
    left = most - units(MORE)
    for piece in _PIECE.finditer(html):
        size = _size(piece)
        if size > left:
            kept.append(begun(piece["words"] or "", left))
            break
        left -= size
        if piece["closes"] and is_open:
            is_open.pop()
        elif piece["tag"] and not piece["closes"]:
            is_open.append(piece["tag"])
        kept.append(piece[0])
    return "".join(kept).rstrip() + MORE + "".join(f"</{tag}>" for tag in reversed(is_open))


def _size(piece: re.Match[str]) -> int:
    """Units to read."""
    return 0 if piece["tag"] else units(unescape(piece[0]) if piece["entity"] else piece[0])

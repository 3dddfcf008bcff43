"""Marks that the apps make into formatting when a message is sent: **bold**, __italic__, ~~struck~~, ||hidden|| …"""

from __future__ import annotations

import re

from relay_bot.sandbox.entities import utf16_len
from relay_bot.sandbox.model import Json

_KINDS = {"**": "bold", "__": "italic", "~~": "strikethrough", "||": "spoiler", "`": "code", "```": "pre"}
_MARKED = re.compile(r"(```|\*\*|__|~~|\|\||`)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


def formatted(text: str) -> tuple[str, list[Json]]:
    """The text without its marks, and where they stood. One mark within another is left as it is typed."""
    entities: list[Json] = []
    made, at = "", 0
    for found in _MARKED.finditer(text):
        made += text[at : found.start()]
        entities.append({"type": _KINDS[found[1]], "offset": utf16_len(made), "length": utf16_len(found[2])})
        made, at = made + found[2], found.end()
    return made + text[at:], entities

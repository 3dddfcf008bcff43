"""Signs that a document's fonts can't draw: what is printed instead, so that nothing written vanishes. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from typing import Any

from relay_bot.domain.signs import without_unseen
from relay_bot.paper.sheet import Sheet

_LIKE = {
    **{"⌀": "Ø", "∅": "Ø", "→": "->", "➡": "->", "←": "<-", "⬅": "<-", "↔": "<->", "⇒": "=>", "⟶": "->"},
    **{"✓": "v", "✔": "v", "✅": "[v]", "☑": "[v]", "✗": "x", "✘": "x", "❌": "[x]", "☐": "[ ]"},
    **{"★": "*", "☆": "*", "●": "•", "▪": "•", "■": "•", "❗": "!", "❓": "?", "➕": "+", "➖": "-", "✖": "×"},
}
_LIKE_IN_RUSSIAN = {
    "㎏": "кг",
    "㎎": "мг",
    "㎡": "м²",
    "㎥": "м³",
    "㎝": "см",
    "㎜": "мм",
    "㎞": "км",
    "ℓ": "л",
    "㎖": "мл",
}
_SKIN = range(0x1F3FB, 0x1F400)


def like(char: str, lang: str) -> str:
    """What looks or reads like it; else its name: «Ø», «кг», «e» for an ẽ, «[package]»."""
    if ord(char) in _SKIN:  # goes with the emoji before it
        return ""
    known = _LIKE | (_LIKE_IN_RUSSIAN if lang == "ru" else {})
    if char in known:
        return known[char]
    parts = unicodedata.normalize("NFKD", char)
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return unicodedata.normalize("NFC", letters) if letters not in ("", char) else named(char)


def named(char: str, lang: str = "") -> str:
    """«[package]», «[U+E000]» of a sign without a name."""
    name = unicodedata.name(char, "").lower()
    return f"[{name}]" if name and not unicodedata.category(char).startswith("L") else f"[U+{ord(char):04X}]"


def without(sheet: Sheet, table: dict[str, str]) -> Sheet:
    """The sheet with the signs of `table` replaced, and without those that nobody sees."""
    changes = {one.name: _cleaned(getattr(sheet, one.name), str.maketrans(table)) for one in fields(sheet)}
    return replace(sheet, **changes)


def _cleaned(value: Any, table: dict[int, Any]) -> Any:
    """Texts within tuples and dataclasses too."""
    match value:
        case str():
            return without_unseen(value).translate(table)
        case tuple():
            return tuple(_cleaned(one, table) for one in value)
        case _ if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{one.name: _cleaned(getattr(value, one.name), table) for one in fields(value)})
        case _:
            return value

"""One checked thing, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from relay_bot.texts import Language


@dataclass(frozen=True)
class Finding:
    """`id` is for programs; `remedy` says what to do if it is not `ok`."""

    ok: bool
    id: str
    what: str
    remedy: str = ""


def good(t: Language, key: str, **values: Any) -> Finding:
    """`key` of the locales; the id is the same without `check-`."""
    return Finding(True, _id(key), t.plain(key, **values))


def bad(t: Language, key: str, *, remedy: str = "", **values: Any) -> Finding:
    """The same with its remedy: `<key>_do`, unless there is another."""
    return Finding(False, _id(key), t.plain(key, **values), t.plain(remedy or f"{key}_do", **values))


def _id(key: str) -> str:
    return key.removeprefix("check-").replace("-", "_")

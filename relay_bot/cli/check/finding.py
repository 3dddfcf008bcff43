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


def good(t: Language, id: str, **values: Any) -> Finding:
    """`check-<id>` of the locales."""
    return Finding(True, id, t.plain(f"check-{id}", **values))


def bad(t: Language, id: str, **values: Any) -> Finding:
    """`check-<id>`, with `check-<id>_do` as the remedy."""
    return Finding(False, id, t.plain(f"check-{id}", **values), t.plain(f"check-{id}_do", **values))

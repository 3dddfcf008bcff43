"""What a live board shows: everything in short, or one of its lists page by page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

What = Literal["all", "calls", "waiting", "claims", "drafts"]
LISTS: tuple[What, ...] = ("calls", "waiting", "claims", "drafts")


@dataclass(frozen=True, slots=True)
class View:
    """Which list, and which page of it, from 0. It belongs to the message: its card remembers it."""

    what: What = "all"
    page: int = 0

    def memo(self, facts: str) -> str:
        """What the card keeps: the view, and a fingerprint of what it says."""
        return f"{self.what}:{self.page}:{facts}"


def view_of(memo: str | None) -> View:
    """The view that a card remembers; everything in short, when it remembers none."""
    what, page, *facts = [*(memo or "").split(":"), "", ""][:3]
    known = what in get_args(What) and page.isdecimal() and facts[0]
    return View(what, int(page)) if known else View()  # type: ignore[arg-type]

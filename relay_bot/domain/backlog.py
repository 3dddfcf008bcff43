"""What waits for a group's budget: when that is worth a word. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

BEHIND = timedelta(minutes=1)
"""The oldest message has waited so long: the manager is told, once."""

CAUGHT_UP = timedelta(seconds=15)
"""No message waits so long any more: it is over, and the next time is news again."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Messages that wait for a desk's group. `closed`: it takes none at all now; `lasting` None: nobody was told."""

    waiting: int
    oldest: timedelta
    closed: bool = False
    lasting: timedelta | None = None

    @property
    def behind(self) -> bool:
        """Worth a line on the board."""
        return self.oldest >= BEHIND


NO_BACKLOG = Backlog(0, timedelta())


def decide_news(backlog: Backlog) -> Literal["begins", "over"] | None:
    """Said once when it begins; between the two limits nothing is news."""
    if backlog.lasting is None:
        return "begins" if backlog.behind else None
    return "over" if backlog.oldest < CAUGHT_UP else None

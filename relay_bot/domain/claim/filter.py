"""Which claims a list shows, as its buttons carry it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from relay_bot.domain.tap import InClaimList

STATUSES = ("new", "in_work", "need_docs", "approved", "partial", "rejected", "closed")
GROUPS = ("open", "overdue", "all")
DAYS = (7, 30, 90, 0)
"""Received within so many days; 0: whenever."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`what`: open (no decision yet), overdue (not answered in time), all, or a status. Pages count from 0.

    `asked_by`: the message with the command, which tells the lists of a chat apart.
    """

    what: str = "open"
    days: int = 0
    page: int = 0
    asked_by: int = 0

    def with_what(self, what: str) -> Filter:
        return replace(self, what=what, page=0)

    def with_days(self, days: int) -> Filter:
        return replace(self, days=days, page=0)

    def at(self, page: int) -> Filter:
        return replace(self, page=page)

    def tap(self, act: str, claim_id: int | None = None) -> InClaimList:
        """The button that does `act` to the list as it is now."""
        return InClaimList(act, self.what, self.days, self.page, self.asked_by, str(claim_id or ""))


def chosen_in(tap: InClaimList) -> Filter | None:
    """The filter that a button carries; None: one that was made up."""
    if tap.what not in (*GROUPS, *STATUSES) or tap.days not in DAYS:
        return None
    return Filter(tap.what, tap.days, tap.page, tap.asked_by)

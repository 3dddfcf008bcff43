"""Which claims a list shows, as its buttons carry it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

STATUSES = ("new", "in_work", "need_docs", "approved", "partial", "rejected", "closed")
GROUPS = ("open", "overdue", "all")
DAYS = (7, 30, 90, 0)
"""Received within so many days; 0: whenever."""

_DATA = re.compile(r"claims:(list|menu|one|xlsx|csv):([a-z_]{1,12}):(\d{1,3}):(\d{1,5}):(\d{1,10})(?::(\d{1,18}))?")


@dataclass(frozen=True, slots=True)
class Filter:
    """`what`: open (not closed yet), overdue (not answered in time), all, or a status. Pages count from 0.

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

    def data(self, verb: str, claim_id: int | None = None) -> str:
        """Of a button: 64 bytes at most."""
        end = f":{claim_id}" if claim_id is not None else ""
        return f"claims:{verb}:{self.what}:{self.days}:{self.page}:{self.asked_by}{end}"


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button of the list asks for."""

    verb: str
    filter: Filter
    claim_id: int | None


def parse(data: str) -> Tap | None:
    """None: no button of ours, or one that was made up."""
    found = _DATA.fullmatch(data)
    if found is None or found[2] not in (*GROUPS, *STATUSES) or int(found[3]) not in DAYS:
        return None
    chosen = Filter(found[2], int(found[3]), int(found[4]), int(found[5]))
    return Tap(found[1], chosen, int(found[6]) if found[6] else None)

"""When a tap on «Позвать менеджера» rings. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Call:
    """A client asked for their manager; `taken_by` is a Telegram id."""

    id: int
    client_id: int
    called_at: datetime
    taken_at: datetime | None
    taken_by: int | None
    finished_at: datetime | None
    last_words: str
    waybill_id: int | None = None  # what it is about


@dataclass(frozen=True, slots=True)
class Ring:
    """A new call; an older one that is still open ends silently."""


@dataclass(frozen=True, slots=True)
class AlreadyCalled:
    call: Call
    minutes_ago: int


def decide_call(open_call: Call | None, now: datetime, call_repeat: timedelta) -> Ring | AlreadyCalled:
    """A repeated tap within `call_repeat` rings no second time."""
    if open_call is None:
        return Ring()
    since = now - open_call.called_at
    return Ring() if since >= call_repeat else AlreadyCalled(open_call, int(since.total_seconds() // 60))

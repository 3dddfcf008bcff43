"""What /info tells of a client besides the row of the client itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Facts:
    email: str
    inn: str
    since: datetime | None  # identified at
    waybills: int
    called_at: datetime | None  # of a call that is not finished
    draft: str | None  # the form that is open
    draft_at: datetime | None
    claims: Sequence[tuple[str, str, date]]  # not closed: number, status, answer date

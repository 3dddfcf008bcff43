"""Rows that a clock could not get past: set aside for a while, seen and freed by the admin (`relay-bot parked`)."""

from dataclasses import dataclass
from datetime import datetime

from relay_bot.db.session import Session
from relay_bot.db.statements import of


@dataclass(frozen=True, slots=True)
class Mishap:
    """`telling`: the first failure of this row, and there have not been many of its clock within the hour."""

    id: int
    telling: bool


_SQL = of(__file__)


async def keep(session: Session, clock: str, key: str, error: str, now: datetime, most: int) -> Mishap:
    """The clock leaves this row alone for 1, 2, 4 … 60 minutes. `most`: so many of a clock are told in an hour."""
    values = {"clock": clock, "key": key, "error": error, "now": now, "most": most}
    return Mishap(*(await session.execute(_SQL["keep"], values)).one())


async def resting(session: Session, clock: str, now: datetime) -> set[str]:
    """The keys of rows that are left alone at `now`."""
    return set((await session.execute(_SQL["resting"], {"clock": clock, "now": now})).scalars())

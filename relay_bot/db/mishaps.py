"""Rows that a clock could not get past: set aside for a while, seen and freed by the admin (`relay-bot parked`)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from relay_bot.db.session import Session


@dataclass(frozen=True, slots=True)
class Mishap:
    """`telling`: the first failure of this row, and there have not been many of its clock within the hour."""

    id: int
    telling: bool


_KEEP = text("""
INSERT INTO mishaps (clock, key, error, at, again_at)
VALUES (:clock, :key, :error, :now, CAST(:now AS timestamptz) + interval '1 minute')
ON CONFLICT ON CONSTRAINT mishaps_once DO UPDATE SET error = excluded.error, tries = mishaps.tries + 1,
    again_at = excluded.at + make_interval(mins => least(60, CAST(2 ^ least(mishaps.tries, 10) AS integer)))
RETURNING id, tries = 1 AND (
    SELECT count(*) FROM mishaps other WHERE other.clock = :clock AND other.at > :now - interval '1 hour') < :most
""")


async def keep(session: Session, clock: str, key: str, error: str, now: datetime, most: int) -> Mishap:
    """The clock leaves this row alone for 1, 2, 4 … 60 minutes. `most`: so many of a clock are told in an hour."""
    values = {"clock": clock, "key": key, "error": error, "now": now, "most": most}
    return Mishap(*(await session.execute(_KEEP, values)).one())


async def resting(session: Session, clock: str, now: datetime) -> set[str]:
    """The keys of rows that are left alone at `now`."""
    query = text("SELECT key FROM mishaps WHERE clock = :clock AND again_at > :now")
    return set((await session.execute(query, {"clock": clock, "now": now})).scalars())

"""Absences that managers set themselves with /away, and those of config.toml with them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from relay_bot.config import Away, Config
from relay_bot.db.session import Session
from relay_bot.db.tables import absences
from relay_bot.domain.duty import Duty


class Own(Away):
    """An absence that was set with /away, and can be taken back with it."""


_IN_FORCE = absences.c.ended_at.is_(None)


def from_json(found: Sequence[Mapping[str, Any]] | None) -> list[Own]:
    """Rows of the table, as the statements of who.sql bring them."""
    return [
        Own.model_construct(
            manager=one["desk"],
            since=date.fromisoformat(one["since"]),
            until=date.fromisoformat(one["until"]),
            substitute=one["substitute"],
        )
        for one in found or ()
    ]


async def duty(session: Session, config: Config, now: datetime) -> Duty:
    """Who answers where at `now`, with the absences of config.toml and those of /away."""
    today = now.astimezone(config.bot.timezone).date()
    return Duty(config, (*config.away, *await _listed(session, today - timedelta(days=1))), now)


async def _listed(session: Session, until: date) -> list[Own]:
    c = absences.c
    query = select(c.desk, c.since, c.until, c.substitute).where(_IN_FORCE, c.until >= until).order_by(c.since)
    rows = await session.execute(query)
    return [
        Own.model_construct(manager=row.desk, since=row.since, until=row.until, substitute=row.substitute)
        for row in rows
    ]


async def begin(
    session: Session, desk: str, since: date, until: date, substitute: str | None, by: int, at: datetime
) -> None:
    """The desk's manager is away, both days included; what it overlaps with is replaced."""
    c = absences.c
    await session.execute(
        update(absences).where(c.desk == desk, _IN_FORCE, c.since <= until, c.until >= since).values(ended_at=at)
    )
    values = {"desk": desk, "since": since, "until": until, "substitute": substitute, "set_by": by, "set_at": at}
    await session.execute(insert(absences).values(**values))


async def end(session: Session, desk: str, today: date, at: datetime) -> int:
    """The manager is here: no absence of /away counts any more; returns how many were not over."""
    ended = update(absences).where(absences.c.desk == desk, _IN_FORCE, absences.c.until >= today).values(ended_at=at)
    return (await session.execute(ended)).rowcount

"""Who answers for a manager who is away, in the company's time zone: [[away]] of the configuration, to which
db/absences.py adds those of /away. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from relay_bot.config import Away, Config, Manager
from relay_bot.domain import schedule


@dataclass(frozen=True, slots=True)
class Absence:
    """The last day of it, and who answers meanwhile (None: nobody)."""

    until: date
    substitute: Manager | None


def away_on(config: Config, manager: str, now: datetime) -> Away | None:
    """The absence that covers today; of several the longest."""
    today = now.astimezone(config.bot.timezone).date()
    covering = [away for away in config.away if away.manager == manager and away.since <= today <= away.until]
    return max(covering, key=lambda away: away.until, default=None)


def absence_of(config: Config, manager: str, now: datetime) -> Absence | None:
    """None while the manager is here. A substitute who is away too answers for nobody."""
    away = away_on(config, manager, now)
    if away is None:
        return None
    regular = config.manager(manager)
    key = away.substitute or (regular.substitute if regular else None)
    substitute = config.manager(key) if key and away_on(config, key, now) is None else None
    return Absence(away.until, substitute)


def answers_at(config: Config, manager: Manager, now: datetime) -> datetime | None:
    """When the manager, or the substitute in an absence, answers next: `now` in working time, None if never."""
    absence = absence_of(config, manager.key, now)
    if absence is not None and absence.substitute is not None:
        return schedule.of(config, absence.substitute).next_opening(now)
    if absence is not None:
        back = datetime.combine(absence.until + timedelta(days=1), time(), config.bot.timezone)
        return schedule.of(config, manager).next_opening(back)
    return schedule.of(config, manager).next_opening(now)

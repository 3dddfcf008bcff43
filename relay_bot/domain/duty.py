"""Who answers at a desk at a given moment: its manager, or in an absence the substitute. Pure.

The one place that knows. [[away]] of config.toml and the absences of /away count alike (db/absence.py reads the
latter); days are those of the company's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from relay_bot.config import Away, Config, Manager
from relay_bot.domain import schedule


@dataclass(frozen=True, slots=True)
class Absence:
    """The last day of it, who answers meanwhile (None: nobody), and its first day."""

    until: date
    substitute: Manager | None
    since: date


@dataclass(frozen=True, slots=True)
class Duty:
    """Everybody's duty at `now`. `away` holds the absences of both kinds."""

    config: Config
    away: tuple[Away, ...]
    now: datetime

    def absence_of(self, manager: str) -> Absence | None:
        """None while the manager is here. A substitute who is away too answers for nobody."""
        away = self._away_today(manager)
        if away is None:
            return None
        regular = self.config.manager(manager)
        key = away.substitute or (regular.substitute if regular else None)
        substitute = self.config.manager(key) if key and self._away_today(key) is None else None
        return Absence(away.until, substitute, away.since)

    def is_away(self, manager: str) -> bool:
        return self._away_today(manager) is not None

    def at(self, manager: Manager) -> Manager:
        """Whom a ring at the manager's desk calls. An absence without a substitute leaves it to the manager."""
        absence = self.absence_of(manager.key)
        return absence.substitute if absence and absence.substitute else manager

    def speakers(self, desk: str) -> frozenset[int]:
        """Who may talk to the clients of a desk: its manager, the substitute (also of an absence), the admins."""
        admins, manager = frozenset(self.config.telegram.admins), self.config.manager(desk)
        if manager is None:
            return admins
        absence = self.absence_of(desk)
        others = (self.config.manager(manager.substitute), absence.substitute if absence else None)
        return admins | {manager.tg_id, *(other.tg_id for other in others if other)}

    def answers_at(self, manager: Manager) -> datetime | None:
        """When the manager, or the substitute, answers next: `now` in working time, None if never."""
        absence = self.absence_of(manager.key)
        if absence is not None and absence.substitute is not None:
            return schedule.of(self.config, absence.substitute).next_opening(self.now)
        if absence is not None:
            back = datetime.combine(absence.until + timedelta(days=1), time(), self.config.bot.timezone)
            return schedule.of(self.config, manager).next_opening(back)
        return schedule.of(self.config, manager).next_opening(self.now)

    def _away_today(self, manager: str) -> Away | None:
        """The absence that covers today; of several the longest."""
        today = self.now.astimezone(self.config.bot.timezone).date()
        covering = [one for one in self.away if one.manager == manager and one.since <= today <= one.until]
        return max(covering, key=lambda one: one.until, default=None)

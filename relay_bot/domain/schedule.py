"""When a manager works: hours of the day, days of the week, holidays, in one time zone. Pure; `now` is an argument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from relay_bot.config import Config, Manager

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

HORIZON = timedelta(days=400)
"""A schedule that does not open in more than a year never opens."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """`workdays`: Monday is 0. `start` is before `end`, both on the same day of `zone`."""

    zone: ZoneInfo
    start: time
    end: time
    workdays: frozenset[int]
    holidays: frozenset[date] = frozenset()

    def is_working(self, at: datetime) -> bool:
        """The opening minute is working time, the closing one is not."""
        opened = self._span(at.astimezone(self.zone).date())
        return opened is not None and opened[0] <= at < opened[1]

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """How much working time lies between the two; none when `until` is not later."""
        spans = self._spans(since, until)
        return sum((max(min(end, until) - max(start, since), timedelta()) for start, end in spans), timedelta())

    def after(self, since: datetime, amount: timedelta) -> datetime | None:
        """When so much working time will have passed since then; None if never."""
        for start, end in self._spans(since, since + HORIZON):
            start = max(start, since)
            if end > start:
                if amount <= end - start:
                    return start + amount
                amount -= end - start
        return None

    def worked_minutes(self, since: datetime, until: datetime) -> int:
        """Whole minutes of working time between the two."""
        return int(self.worked(since, until).total_seconds() // 60)

    def next_opening(self, at: datetime) -> datetime | None:
        """When the next working time begins, in `zone`: `at` itself during working time, None if never."""
        for start, end in self._spans(at, at + HORIZON):
            if at < end:
                return max(start, at).astimezone(self.zone)
        return None

    def _spans(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, last = since.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        while day <= last:
            if span := self._span(day):
                yield span
            day += timedelta(days=1)

    def _span(self, day: date) -> tuple[datetime, datetime] | None:
        """In UTC: with one zone's clock the hour that a change of the clocks adds or takes would be lost."""
        if day.weekday() not in self.workdays or day in self.holidays:
            return None
        start, end = (datetime.combine(day, clock, self.zone).astimezone(UTC) for clock in (self.start, self.end))
        return start, end


def is_quiet(config: Config, manager: Manager | None, at: datetime) -> bool:
    """[push] quiet_hours, on the manager's clock; they may go over midnight."""
    quiet = config.push.quiet_hours
    if quiet is None:
        return False
    clock = at.astimezone(of(config, manager).zone).time()
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def of(config: Config, manager: Manager | None) -> Schedule:
    """A manager's own hours and zone where they have some, else the company's."""
    hours = (manager.hours if manager else None) or config.schedule.hours
    return Schedule(
        zone=(manager.timezone if manager else None) or config.bot.timezone,
        start=hours.start,
        end=hours.end,
        workdays=frozenset(WEEKDAYS.index(day) for day in config.schedule.workdays),
        holidays=frozenset(config.schedule.holidays),
    )

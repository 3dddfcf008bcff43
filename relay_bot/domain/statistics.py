"""What /stats counts, from plain rows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from relay_bot.domain.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Rows:
    """Of one desk and one period. `answers`: (a client's first unanswered message or call, the desk's answer to it);
    `late`: claims whose answer is overdue now; `resumed`: of the unfinished forms those that were finished after all.
    """

    calls: Sequence[datetime]
    answers: Sequence[tuple[datetime, datetime]]
    claims: Mapping[str, int]  # status → how many that came in the period
    late: int
    waybills: int
    unfinished: int
    resumed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`first_min`: the mean of each day in working minutes, None on a day without answers."""

    days: tuple[date, ...]
    calls: tuple[int, ...]
    first_min: tuple[float | None, ...]
    mean_first_min: float | None
    rows: Rows


def days_of(period: int, now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """So many days, today the last of them."""
    today = now.astimezone(zone).date()
    return tuple(today - timedelta(days=back) for back in reversed(range(period)))


def count(rows: Rows, days: tuple[date, ...], work: Schedule, zone: ZoneInfo) -> Figures:
    called = Counter(at.astimezone(zone).date() for at in rows.calls)
    taken: dict[date, list[float]] = {}
    for asked, answered in rows.answers:
        taken.setdefault(asked.astimezone(zone).date(), []).append(work.worked(asked, answered) / timedelta(minutes=1))
    return Figures(
        days=days,
        calls=tuple(called[day] for day in days),
        first_min=tuple(_mean(taken.get(day, ())) for day in days),
        mean_first_min=_mean([minutes for all_of_day in taken.values() for minutes in all_of_day]),
        rows=rows,
    )


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return sum(known) / len(known) if known else None

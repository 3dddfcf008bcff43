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


def split(both: Rows, now: Rows, since: datetime) -> tuple[Rows, Rows]:
    """The period before and the period since, of rows of both; `now` are those of the later one."""
    earlier = Rows(
        calls=[at for at in both.calls if at < since],
        answers=[one for one in both.answers if one[0] < since],
        claims={status: both.claims[status] - now.claims.get(status, 0) for status in both.claims},
        late=0,
        waybills=both.waybills - now.waybills,
        unfinished=both.unfinished - now.unfinished,
        resumed=both.resumed - now.resumed,
    )
    return earlier, now


def together(rows: Sequence[Rows]) -> Rows:
    """Of several desks as of one."""
    claims: Counter[str] = Counter()
    for one in rows:
        claims.update(one.claims)
    return Rows(
        calls=[at for one in rows for at in one.calls],
        answers=[pair for one in rows for pair in one.answers],
        claims=dict(claims),
        late=sum(one.late for one in rows),
        waybills=sum(one.waybills for one in rows),
        unfinished=sum(one.unfinished for one in rows),
        resumed=sum(one.resumed for one in rows),
    )


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

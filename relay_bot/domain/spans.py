"""How long from now, as people write it: 2ч · 1ч 30м · через полчаса · через две недели · in an hour. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from relay_bot.domain.days import END

_UNITS = {
    "minutes": r"м|мин|минут[уыа]?|m|mins?|minutes?",
    "hours": r"ч|час(?:а|ов|ик|ика|иков)?|h|hrs?|hours?",
    "days": r"д|дн|день|дня|дней|d|days?",
    "weeks": r"н|нед|недел[юьи]|неделек|w|weeks?",
    "months": r"мес|месяц(?:а|ев)?|months?",
}
_COUNTS = {
    **dict.fromkeys(("один", "одну", "a", "an", "one"), 1.0),
    **dict.fromkeys(("полтора", "полторы"), 1.5),
    **dict.fromkeys(("два", "две", "пару", "two", "a couple of", "couple of"), 2.0),
    **dict.fromkeys(("три", "three"), 3.0),
    **dict.fromkeys(("четыре", "four"), 4.0),
    **dict.fromkeys(("пять", "five"), 5.0),
    **dict.fromkeys(("шесть", "six"), 6.0),
    **dict.fromkeys(("семь", "seven"), 7.0),
    **dict.fromkeys(("восемь", "eight"), 8.0),
    **dict.fromkeys(("девять", "nine"), 9.0),
    **dict.fromkeys(("десять", "ten"), 10.0),
    **dict.fromkeys(("пятнадцать", "fifteen"), 15.0),
    **dict.fromkeys(("двадцать", "twenty"), 20.0),
    **dict.fromkeys(("тридцать", "thirty"), 30.0),
    **dict.fromkeys(("сорок", "forty"), 40.0),
}
_UNIT = rf"(?P<unit>{'|'.join(_UNITS.values())}){END}\.?"
_COUNTED = re.compile(
    rf"(?P<count>\d{{1,4}}(?:[.,]\d)?|(?:{'|'.join(sorted(_COUNTS, key=len, reverse=True))})(?=\s))\s*{_UNIT}"
)
_ONE = re.compile(rf"(?P<count>){_UNIT}")
_HALF_HOUR = re.compile(rf"(?:полчас(?:а|ика)|пол\s+часа|half\s+an\s+hour){END}")
_IN = re.compile(rf"(?:через|спустя|in){END}\s+")
_FOR = re.compile(rf"(?:на|for){END}\s+")
_AND = re.compile(rf"[\s,]*(?:(?:и|and){END}\s*)?")


@dataclass(frozen=True, slots=True)
class Span:
    """So long from now. `days`: only whole days, so that an hour may be said to it."""

    months: int = 0
    time: timedelta = timedelta()
    days: bool = True

    def after(self, now: datetime) -> datetime:
        """Raises OverflowError where the calendar ends."""
        month = now.month - 1 + self.months
        year, month = now.year + month // 12, month % 12 + 1
        if year > 9000:
            raise OverflowError
        there = now.replace(year=year, month=month, day=min(now.day, monthrange(year, month)[1]))
        return there + self.time if self.days else (there.astimezone(UTC) + self.time).astimezone(now.tzinfo)


def read_span(low: str, at: int, *, led: bool = False) -> tuple[Span, int] | None:
    """What stands at `at` of a text in lower case, and where that goes on. `led`: only behind «через», «in»."""
    begins = _IN.match(low, at) or (None if led else _FOR.match(low, at))
    if led and begins is None:
        return None
    span, to = Span(), begins.end() if begins else at
    while (found := _piece(low, to, alone=begins is not None and to == begins.end())) is not None:
        piece, ends = found
        span = Span(span.months + piece.months, span.time + piece.time, span.days and piece.days)
        to = ends
        joint = _AND.match(low, to)
        if joint is None or _piece(low, joint.end(), alone=False) is None:
            break
        to = joint.end()
    return (span, to) if span.months or span.time else None


def _piece(low: str, at: int, *, alone: bool) -> tuple[Span, int] | None:
    """`alone`: a unit without a number is one of it, as in «через час»."""
    if half := _HALF_HOUR.match(low, at):
        return Span(time=timedelta(minutes=30), days=False), half.end()
    found = _COUNTED.match(low, at) or (_ONE.match(low, at) if alone else None)
    if found is None:
        return None
    typed = found["count"]
    count = _COUNTS[typed] if typed in _COUNTS else float(typed.replace(",", ".") or 1)
    unit = next(name for name, spelled in _UNITS.items() if re.fullmatch(spelled, found["unit"]))
    if unit == "months":
        return (Span(months=int(count)), found.end()) if count == int(count) else None
    return Span(time=timedelta(**{unit: count}), days=unit in ("days", "weeks") and count == int(count)), found.end()

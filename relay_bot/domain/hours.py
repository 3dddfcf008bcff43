"""An hour as people write it: 18:30 · в 18.30 · в 7 вечера · 10am · утром · after lunch. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from relay_bot.domain.days import END

MORNING, NOON, LUNCH, AFTERNOON, EVENING = time(9), time(12), time(13), time(14), time(18)

_PARTS: tuple[tuple[str, time], ...] = (
    (r"(?:с\s+)?утр(?:а|ом|у)|(?:this\s+|in\s+the\s+)?morning", MORNING),
    (r"(?:в\s+)?(?:полдень|полудню)|at\s+noon|noon", NOON),
    (r"дн[её]м|(?:в\s+|к\s+)?обед[уе]?|at\s+lunch(?:time)?", LUNCH),
    (r"после\s+обеда|(?:this\s+|in\s+the\s+)?afternoon|after\s+lunch", AFTERNOON),
    (r"вечером|к\s+вечеру|(?:в|к)\s+конц[еу]\s+дня|(?:this\s+|in\s+the\s+)?evening|end\s+of\s+(?:the\s+)?day", EVENING),
)
_PART = re.compile("|".join(f"({words})" for words, _ in _PARTS))
_PARTLY = re.compile(rf"(?:{_PART.pattern}){END}")

_NUMBERS = (
    "час",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
)
_DAYTIME = ("1", "2", "3", "4", "5", *_NUMBERS[:5])
"""Hours that mean the afternoon when nothing else is said: «в 3» is no time to be reminded at night."""

_AT = r"(?:в|во|к|ко|около|at|by|around)\s+"
_HALF = r"(?:\s*(?P<half>утра|дня|вечера|ночи|am|pm|a\.m\.|p\.m\.)(?!\w))?"
_STOPS = r"(?![\w:])"
_CLOCKS = (
    re.compile(rf"(?:{_AT}|на\s+)?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d){_HALF}"),
    re.compile(rf"{_AT}(?P<hour>\d{{1,2}})[.-](?P<minute>\d{{2}})(?!\d){_HALF}{_STOPS}"),
    re.compile(
        rf"{_AT}(?P<hour>\d{{1,2}}|{'|'.join(_NUMBERS)})(?P<minute>)\s*(?:часов|часам|часа|час|ч\.?|h|o.clock)?{_HALF}{_STOPS}"
    ),
    re.compile(
        rf"(?P<hour>\d{{1,2}})(?P<minute>)\s*(?:часов|часа|час|ч)?\s*(?P<half>утра|вечера|am|pm|a\.m\.|p\.m\.){_STOPS}"
    ),
    re.compile(r"(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?![\d.])(?!\w)"),  # behind the days: 10.30 is none
)
_BARE = re.compile(r"(?:на\s+)?(?P<hour>\d{1,2})(?P<minute>)\Z")
"""A number alone is an hour only as the last word behind a day: «завтра 10», not «завтра 10 коробок»."""


@dataclass(frozen=True, slots=True)
class Hour:
    """`at` None: what stands there is no time (в 25). `part`: only a part of the day was named."""

    at: time | None
    part: bool = False


def read_hour(low: str, at: int, part: time | None = None, *, bare: bool = False) -> tuple[Hour, int] | None:
    """What stands at `at` of a text in lower case, and where that goes on. `part`: of the day, as was said before;
    `bare`: a number alone will do.
    """
    if part is None and (named := _PARTLY.match(low, at)):
        return Hour(_PARTS[(named.lastindex or 1) - 1][1], part=True), named.end()
    clocks = (*_CLOCKS, _BARE) if bare else _CLOCKS
    found = next((found for one in clocks if (found := one.match(low, at))), None)
    return (Hour(_clock(found, part)), found.end()) if found else None


def _clock(found: re.Match[str], part: time | None) -> time | None:
    typed, half = found["hour"], (found.groupdict().get("half") or "").replace(".", "")
    hour, minute = _NUMBERS.index(typed) + 1 if typed in _NUMBERS else int(typed), int(found["minute"] or 0)
    late = half in ("дня", "вечера", "pm") or (not half and part is not None and part > MORNING)
    if late and hour < 12:
        hour += 12
    elif half in ("ночи", "am") and hour == 12:
        hour = 0
    elif not half and part is None and not found["minute"] and typed in _DAYTIME:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None

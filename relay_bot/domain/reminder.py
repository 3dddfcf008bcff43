"""`/remind 2ч текст`: when it is to ring, and what it says. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

HORIZON = timedelta(days=366)

MORNING = time(9)
"""Of a day without an hour."""

_UNITS = {
    "minutes": r"м|мин|минуту|минуты|минут|m|min|mins|minute|minutes",
    "hours": r"ч|час|часа|часов|h|hour|hours",
    "days": r"д|дн|день|дня|дней|d|day|days",
    "weeks": r"н|нед|неделю|недели|недель|w|week|weeks",
}
_SPAN = re.compile(rf"(\d{{1,4}})\s*({'|'.join(_UNITS.values())})\.?(?![^\W\d_])[\s,]*", re.IGNORECASE)
_IN = re.compile(r"(?:через|in)\s+", re.IGNORECASE)
_AT = r"(?:в|во|к|at|by)\s+"
_HALF = r"(?:\s*(?P<half>утра|дня|вечера|ночи|am|pm)(?!\w))?"
_END = r"(?![\w:])\s*"
_CLOCKS = (
    re.compile(rf"(?:{_AT})?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d){_HALF}\s*", re.IGNORECASE),
    re.compile(rf"{_AT}(?P<hour>\d{{1,2}})[.-](?P<minute>\d{{2}})(?!\d){_HALF}{_END}", re.IGNORECASE),
    re.compile(rf"{_AT}(?P<hour>\d{{1,2}})(?P<minute>)\s*(?:часов|часа|час|ч\.?|h)?{_HALF}{_END}", re.IGNORECASE),
    re.compile(rf"(?P<hour>\d{{1,2}})(?P<minute>)\s*(?:часов|часа|час|ч)?\s*(?P<half>утра|вечера|am|pm){_END}", re.I),
)
"""18:30 · в 18.30 · в 10 · в 7 вечера · 10am; a bare number is none: «завтра 10 коробок»."""
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?(?![\d.])[\s,]*")
_DAY = re.compile(r"(сегодня|today|послезавтра|завтра|tomorrow|позавчера|вчера|yesterday)(?!\w)[\s,]*", re.IGNORECASE)
_DAYS_AHEAD = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2}
_DAYS_AHEAD |= {"вчера": -1, "yesterday": -1, "позавчера": -2}


NotThen = Literal["past", "far"]
"""A time that was understood, and is not one to be reminded at."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Ring at `due_at` with these words, which may be empty."""

    due_at: datetime
    body: str


def read_wish(text: str, now: datetime, zone: ZoneInfo) -> Wish | NotThen | None:
    """None: no time was understood."""
    text = text.strip()
    found = _span(text, now) or _moment(text, now.astimezone(zone))
    if found is None:
        return None
    if found.due_at <= now:
        return "past"
    return found if found.due_at <= now + HORIZON else "far"


def _span(text: str, now: datetime) -> Wish | None:
    """2ч · 1ч 30м · через 3 дня · 45 min"""
    rest = text[begins.end() :] if (begins := _IN.match(text)) else text
    total = timedelta()
    while found := _SPAN.match(rest):
        unit = next(name for name, spellings in _UNITS.items() if re.fullmatch(spellings, found[2], re.IGNORECASE))
        total = min(total + timedelta(**{unit: int(found[1])}), 2 * HORIZON)  # later is all the same: too far
        rest = rest[found.end() :]
    return Wish(now + total, rest.strip()) if total else None


def _moment(text: str, now: datetime) -> Wish | None:
    """18:30 · завтра 10:00 · 25.12 09:00 · 25.12; what has passed means the next such day or year."""
    day, rest = _day(text, now)
    clock = next((found for one in _CLOCKS if (found := one.match(rest))), None)
    if day is None and clock is None:
        return None
    at = _clock(clock) if clock else MORNING
    if at is None:
        return None
    rest = rest[clock.end() :] if clock else rest
    due = datetime.combine(day or now.date(), at, now.tzinfo)
    if day is None and due <= now:
        due = datetime.combine(now.date() + timedelta(days=1), at, now.tzinfo)
    return Wish(due, rest.strip())


def _day(text: str, now: datetime) -> tuple[date | None, str]:
    if word := _DAY.match(text):
        return now.date() + timedelta(days=_DAYS_AHEAD[word[1].lower()]), text[word.end() :]
    found = _DATE.match(text)
    if found is None:
        return None, text
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else now.year
    try:
        day = date(year, int(found[2]), int(found[1]))
        if found[3] is None and day < now.date():
            day = day.replace(year=year + 1)
    except ValueError:  # 30.02, or 29.02 of a year without it
        return None, text
    return day, text[found.end() :]


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half in ("дня", "вечера", "pm") and hour < 12:
        hour += 12
    elif half in ("ночи", "am") and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None

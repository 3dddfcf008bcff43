"""`/remind завтра в 10 позвонить`, `/remind позвонить через час`: when it is to ring, and what it says. Pure.

A time stands before the words, behind them, or around them: a day, an hour of it, or how long from now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from relay_bot.domain.days import Found, read_day
from relay_bot.domain.hours import EVENING, MORNING, Hour, read_hour
from relay_bot.domain.spans import Span, read_span

HORIZON = timedelta(days=366)

_LEAD = re.compile(r"\A(?:напомни(?:ть|те)?|remind)(?:\s+(?:мне|me))?(?!\w)[\s,:]*", re.IGNORECASE)
_DAY_LEAD = re.compile(r"(?:(?:в|во|на|к|ко|до|on|by|until)\s+)?")
_BETWEEN = re.compile(r"[\s,;]*")
_WORD = re.compile(r"(?<!\S)\S")

NotThen = Literal["past", "far"]
"""A time that was understood, and is not one to be reminded at."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Ring at `due_at` with these words, which may be empty."""

    due_at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What has been said of the time so far; `ends`: where that stops."""

    ends: int
    day: date | None = None
    weekly: bool = False
    span: Span | None = None
    hour: Hour | None = None

    @property
    def anything(self) -> bool:
        return self.day is not None or self.span is not None or self.hour is not None

    @property
    def takes_hour(self) -> bool:
        return (self.hour is None or self.hour.part) and (self.span is None or self.span.days)


def read_wish(text: str, now: datetime, zone: ZoneInfo) -> Wish | NotThen | None:
    """None: no time was understood."""
    text = _LEAD.sub("", text.strip())
    there = now.astimezone(zone)
    found = _around(text, there)
    if found is None:
        return None
    said, body = found
    try:
        due = _due(said, there)
    except OverflowError:
        return "far"
    if due is None:
        return None
    if due <= now:
        return "past"
    return Wish(due, body) if due <= now + HORIZON else "far"


def _around(text: str, now: datetime) -> tuple[_Said, str] | None:
    """What is said of the time, and the words that are left."""
    low = text.lower()
    if len(low) != len(text):  # İ is longer in lower case, and offsets would be wrong
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    said = _read(low, _Said(0), now)
    begins = said.ends
    for at in _words(low, begins):
        behind = _read(low, replace(said, ends=at), now, behind=True)
        if behind.ends == len(low) and behind != replace(said, ends=behind.ends):
            return behind, text[begins:at].strip(" ,;")
    return (said, text[begins:].strip()) if said.anything else None


def _words(low: str, at: int) -> Iterator[int]:
    """Where words begin that a time could be: the last eight."""
    return iter([found.start() for found in _WORD.finditer(low, at)][-8:])


def _read(low: str, said: _Said, now: datetime, *, behind: bool = False) -> _Said:
    """As much of the time as stands here. `behind` the words only what can be nothing else: no «2 м», no bare 10."""
    while (more := _one_more(low, said, now, behind=behind)) is not None:
        between = _BETWEEN.match(low, more.ends)
        said = replace(more, ends=between.end() if between else more.ends)
    return said


def _one_more(low: str, said: _Said, now: datetime, *, behind: bool) -> _Said | None:
    """A day, a span or an hour that has not been said yet."""
    undated = said.day is None and said.span is None
    if undated and (span := read_span(low, said.ends, led=behind)) and (said.hour is None or span[0].days):
        return replace(said, span=span[0], ends=span[1])
    if undated and (day := _day(low, said.ends, now)):
        return replace(said, day=day.day, weekly=day.weekly, ends=day.ends)
    part = said.hour.at if said.hour is not None else None
    if said.takes_hour and (hour := read_hour(low, said.ends, part, bare=not (behind or undated))):
        return replace(said, hour=hour[0], ends=hour[1])
    return None


def _day(low: str, at: int, now: datetime) -> Found | None:
    lead = _DAY_LEAD.match(low, at)
    return read_day(low, lead.end() if lead else at, now.date())


def _due(said: _Said, now: datetime) -> datetime | None:
    """None: an hour that there is not (в 25)."""
    if said.hour is not None and said.hour.at is None:
        return None
    at = said.hour.at if said.hour is not None else None
    if said.span is not None:
        due = said.span.after(now)
        return due if at is None else datetime.combine(due.date(), at, now.tzinfo)
    if said.day is not None:
        due = datetime.combine(said.day, at or _some_hour(said.day, now), now.tzinfo)
        a_week_earlier = due - timedelta(days=7)  # «в пятницу в 15», said on a Friday morning
        return a_week_earlier if said.weekly and at is not None and a_week_earlier > now else due
    due = datetime.combine(now.date(), at or MORNING, now.tzinfo)
    return due if due > now else datetime.combine(now.date() + timedelta(days=1), at or MORNING, now.tzinfo)


def _some_hour(day: date, now: datetime) -> time:
    """Of a day without an hour: its morning; of today, its evening."""
    return EVENING if day == now.date() else MORNING

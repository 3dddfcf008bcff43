"""A day as people write it: 05.12 · 5 декабря · 2026-12-05 · завтра · в пятницу · next week. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

NEXT_YEAR_AFTER = timedelta(days=182)
"""A day without a year that is so long past is the next year's; one nearer is a slip."""

END = r"(?![^\W_])"
"""No letter and no digit follows."""


class Found(NamedTuple):
    """The day, and where the text goes on; `weekly`: it was said as a day of the week."""

    day: date
    ends: int
    weekly: bool = False


_MONTHS = (
    r"янв(?:ар[ья])?|jan(?:uary)?",
    r"фев(?:р(?:ал[ья])?)?|feb(?:ruary)?",
    r"мар(?:та?)?|mar(?:ch)?",
    r"апр(?:ел[ья])?|apr(?:il)?",
    r"ма[йя]|may",
    r"июн[ья]?|june?",
    r"июл[ья]?|july?",
    r"авг(?:уста?)?|aug(?:ust)?",
    r"сент?(?:ябр[ья])?|sept?(?:ember)?",
    r"окт(?:ябр[ья])?|oct(?:ober)?",
    r"ноя(?:б(?:р[ья])?)?|nov(?:ember)?",
    r"дек(?:абр[ья])?|dec(?:ember)?",
)
_WEEKDAYS = (
    r"понедельник[ау]?|пн|mon(?:day)?",
    r"вторник[ау]?|вт|tue(?:s(?:day)?)?",
    r"сред[ауые]|ср|wed(?:nesday)?",
    r"четверг[ау]?|чт|thu(?:rs(?:day)?)?",
    r"пятниц[ауые]|пт|fri(?:day)?",
    r"суббот[ауые]|сб|sat(?:urday)?",
    r"воскресень[еяю]|вс|sun(?:day)?",
)
_NEAR = {
    "позавчера": -2,
    "вчера": -1,
    "yesterday": -1,
    "сегодня": 0,
    "today": 0,
    "tonight": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
    "day after tomorrow": 2,
}

_NUMERIC = re.compile(rf"(\d{{1,2}})[./](\d{{1,2}})(?:[./](\d{{4}}|\d{{2}}))?(?![./]?\d){END}")
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}}){END}")
_ANY_MONTH = "|".join(_MONTHS)
_YEAR = rf"(?:,?\s+(?P<year>\d{{4}}){END}(?!:))?"
_WORDS = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_ANY_MONTH}){END}\.?{_YEAR}"),
    re.compile(rf"(?P<month>{_ANY_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{END}(?!:){_YEAR}"),
)
_NEAR_WORD = re.compile(rf"({'|'.join(_NEAR)}){END}")
_WEEKDAY = re.compile(rf"(?:(?:следующ|ближайш|эт)\w+\s+|next\s+|this\s+)?({'|'.join(_WEEKDAYS)}){END}\.?")
_NEXT_WEEK = re.compile(rf"(?:следующей\s+неделе|next\s+week){END}")


def read_day(low: str, at: int, base: date) -> Found | None:
    """What stands at `at` of a text in lower case. Days without a year are the nearest to `base` that make sense; a day
    of the week is the next one after it.
    """
    if near := _NEAR_WORD.match(low, at):
        return Found(base + timedelta(days=_NEAR[near[1]]), near.end())
    if iso := _ISO.match(low, at):
        return _made(int(iso[3]), int(iso[2]), int(iso[1]), base, iso.end())
    if numeric := _NUMERIC.match(low, at):
        year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0) if numeric[3] else None
        return _made(int(numeric[1]), int(numeric[2]), year, base, numeric.end())
    if words := next((found for one in _WORDS if (found := one.match(low, at))), None):
        year = int(words["year"]) if words["year"] else None
        return _made(int(words["day"]), _number_of(words["month"], _MONTHS), year, base, words.end())
    if weekday := _WEEKDAY.match(low, at):
        ahead = (_number_of(weekday[1], _WEEKDAYS) - base.isoweekday() - 1) % 7 + 1
        return Found(base + timedelta(days=ahead), weekday.end(), weekly=True)
    if next_week := _NEXT_WEEK.match(low, at):
        return Found(base + timedelta(days=8 - base.isoweekday()), next_week.end())
    return None


def _number_of(word: str, names: Sequence[str]) -> int:
    """Counted from 1."""
    return next(i for i, name in enumerate(names, 1) if re.fullmatch(name, word))


def _made(day: int, month: int, year: int | None, base: date, at: int) -> Found | None:
    try:
        made = date(year or base.year, month, day)
        if year is None and base - made > NEXT_YEAR_AFTER:
            made = date(base.year + 1, month, day)
    except ValueError:  # 31.02
        return None
    return Found(made, at)

"""`/away до 05.12 Пётр`: from when to when, and who answers meanwhile. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relay_bot.config import Away, Manager
from relay_bot.domain.days import END, read_day

LONGEST = timedelta(days=366)

_SPAN = re.compile(rf"(?:на\s+|for\s+)?(\d{{1,3}})\s*(?:(недел\w*|нед|weeks?|w)|д|дн|день|дня|дней|days?|d){END}\.?")
_FROM = re.compile(rf"(?:со?|from|since){END}\s*")
_UNTIL = re.compile(rf"(?:(?:до|по|until|till|to){END}|[-–—])\s*")
_CANCEL = re.compile(r"(?:отмена|отменить|отмени|вернулся|вернулась|здесь|cancel|off|back)")
_LEAD = re.compile(rf"[\s,;:.—–-]*(?:(?:замещает|заместитель|замена|вместо меня|substitute|with){END}[\s,;:—–-]*)?")


@dataclass(frozen=True, slots=True)
class Leave:
    """Away from `since` to `until`, both days included; `who` answers, as it was typed (may be empty)."""

    since: date
    until: date
    who: str


@dataclass(frozen=True, slots=True)
class Show:
    """Only how it is now."""


@dataclass(frozen=True, slots=True)
class Return:
    """The manager is here after all."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """A text key: away-usage, away-past, away-order or away-too_long."""

    key: str


def read_leave(typed: str, today: date) -> Leave | Show | Return | Refuse:
    """What comes after the command. Days without a year are the nearest that make sense."""
    text = " ".join(typed.split())
    if not text:
        return Show()
    low = text.lower()
    if _CANCEL.fullmatch(low):
        return Return()
    since, at = today, 0
    if begins := _FROM.match(low):
        found = read_day(low, begins.end(), today)
        if found is None:
            return Refuse("away-usage")
        since, at = found[0], _spaces(low, found[1])
        if since - today > LONGEST:  # the calendar's end is near there
            return Refuse("away-too_long")
    ended = _end(low, at, since, today)
    if ended is None:
        return Refuse("away-usage")
    until, at = ended
    return _checked(Leave(since, until, text[_lead(low, at) :].strip()), today)


def _checked(leave: Leave, today: date) -> Leave | Refuse:
    if leave.until < today or leave.since < today:
        return Refuse("away-past")
    if leave.until < leave.since:
        return Refuse("away-order")
    if leave.until - today > LONGEST:
        return Refuse("away-too_long")
    return leave


def _end(low: str, at: int, since: date, today: date) -> tuple[date, int] | None:
    """The last day, and where the text goes on: до 05.12 · 3д · на 2 недели."""
    if ends := _UNTIL.match(low, at):
        return _day(low, ends.end(), max(since, today))
    if span := _SPAN.match(low, at):
        days = int(span[1]) * (7 if span[2] else 1)
        return (since + timedelta(days=days - 1), span.end()) if days else None
    return _day(low, at, max(since, today))


def _day(low: str, at: int, base: date) -> tuple[date, int] | None:
    found = read_day(low, at, base)
    return (found.day, found.ends) if found is not None else None


def _spaces(low: str, at: int) -> int:
    return len(low) - len(low[at:].lstrip(" ,"))


def _lead(low: str, at: int) -> int:
    found = _LEAD.match(low, at)
    return found.end() if found else at


def choose_substitute(managers: Sequence[Manager], absent: Manager, who: str) -> Manager | None:
    """Whom the words name, in any case of their name or by their key; None: nobody, several, or the absent one."""
    words = [_plain(word) for word in who.split()]
    by_key = [manager for manager in managers if [manager.key.lower()] == words]
    named = by_key or [manager for manager in managers if words and all(_names(manager, word) for word in words)]
    others = [manager for manager in named if manager.key != absent.key]
    return others[0] if len(others) == 1 else None


def _names(manager: Manager, word: str) -> bool:
    stems = [part[: max(3, len(part) - 1)] for part in map(_plain, manager.name.split())]
    return len(word) >= 3 and any(word.startswith(stem) or stem.startswith(word) for stem in stems)


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").strip(".,;:()«»\"'")


def away_between(away: Sequence[Away], manager: str, since: date, until: date) -> Away | None:
    """The first absence of the manager that has a day in common with these."""
    overlapping = [one for one in away if one.manager == manager and one.since <= until and one.until >= since]
    return min(overlapping, key=lambda one: one.since, default=None)


def stands_in_for(
    managers: Sequence[Manager], away: Sequence[Away], manager: str, since: date, until: date
) -> list[Manager]:
    """Those who have an absence on one of these days, with this manager as their substitute."""
    absences = [(one, away_between(away, one.key, since, until)) for one in managers]
    return [one for one, absence in absences if absence and (absence.substitute or one.substitute) == manager]

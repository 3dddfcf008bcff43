"""Kinds of values in config.toml. A bad one raises an error whose type is the key of a sentence in config.ftl."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, LiteralString
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from relay_bot.config.emoji import ALLOWED

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
SUPERGROUP_BELOW = -1_000_000_000_000
LONGEST = timedelta(days=36500)  # from here on the calendar ends
MOST = 10**9
ID_MOST = 2**52 - 1  # Bot API: an id has at most 52 significant bits
LINE_MAX = 256
SERVICE_IDS = (777000, 136817688, 1087968824)  # Telegram itself, "a channel", "an anonymous administrator": nobody


@dataclass(frozen=True)
class Hours:
    """A span of the day. `end` before `start` means that it goes over midnight."""

    start: time
    end: time


def _duration(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("config-bad_duration", "not a duration")
    span = timedelta(**{UNITS[found[2]]: int(found[1])})
    if span > LONGEST:
        raise PydanticCustomError("config-too_large", "too long", {"most": f"{LONGEST.days}d"})
    return span


def _positive(value: timedelta) -> timedelta:
    if not value:
        raise PydanticCustomError("config-zero_duration", "zero")
    return value


def _phone(value: Any) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(str(value), "RU")
        if isinstance(value, str) and phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    raise PydanticCustomError("config-bad_phone", "not a phone number")


def _timezone(value: Any) -> ZoneInfo:
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError, TypeError, AttributeError) as error:
        raise PydanticCustomError("config-bad_timezone", "unknown timezone", {"value": str(value)}) from error


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d", value.strip()):
            return time.fromisoformat(value.strip())
    except ValueError:
        pass
    raise PydanticCustomError("config-bad_time", "not a time", {"value": str(value)})


def _hours(value: Any) -> Hours:
    if isinstance(value, Hours):
        return value
    found = re.fullmatch(r"(\d\d:\d\d)\s*[-–—]\s*(\d\d:\d\d)", value.strip()) if isinstance(value, str) else None
    try:
        if found and found[1] != found[2]:
            return Hours(time.fromisoformat(found[1]), time.fromisoformat(found[2]))
    except ValueError:
        pass
    raise PydanticCustomError("config-bad_hours", "not hours", {"value": str(value)})


def _in_one_day(hours: Hours) -> Hours:
    if hours.end < hours.start:
        raise PydanticCustomError("config-hours_order", "the end is before the start")
    return hours


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


def _group_id(value: int) -> int:
    if value >= 0:
        raise PydanticCustomError("config-group_positive", "positive group id", {"value": str(value)})
    if value > SUPERGROUP_BELOW:
        raise PydanticCustomError("config-group_small", "not a supergroup", {"value": str(value)})
    return value


def _user_id(value: int) -> int:
    if value in SERVICE_IDS:
        raise PydanticCustomError("config-service_id", "not a person", {"value": str(value)})
    return value


def _beside_the_file(value: Path, info: ValidationInfo) -> Path:
    if "\0" in str(value):
        raise PydanticCustomError("config-need_line", "no path")
    base = (info.context or {}).get("base")
    return Path(base) / value if base else value


def _pattern(expression: str, problem: LiteralString) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(expression, value, re.DOTALL):
            raise PydanticCustomError(problem, "the characters do not fit")
        return value

    return AfterValidator(check)


def visible(text: str) -> str:
    """Without the blanks around it, nor signs that nobody sees (U+FEFF, U+200B …)."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf").strip()


def _line(value: str) -> str:
    """One line that somebody can see."""
    if not visible(value):
        raise PydanticCustomError("config-need_filled", "nothing to see")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in value):
        raise PydanticCustomError("config-need_line", "several lines")
    return value.strip()


def _template(**known: Any) -> AfterValidator:
    """A str.format() pattern that uses nothing but the known names, with counters of nine digits at most."""

    def check(value: str) -> str:
        try:
            for _, name, spec, conversion in string.Formatter().parse(value):
                if name is not None and (name not in known or conversion or not re.fullmatch(r"0?\d?d?", spec or "")):
                    raise ValueError(name)
            value.format(**known)
        except ValueError as error:
            names = ", ".join(f"{{{name}}}" for name in known)
            raise PydanticCustomError("config-bad_template", "unknown placeholder", {"known": names}) from error
        return value

    return AfterValidator(check)


def _counts(value: str) -> str:
    """Two documents of one month must differ."""
    if value.format(yy="26", mm="11", seq=1) == value.format(yy="26", mm="11", seq=2):
        raise PydanticCustomError("config-no_seq", "the counter is missing")
    return value


def _reaction(value: str) -> str:
    """One that a bot may set, or none. The sign that asks for a coloured picture is left out, as Telegram has it."""
    plain = value.replace("\ufe0f", "")
    if plain and plain not in ALLOWED:
        raise PydanticCustomError("config-bad_reaction", "no reaction", {"value": value})
    return plain


Text = Annotated[str, Field(strict=True)]
Plain = Annotated[Text, _pattern(r"[^\0]*", "config-need_line")]  # PostgreSQL keeps no NUL
ReactionEmoji = Annotated[Text, AfterValidator(_reaction)]
FilledText = Annotated[Text, Field(min_length=1)]
Line = Annotated[Text, Field(min_length=1, max_length=LINE_MAX), AfterValidator(_line)]
TopicName = Annotated[Text, Field(min_length=1, max_length=128), AfterValidator(_line)]  # Bot API: createForumTopic
Whole = Annotated[int, Field(strict=True)]
Count = Annotated[Whole, Field(ge=1, le=MOST)]
CountOrZero = Annotated[Whole, Field(ge=0, le=MOST)]
Days = Annotated[Whole, Field(ge=1, le=LONGEST.days)]
DaysOrZero = Annotated[Whole, Field(ge=0, le=LONGEST.days)]
HoursOrZero = Annotated[Whole, Field(ge=0, le=LONGEST.days * 24)]
Flag = Annotated[bool, Field(strict=True)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
PositiveDuration = Annotated[Duration, AfterValidator(_positive)]
Phone = Annotated[str, BeforeValidator(_phone)]
OptionalPhone = Annotated[Phone | None, BeforeValidator(_empty_is_none)]
Timezone = Annotated[ZoneInfo, BeforeValidator(_timezone)]
Clock = Annotated[time, BeforeValidator(_clock)]
OptionalClock = Annotated[Clock | None, BeforeValidator(_empty_is_none)]
DaySpan = Annotated[Hours, BeforeValidator(_hours)]
OptionalDaySpan = Annotated[DaySpan | None, BeforeValidator(_empty_is_none)]
WorkHours = Annotated[DaySpan, AfterValidator(_in_one_day)]
UserId = Annotated[Whole, Field(ge=1, le=ID_MOST), AfterValidator(_user_id)]
GroupId = Annotated[Whole, Field(ge=-ID_MOST), AfterValidator(_group_id)]
FilePath = Annotated[Path, AfterValidator(_beside_the_file)]
Invite = Annotated[Text, _pattern(r"[A-Za-z0-9_-]{1,60}", "config-bad_invite")]
Key = Annotated[Text, _pattern(r"[A-Za-z0-9_-]{1,32}", "config-bad_key")]
NumberFormat = Annotated[
    Text,
    Field(min_length=1, max_length=40),
    AfterValidator(_line),
    _template(yy="26", mm="11", seq=42),
    AfterValidator(_counts),
]
ClientNameFormat = Annotated[Line, _template(company_or_name="", city="", name="", company="")]
Lang = Annotated[str, Field(pattern="^(ru|en)$")]

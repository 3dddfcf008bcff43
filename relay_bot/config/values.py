"""Kinds of values in config.toml. A bad one raises an error whose type is the key of a sentence in config.ftl."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, LiteralString
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo
from pydantic_core import PydanticCustomError

from relay_bot.config.emoji import ALLOWED

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
SUPERGROUP_BELOW = -1_000_000_000_000
PROXIES = ("http://", "socks5://", "socks5h://")
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
    return timedelta(**{UNITS[found[2]]: int(found[1])})


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


def _trimmed(value: Any) -> Any:
    """What was copied with the blank or the line end after it."""
    return value.strip() if isinstance(value, str) else value


def _proxy(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    try:
        parts = urlsplit(url)
        if not url or (url.startswith(PROXIES) and parts.hostname and parts.port):
            return value
    except ValueError:
        pass
    raise PydanticCustomError("config-bad_proxy", "not a proxy")


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"\d+:[\w-]{30,}", value.get_secret_value(), re.ASCII):
        raise PydanticCustomError("config-bad_token", "not a token")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise PydanticCustomError("config-bad_secret", "not a webhook secret")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    url = value.get_secret_value().strip()
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise PydanticCustomError("config-bad_database_url", "not a PostgreSQL address")
    return SecretStr(re.sub(r"^postgres://", "postgresql://", url))  # SQLAlchemy knows the long name only


def _web_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        if value == "" or (parts.scheme in ("http", "https") and parts.hostname):
            return value.rstrip("/")
    except ValueError:
        pass
    raise PydanticCustomError("config-bad_url", "not a web address")


def _listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise PydanticCustomError("config-bad_listen", "not host:port")
    return value


def _email(value: str) -> str:
    """As it was written; a Cyrillic domain is turned into punycode when it is sent."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return value and validate_email(value.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise PydanticCustomError("config-bad_email", "not an address", {"value": value}) from None


def _port(value: int) -> int:
    if not 0 < value < 65536:
        raise PydanticCustomError("config-bad_port", "not a port", {"value": str(value)})
    return value


def _beside_the_file(value: Path, info: ValidationInfo) -> Path:
    base = (info.context or {}).get("base")
    return Path(base) / value if base else value


def _pattern(expression: str, problem: LiteralString) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(expression, value):
            raise PydanticCustomError(problem, "the characters do not fit")
        return value

    return AfterValidator(check)


def _template(**known: Any) -> AfterValidator:
    """A str.format() pattern that uses nothing but the known names."""

    def check(value: str) -> str:
        try:
            value.format(**known)
        except (KeyError, ValueError, IndexError, AttributeError) as error:
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
ReactionEmoji = Annotated[Text, AfterValidator(_reaction)]
FilledText = Annotated[Text, Field(min_length=1)]
Whole = Annotated[int, Field(strict=True)]
Count = Annotated[Whole, Field(ge=1)]
CountOrZero = Annotated[Whole, Field(ge=0)]
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
UserId = Annotated[Whole, Field(ge=1), AfterValidator(_user_id)]
GroupId = Annotated[Whole, AfterValidator(_group_id)]
Token = Annotated[SecretStr, BeforeValidator(_trimmed), AfterValidator(_token)]
ProxyUrl = Annotated[SecretStr, BeforeValidator(_trimmed), AfterValidator(_proxy)]
WebhookSecret = Annotated[SecretStr, BeforeValidator(_trimmed), AfterValidator(_webhook_secret)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url)]
WebUrl = Annotated[Text, AfterValidator(_web_url)]
Listen = Annotated[Text, AfterValidator(_listen)]
OptionalListen = Annotated[Text, AfterValidator(lambda value: value and _listen(value))]
OptionalEmail = Annotated[Text, AfterValidator(_email)]
Port = Annotated[Whole, AfterValidator(_port)]
FilePath = Annotated[Path, AfterValidator(_beside_the_file)]
Invite = Annotated[Text, _pattern(r"[A-Za-z0-9_-]{1,60}", "config-bad_invite")]
Key = Annotated[Text, _pattern(r"[A-Za-z0-9_-]{1,32}", "config-bad_key")]
NumberFormat = Annotated[FilledText, _template(yy="26", mm="11", seq=42), AfterValidator(_counts)]
ClientNameFormat = Annotated[FilledText, _template(company_or_name="", city="", name="", company="")]
Lang = Annotated[str, Field(pattern="^(ru|en)$")]

"""Addresses and secrets in config.toml: what is reached over a network. As values.py: a bad one raises the key of a
sentence, and none of them is ever repeated.
"""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import PydanticCustomError

from relay_bot.config.values import Text, Whole, visible

PROXIES = ("http://", "socks5://", "socks5h://")
CLOUD = "https://api.telegram.org"


def _trimmed(value: Any) -> Any:
    """What was copied with the blank, the line end or the sign that nobody sees beside it."""
    return visible(value) if isinstance(value, str) else value


def is_proxy(url: str) -> bool:
    """An address of a kind that we speak to, with its port."""
    try:
        parts = urlsplit(url)
        return url.startswith(PROXIES) and bool(parts.hostname and parts.port)
    except ValueError:
        return False


def _proxy(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not is_proxy(value.get_secret_value()):
        raise PydanticCustomError("config-bad_proxy", "not a proxy")
    return value


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"\d+:[\w-]{30,}", value.get_secret_value(), re.ASCII):
        raise PydanticCustomError("config-bad_token", "not a token")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise PydanticCustomError("config-bad_secret", "not a webhook secret")
    return value


def _database_url(value: SecretStr) -> SecretStr:
    """As PostgreSQL's own library reads it: what that stumbles over it would repeat, and a password is in it."""
    url = value.get_secret_value()
    if not url:
        return value
    if not url.startswith(("postgresql://", "postgres://")):
        raise PydanticCustomError("config-bad_database_url", "not a PostgreSQL address")
    from psycopg import ProgrammingError, conninfo

    try:
        told = {name: str(value) for name, value in conninfo.conninfo_to_dict(url).items()}
    except ProgrammingError as error:
        unknown = re.search(r'invalid URI query parameter: "([a-z_]+)"', str(error))
        if unknown and url.rpartition("@")[2].count("?") == 1:  # behind the password
            raise PydanticCustomError("config-database_parameter", "unknown", {"name": unknown[1]}) from None
        raise PydanticCustomError("config-broken_database_url", "not readable") from None
    if "@" in told.get("host", "") + told.get("dbname", ""):  # the rest of a password
        raise PydanticCustomError("config-broken_database_url", "not readable")
    return SecretStr(re.sub(r"^postgres://", "postgresql://", url))  # SQLAlchemy knows the long name only


def _web_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        if value == "" or (parts.scheme in ("http", "https") and parts.hostname and parts.port != 0):
            return value.rstrip("/")
    except ValueError:
        pass
    raise PydanticCustomError("config-bad_url", "not a web address")


def _api_url(value: str) -> str:
    """It is shown when it does not answer: what is secret has no place in it."""
    if not value:
        return CLOUD
    found = _web_url(value)
    if "@" in urlsplit(found).netloc or re.search(r"/bot\d", found):
        raise PydanticCustomError("config-secret_in_url", "a secret in the address")
    return found


def _host(value: str) -> str:
    if not re.fullmatch(r"[^\s/@:]*|[0-9A-Fa-f:]+", value):
        raise PydanticCustomError("config-bad_host", "not a server's name")
    return value


def _listen(value: str) -> str:
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|[A-Za-z0-9_.-]+):(\d{1,5})", value, re.ASCII)
    if not found or not 0 < int(found[2]) < 65536:
        raise PydanticCustomError("config-bad_listen", "not host:port")
    return value


def _sentry_dsn(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(
        r"https?://\w+(:\w+)?@[\w.-]+(:\d+)?(/[\w.-]+)*/\d+", value.get_secret_value(), re.ASCII
    ):
        raise PydanticCustomError("config-bad_dsn", "not a DSN")
    return value


def _email(value: str) -> str:
    """As it was written; a Cyrillic domain is turned into punycode when it is sent."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return value and validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise PydanticCustomError("config-bad_email", "not an address", {"value": value}) from None


def _port(value: int) -> int:
    if not 0 < value < 65536:
        raise PydanticCustomError("config-bad_port", "not a port", {"value": str(value)})
    return value


_TRIMMED = BeforeValidator(_trimmed)
Token = Annotated[SecretStr, _TRIMMED, AfterValidator(_token)]
ProxyUrl = Annotated[SecretStr, _TRIMMED, AfterValidator(_proxy)]
WebhookSecret = Annotated[SecretStr, _TRIMMED, AfterValidator(_webhook_secret)]
DatabaseUrl = Annotated[SecretStr, _TRIMMED, AfterValidator(_database_url)]
ApiUrl = Annotated[Text, _TRIMMED, AfterValidator(_api_url)]
SentryDsn = Annotated[SecretStr, _TRIMMED, AfterValidator(_sentry_dsn)]
WebUrl = Annotated[Text, _TRIMMED, AfterValidator(_web_url)]
Host = Annotated[Text, _TRIMMED, AfterValidator(_host)]
Listen = Annotated[Text, _TRIMMED, AfterValidator(_listen)]
OptionalListen = Annotated[Text, _TRIMMED, AfterValidator(lambda value: value and _listen(value))]
OptionalEmail = Annotated[Text, _TRIMMED, AfterValidator(_email)]
Port = Annotated[Whole, AfterValidator(_port)]

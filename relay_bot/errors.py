"""Every error that we raise ourselves.

RelayBotError
├── ConfigError              config.toml or the environment is wrong; carries every finding
├── ConfigMissing            there is no config.toml, and nothing in its place
├── ManagerHasClients        a manager was removed from config.toml who still has clients
├── TokenRefused             Telegram does not know the token
├── RoleUnknown              `run --role` names a role that there is not
├── SentryMissing            [monitoring] sentry_dsn is set, and the package is not there
├── TokenMissing             the command needs a bot token and there is none
├── TelegramUnreachable      nobody answers at `telegram.api_url`
├── ProxyUnusable            the environment names a proxy of a kind that we don't speak to, or that can't be read
├── DatabaseUnavailable      PostgreSQL does not answer
│   └── DatabaseAway         … for a while, or two transactions collided: trying again is the cure
├── DatabaseUnfit            PostgreSQL answers, but is not as we need it
├── EmbeddedPostgresError    our own PostgreSQL could not be set up or started
├── DocumentError            a waybill did not become a PDF
│   ├── TemplateMissing      its template is not there or can't be read
│   ├── TemplateBroken       its template has a mistake: file, line, reason
│   ├── RenderFailed         no PDF came of a template that is right as far as we can say
│   ├── RenderTimedOut       it took too long: its process was killed
│   ├── RenderTooBig         it needed more memory than a worker may have
│   └── PressBroken          the process that made it was killed from outside: worth trying again
├── Unsettled                what an update points at is not written down yet: it is handled again in a moment
├── FileAway                 a file of Telegram's could not be downloaded now: worth another try
├── ModelRefused             a model could not be downloaded, or is not the publisher's
└── DemoError                the demo could not start

An error that an admin may see names a sentence of the locales (`key`) and its values. `str(error)` is for the log.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any


class RelayBotError(Exception):
    """The root: everything below is expected and has a sentence for the person who has to act."""

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values
        super().__init__(key, values)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.key} ({details})" if details else self.key


class ConfigError(RelayBotError):
    """The configuration can't be used. `findings` are finished sentences, one a mistake, all of them at once."""

    def __init__(self, findings: Sequence[Any], lang: str) -> None:
        super().__init__("config-rejected", n=len(findings))
        self.findings = tuple(findings)
        self.lang = lang

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class ConfigMissing(RelayBotError):
    """There is no config.toml here, and no manager in the environment: a bot without managers serves nobody."""

    def __init__(self, file: Any) -> None:
        super().__init__("cli-config_missing", file=str(file))


class TokenMissing(RelayBotError):
    """`telegram.token` is empty."""

    def __init__(self) -> None:
        super().__init__("cli-token_missing")


class TokenRefused(RelayBotError):
    """Telegram does not know `telegram.token`."""

    def __init__(self) -> None:
        super().__init__("cli-token_refused")


class RoleUnknown(RelayBotError):
    """`run --role` names something that is no role."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__("cli-role_unknown", name=name, known=", ".join(known))


class SentryMissing(RelayBotError):
    """`[monitoring] sentry_dsn` is set, and sentry-sdk is not installed."""

    def __init__(self) -> None:
        super().__init__("cli-sentry_missing")


class TelegramUnreachable(RelayBotError):
    """Nobody answers at `telegram.api_url`. `reason` without the token."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__("cli-telegram_unreachable", url=url, reason=reason)


class ProxyUnusable(RelayBotError):
    """The environment names a proxy of a kind that we don't speak to; without `kind`: its address can't be read."""

    def __init__(self, kind: str = "") -> None:
        super().__init__("cli-proxy_unusable" if kind else "cli-proxy_broken", **({"kind": kind} if kind else {}))


class ManagerHasClients(RelayBotError):
    """A manager is gone from config.toml but still serves clients. `orphans`: manager's key → number of clients."""

    def __init__(self, orphans: Mapping[str, int]) -> None:
        listing = ", ".join(f"{key} ({count})" for key, count in sorted(orphans.items()))
        super().__init__("cli-manager_has_clients", managers=listing)


class DatabaseUnavailable(RelayBotError):
    """PostgreSQL can't be reached. `reason` is the driver's sentence, without the password."""

    def __init__(self, reason: str) -> None:
        super().__init__("cli-database_unavailable", reason=reason)


class DatabaseAway(DatabaseUnavailable):
    """PostgreSQL is stopped, restarting or unreachable, or two transactions collided (relay_bot/rounds.py waits)."""


class DatabaseUnfit(RelayBotError):
    """PostgreSQL answers, but is not as we need it: rights, encoding, locale, a pooler in between. Says the remedy."""


class EmbeddedPostgresError(RelayBotError):
    """The embedded PostgreSQL could not be set up or started."""


class DocumentError(RelayBotError):
    """A document could not be made. Can be sent from one process to another."""

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), self.key, **self.values), ()


class TemplateMissing(DocumentError):
    """The template is not there or can't be read: `file`."""


class TemplateBroken(DocumentError):
    """The template has a mistake: `file`, `line`, `reason`. The same template will fail again."""


class RenderFailed(DocumentError):
    """The template is right as far as we can say, but no PDF came of it: `file`, `reason`."""


class RenderTimedOut(DocumentError):
    """It took too long: `file`, `seconds`."""


class RenderTooBig(DocumentError):
    """It needed too much memory: `file`, `megabytes`."""


class PressBroken(DocumentError):
    """The worker was killed from outside while it made this document. Not the document's fault: try again."""


class Unsettled(RelayBotError):
    """What an update points at may be on its way, and nobody knows its id yet."""

    def __init__(self) -> None:
        super().__init__("err-generic")


class FileAway(RelayBotError):
    """Telegram did not give a file now. Worth another try."""


class ModelRefused(RelayBotError):
    """A model could not be downloaded, or what came is not the publisher's file."""


class DemoError(RelayBotError):
    """The demo could not start."""

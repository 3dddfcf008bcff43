"""Every error that we raise ourselves.

RelayBotError
├── ConfigError              config.toml or the environment is wrong; carries every finding
├── TokenMissing             the command needs a bot token and there is none
├── DatabaseUnavailable      PostgreSQL does not answer
├── EmbeddedPostgresError    our own PostgreSQL could not be set up or started
└── DemoError                the demo could not start

An error that an admin may see names a sentence of the locales (`key`) and its values. `str(error)` is for the log.
"""

from __future__ import annotations

from collections.abc import Sequence
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


class TokenMissing(RelayBotError):
    """`telegram.token` is empty."""

    def __init__(self) -> None:
        super().__init__("cli-token_missing")


class DatabaseUnavailable(RelayBotError):
    """PostgreSQL can't be reached. `reason` is the driver's sentence, without the password."""

    def __init__(self, reason: str) -> None:
        super().__init__("cli-database_unavailable", reason=reason)


class EmbeddedPostgresError(RelayBotError):
    """The embedded PostgreSQL could not be set up or started."""


class DemoError(RelayBotError):
    """The demo could not start."""

"""How the command line speaks: in which language, and what an expected error looks like (never a traceback)."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import typer

from relay_bot.cli import streams
from relay_bot.cli.typed import mistake
from relay_bot.errors import ConfigError, ConfigMissing, RelayBotError, TokenMissing
from relay_bot.texts import LANGUAGES, Language, Texts, why

if TYPE_CHECKING:
    from relay_bot.config import Config

P = ParamSpec("P")
CONFIG_NAME = Path("config.toml")


def speak(env: Mapping[str, str]) -> Language:
    """The language before the configuration is read: its `default_lang` at a glance, else that of the terminal."""
    code = env.get("RELAY_BOT_BOT__DEFAULT_LANG") or _glance()
    if code not in LANGUAGES:
        code = next((env[name][:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), None)
    return Texts.load().lang(code)


class CommandLine(typer.Typer):
    """Ends with 2, after a sentence, if the command was typed wrong; with 1 if its output can't be written."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        streams.open_closed()
        try:
            sys.exit(super().__call__(*args, standalone_mode=False, **kwargs))
        except typer.TyperException as error:
            say_error(mistake(speak(os.environ), error))
            sys.exit(error.exit_code)
        except OSError as error:
            if not streams.refused(error):
                raise
            t = speak(os.environ)
            say_error(t.plain("cli-output_refused", reason=why(t, error)))
            streams.give_up()
            sys.exit(1)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Print our errors as sentences: exit code 2 if the configuration has to change, else 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ConfigError as error:
            t = Texts.load().lang(error.lang)
            say_error("\n".join([t.plain(error.key, **error.values), *(f"  {finding}" for finding in error.findings)]))
            raise typer.Exit(2) from None
        except RelayBotError as error:
            t = speak(os.environ)
            say_error(t.plain(error.key, **error.values))
            if f"{error.key}_do" in t:
                say_error(t.plain(f"{error.key}_do", **error.values))
            raise typer.Exit(2 if isinstance(error, TokenMissing | ConfigMissing) else 1) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None

    return wrapped


def settings(path: Path | None) -> Config:
    """The configuration. What is wrong with it is told in its own language, else in that of the terminal."""
    from relay_bot.config import load

    return load(path, os.environ, speak(os.environ).code)


def say(text: str, color: bool | None = None) -> None:
    """`color`: keep escapes even where no terminal listens."""
    typer.echo(text, color=color)


def say_error(text: str) -> None:
    with suppress(OSError):  # nobody can be told that nobody can be told
        typer.echo(text, err=True)


def _glance() -> str | None:
    try:
        found = re.search(r'^\s*default_lang\s*=\s*"(\w+)"', CONFIG_NAME.read_text("utf-8"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None

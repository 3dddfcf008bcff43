"""File and environment in, Config or ConfigError out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from relay_bot.config import Config, crosschecks, environment, lines
from relay_bot.config.findings import Finding, Places, from_pydantic
from relay_bot.errors import ConfigError
from relay_bot.texts import Language, Texts, why

DEFAULT_FILE = Path("config.toml")


def load(path: Path | None, env: Mapping[str, str], lang: str | None = None) -> Config:
    """The configuration of the file and the environment, which wins.

    `path` None: config.toml in the current folder if there is one, else only defaults and the environment.
    Raises ConfigError with every mistake, in the language of `bot.default_lang`, or `lang` where nothing names one.
    """
    if path is None and DEFAULT_FILE.exists():
        path = DEFAULT_FILE
    source = _read(path, env, lang) if path else ""
    raw = _parse(source, path, env, lang)
    variables = environment.apply(raw, env, Config)
    places = Places(path.name if path else DEFAULT_FILE.name, lines.locate(source), variables)
    base = path.absolute().parent if path else Path.cwd()
    t = _language(raw.get("bot"), lang)
    config = _validate(raw, places, base, t, _misspelt(env, t))
    config._file = path
    return config


def _validate(raw: dict[str, Any], places: Places, base: Path, t: Language, spelling: list[Finding]) -> Config:
    problems = []
    config = None
    whole = {name: {} for name, field in Config.model_fields.items() if _is_table(name)} | raw
    try:
        config = Config.model_validate(whole, context={"base": base})
    except ValidationError as error:
        problems = from_pydantic(error.errors(include_url=False, include_input=False), Config)
    problems += crosschecks.problems(raw)
    if config is None or problems or spelling:
        findings = [*spelling, *(places.finding(problem, t) for problem in problems)]
        raise ConfigError(sorted(findings, key=lambda finding: finding.line or 0), t.code)
    return config


def _misspelt(env: Mapping[str, str], t: Language) -> list[Finding]:
    told = [
        (name, t.plain("config-misspelt", right=right)) for name, right in environment.misspelt(env, Config).items()
    ]
    lists = environment.of_lists(env, Config).items()
    told += [(name, t.plain("config-only_in_file", table=table)) for name, table in lists]
    return [Finding(name, None, t.plain("config-at_variable", name=name, sentence=word)) for name, word in told]


def _is_table(name: str) -> bool:
    return isinstance(Config.model_fields[name].annotation, type)


def _language(bot: Any, lang: str | None) -> Language:
    named = bot.get("default_lang") if isinstance(bot, dict) else None
    return Texts.load().lang(lang if named is None else named)


def _read(path: Path, env: Mapping[str, str], lang: str | None) -> str:
    t = _language({"default_lang": env.get("RELAY_BOT_BOT__DEFAULT_LANG")}, lang)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        problem = t.plain("config-file_missing", file=path)
        raise ConfigError([Finding("", None, problem)], t.code) from error
    except UnicodeDecodeError as error:
        problem = t.plain("config-file_encoding", file=path)
        raise ConfigError([Finding("", None, problem)], t.code) from error
    except OSError as error:
        problem = t.plain("config-file_unreadable", file=path, reason=why(t, error))
        raise ConfigError([Finding("", None, problem)], t.code) from error


# What tomllib says → what to do about it. Its own words never repeat a value.
SYNTAX = (
    ("Cannot overwrite", "config-syntax_double"),
    ("Cannot declare", "config-syntax_double"),
    ("Cannot mutate", "config-syntax_double"),
    ("Duplicate inline", "config-syntax_double"),
    ("Expected '='", "config-syntax_equals"),
    ("Unterminated string", "config-syntax_quote"),
    ("Illegal character", "config-syntax_quote"),
    ("Unclosed array", "config-syntax_bracket"),
    ("Unclosed inline", "config-syntax_bracket"),
    ("Expected ']", "config-syntax_bracket"),
    ("Unescaped '\\\\'", "config-syntax_backslash"),
    ("Invalid value", "config-syntax_value"),
)


def _parse(source: str, path: Path | None, env: Mapping[str, str], lang: str | None) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        written = re.search(r'^\s*default_lang\s*=\s*"(\w+)"', source, re.MULTILINE)
        code = env.get("RELAY_BOT_BOT__DEFAULT_LANG") or (written[1] if written else None)
        t = _language({"default_lang": code}, lang)
        if isinstance(error, RecursionError):
            remedy, line = "config-syntax_deep", _richest(source, "[{")
        elif not isinstance(error, tomllib.TOMLDecodeError):
            remedy, line = "config-syntax_value", _richest(source, "0123456789")
        else:
            remedy = next((key for start, key in SYNTAX if str(error).startswith(start)), "config-syntax_other")
            line = _line(str(error), source)
        file = path.name if path else ""
        message = t.plain("config-syntax", file=file, line=line, remedy=t.plain(remedy))
        raise ConfigError([Finding("", line, message)], t.code) from None


def _line(message: str, source: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else len(source.splitlines())


def _richest(source: str, signs: str) -> int:
    """The line with the most of these signs: tomllib does not say where it gave up."""
    counted = [sum(map(line.count, signs)) for line in source.splitlines()]
    return counted.index(max(counted)) + 1

"""Overrides from the environment: RELAY_BOT_TELEGRAM__LIMITS__GROUP_MESSAGES=5 sets telegram.limits.group_messages.

A value is read as TOML if it can be, else as text; where text is wanted it is always text (a phone is no number).
"""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from relay_bot.config.lines import Path

PREFIX = "RELAY_BOT_"
OTHERS = ("RELAY_BOT_LOG", "RELAY_BOT_LOG_FORMAT")  # no settings of config.toml


def apply(raw: dict[str, Any], env: Mapping[str, str], model: type[BaseModel]) -> dict[Path, str]:
    """Change `raw` in place; returns which variable set which key."""
    origin: dict[Path, str] = {}
    lists = of_lists(env, model)
    for variable, text in env.items():
        if not variable.startswith(PREFIX) or "__" not in variable or variable in lists:
            continue
        path: Path = tuple(variable.removeprefix(PREFIX).lower().split("__"))
        table = raw
        for name in path[:-1]:
            inner = table.setdefault(str(name), {})
            if not isinstance(inner, dict):  # the file has something else here: its own finding
                break
            table = inner
        else:
            table[str(path[-1])] = _value(text, is_scalar(annotation_at(model, path)))
            origin[path] = variable
    return origin


def misspelt(env: Mapping[str, str], model: type[BaseModel]) -> dict[str, str]:
    """Variables with too few or too many underscores → their right names: RELAY_BOT_DATABASE_URL is none."""
    right = {name.replace("__", "_"): name for name in _names(model, PREFIX.rstrip("_"), "_")}
    found = {}
    for variable in env:
        if variable.upper().startswith(PREFIX) and variable not in OTHERS:
            meant = right.get(re.sub(r"_+", "_", variable.upper()).rstrip("_"))
            if meant is not None and (meant != variable.upper() or not variable.startswith(PREFIX)):
                found[variable] = meant
    return found


def of_lists(env: Mapping[str, str], model: type[BaseModel]) -> dict[str, str]:
    """Variables that speak of lists of tables, which only the file has → the list: RELAY_BOT_MANAGERS__0__NAME."""
    lists = [name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple]
    found = {}
    for variable in env:
        key = variable.upper().removeprefix(PREFIX).partition("__")[0].lower()
        if variable.upper().startswith(PREFIX) and key in lists:
            found[variable] = key
    return found


def _names(model: type[BaseModel], so_far: str, joint: str) -> Iterator[str]:
    """The variables of all settings that are no lists of tables."""
    for name, field in model.model_fields.items():
        variable = f"{so_far}{joint}{(field.alias or name).upper()}"
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _names(field.annotation, variable, "__")
        elif joint == "__":
            yield variable


def annotation_at(model: type[BaseModel], path: Path) -> Any:
    """The type of a key, or None if there is no such key."""
    kind: Any = model
    for part in path:
        if isinstance(part, int):
            kind = next(iter(get_args(kind)), None)
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = fields[part].annotation if part in fields else None
        else:
            return None
    return kind


def is_scalar(kind: Any) -> bool:
    """Is the value written as one word in quotes?"""
    while hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    if get_origin(kind) in (Union, types.UnionType):
        return any(is_scalar(option) for option in get_args(kind) if option is not type(None))
    if get_args(kind) and get_origin(kind) is not tuple:  # Literal["ru", "en"]
        return all(isinstance(option, str) for option in get_args(kind))
    return isinstance(kind, type) and not issubclass(kind, bool | int | float | tuple | dict | BaseModel | date)


def _value(text: str, as_text: bool) -> Any:
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except (ValueError, KeyError, RecursionError):
        return text
    return text if as_text and not isinstance(value, str) else value

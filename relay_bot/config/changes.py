"""What differs between two versions of config.toml, by key; and what of it counts only after a restart. Pure.

Names of keys only: values may be secrets, and phones are nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from relay_bot.config import Config
from relay_bot.config.tables import Table

AT_START = (
    "telegram.token",
    "telegram.api_url",
    "telegram.proxy",
    "telegram.mode",
    "telegram.webhook",
    "database",
    "recognition",
    "features.voice",
    "features.ocr",
    "monitoring",
)
"""Read once: a process goes on with what it has until it is started anew."""

NAMED_BY = {"managers": "key", "away": "manager", "clients": "", "replies": "key"}
"""How an item of a list of tables is called; clients are only counted: a key of theirs is a phone."""


@dataclass(frozen=True, slots=True)
class Change:
    """`key`: as in config.toml, `timers.sla_call`, `managers.anna.capacity`, `clients (3)`."""

    key: str
    at_start: bool = False


def changes(old: Config, new: Config) -> list[Change]:
    """In the order of the file. Without an address of its own the running bot has that of the embedded server."""
    if not new.database.url.get_secret_value():
        new = new.model_copy(update={"database": new.database.model_copy(update={"url": old.database.url})})
    return [Change(key, key.startswith(AT_START)) for key in _differing("", old, new)]


def _differing(path: str, old: Table, new: Table) -> Iterator[str]:
    for name in type(new).model_fields:
        before, after, key = getattr(old, name), getattr(new, name), f"{path}{name}"
        if before == after:
            continue
        if not path and name in NAMED_BY:
            yield from _items(name, before, after)
        elif isinstance(after, Table) and isinstance(before, Table):
            yield from _differing(f"{key}.", before, after)
        else:
            yield key


def _items(table: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    by = NAMED_BY[table]
    if not by:
        yield f"{table} ({len(set(old) ^ set(new)) or len(new)})"
        return
    before, after = ({getattr(one, by): one for one in found} for found in (old, new))
    for name in [*after, *(name for name in before if name not in after)]:
        if name not in before:
            yield f"+{table}.{name}"
        elif name not in after:
            yield f"-{table}.{name}"
        elif before[name] != after[name]:
            yield from _differing(f"{table}.{name}.", before[name], after[name])
    if list(before) != list(after) and before.keys() == after.keys():
        yield table

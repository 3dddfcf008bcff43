"""What a list of clients is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from relay_bot.domain.client import Record

COLUMNS = ("phone", "name", "company", "city", "manager", "email", "inn", "lang")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row or with the file: a text key and its values."""

    key: str
    values: Mapping[str, str | int]


class Unreadable(Exception):
    """The file can't be read as a table at all, or only up to here."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.fault = Fault(key, values)
        super().__init__(key)


@dataclass(slots=True)
class Roster:
    """What a file says, compared with what is known: `rows` in the file, records to write, faults."""

    rows: int = 0
    new: list[Record] = field(default_factory=list)
    updated: list[Record] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)

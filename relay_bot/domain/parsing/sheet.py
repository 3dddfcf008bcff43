"""A message while it is being read: what is taken by a field, what is a remark, what is still unread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from relay_bot.domain.parsing.facts import DROPPED, Fact
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.pallets import Size
from relay_bot.domain.parsing.text import GONE, Line, blank
from relay_bot.domain.parsing.values import End, FieldName, Outcome, Rules, Value

UNREAD, TAKEN, CARGO, REMARK, DROP = " ", "t", "c", "r", "d"


@dataclass(slots=True)
class Sheet:
    """`work` is the plain twin of the message, blanked where something was read; `use` says by whom, a letter each."""

    line: Line
    rules: Rules
    asked: FieldName | None
    known: Mapping[FieldName, Value]
    work: str
    use: list[str]
    facts: list[Fact]
    owners: list[str]  # the field that a character went to
    ends: list[tuple[End, int, int]] = field(default_factory=list)  # where the addresses stand
    fields: dict[FieldName, Outcome] = field(default_factory=dict)
    places: int | None = None
    sizes: list[Size] = field(default_factory=list)
    of_one: bool = False  # the weight is of one piece, and nothing has counted the pieces
    notes: list[str] = field(default_factory=list)

    def phone(self, start: int) -> Fact:
        return next(fact for fact in self.facts if fact.kind == "phone" and fact.start == start)

    def take(self, start: int, end: int, use: str = TAKEN, by: str = "") -> None:
        """That part is read, by the field named."""
        self.owners[start:end] = [by] * (end - start)
        self.work = blank(self.work, start, end)
        self.use[start:end] = use * (end - start)

    def note(self, fact: Fact) -> None:
        """It is no field's; the clients see it among the remarks."""
        self.take(fact.start, fact.end, DROP if fact.kind in DROPPED else REMARK)

    def segment(self, label: Label) -> str:
        """What a label asks about."""
        return self.work[label.end : label.until]

    def unread(self) -> list[tuple[int, int]]:
        """Stretches that nothing has read, line by line."""
        return [match.span() for match in re.finditer(rf"[^{GONE}\n]+", self.work)]

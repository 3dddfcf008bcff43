"""A message while it is being read: what is left of it, and what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from relay_bot.domain.parsing.denial import without_denied
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.text import GONE, Line, blank
from relay_bot.domain.parsing.values import FieldName, Outcome, Rules, Value

_BULLET = re.compile(r"(?<![\w(.,])\d{1,2}\)(?= ?[^\s])")
PHONE = "\x01"  # stands in for a phone: no number to read, yet part of an address


@dataclass(slots=True)
class Sheet:
    """`work` is the plain twin of the message with everything that was read blanked."""

    line: Line
    rules: Rules
    asked: FieldName | None
    known: Mapping[FieldName, Value]
    work: str
    fields: dict[FieldName, Outcome] = field(default_factory=dict)
    places: int | None = None
    notes: list[str] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        """That part is read."""
        self.work = blank(self.work, start, end)

    def segment(self, label: Label) -> str:
        """What a label asks about."""
        return self.work[label.end : label.until]

    def source(self, start: int, end: int, cut: bool = False) -> str:
        """The client's words of a span without what was read; `cut`: only up to that."""
        pieces = [(m.start(), m.end()) for m in re.finditer(rf"[^{GONE}]+", self.work[start:end])]
        words = [self.line.words(start + a, start + b).strip(" ,;") for a, b in pieces]
        words = [word for word in words if word]
        return words[0] if cut and words else ", ".join(words)


def lay_out(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Sheet:
    line = read_line(text)
    work = without_denied(line.plain)
    for _, start, end in find_phones(line.plain):
        work = work[:start] + PHONE * (end - start) + work[end:]
    return Sheet(line, rules, asked, known, _without_bullets(work))


def _without_bullets(work: str) -> str:
    """«1) мебель 2) 300 кг» and «мебель / 300 кг» are lists: their marks part what they stand between."""
    bullets = [match.span() for match in _BULLET.finditer(work)]
    slashes = [match.span() for match in re.finditer(r"(?<=[^\d] )/(?= )|(?<= )/(?= [^\d])", work)]
    for start, end in (bullets if len(bullets) > 1 else []) + slashes:
        work = blank(work, start, end)
    return work

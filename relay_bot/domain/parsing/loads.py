"""Two loads in one message: «1. Пермь - Москва, 20т» and «2. Уфа - Казань, 18т» are two forms."""

from __future__ import annotations

import re
from itertools import pairwise

from relay_bot.domain.parsing.text import Line
from relay_bot.domain.parsing.tokens import Token, tokens_of

MOST = 3
_CUT = re.compile(r"\n|(?<=[.;]) (?=(?:груз|заявка|рейс|load|shipment) ?(?:№ ?)?\d)")
_NUMBER = re.compile(
    r"^[ •*–-]*(?:(?:груз|заявка|рейс|load|shipment) ?)?(?:№ ?)?\d{0,2} ?[.):]? *(?=\S)", re.IGNORECASE
)
FAR, FARTHEST = 4, 12  # tokens between the towns of a route: without an address, and with one
_NUMBERED = re.compile(r" *(?:(?:груз|заявка|рейс|load|shipment) ?)?(?:№ ?)?\d{1,2} ?[.):]")
_WEIGHT = re.compile(r"\d ?(?:т|тн|тонн[а-я]*|кг|kg|t|tons?)(?![а-яa-z])")


def loads_of(line: Line) -> tuple[str, ...]:
    """The parts of the message that each have a route and a weight of their own; fewer than two: it is one load."""
    cuts = [0, *(match.end() for match in _CUT.finditer(line.plain)), len(line.plain)]
    found = []
    for start, end in pairwise(cuts):
        plain = line.plain[start:end]
        far = FARTHEST if _NUMBERED.match(plain) else FAR
        if _WEIGHT.search(plain) and _has_route(tokens_of(line, " " * start + plain), far):
            found.append(_NUMBER.sub("", line.words(start, end).strip(" \n;")))
    return tuple(found) if len(found) > 1 else ()


def _has_route(tokens: list[Token], far: int) -> bool:
    towns = [n for n, token in enumerate(tokens) if token.kind == "town"]
    return any(
        other - one <= far
        and any(token.text in ("-", "→", "->", ">", "➡", "в", "to") for token in tokens[one + 1 : other])
        for one, other in pairwise(towns)
    )

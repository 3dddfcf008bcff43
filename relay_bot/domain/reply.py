"""Canned replies of config.toml, filled in from the client's card. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{\s*([^{}]*?)\s*\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """`missing`: placeholders that nothing is known for; they still stand in the text."""

    text: str
    missing: tuple[str, ...]


def fill(template: str, card: Mapping[str, str]) -> Filled:
    """`{name}` becomes what the card says of it. A value is never read as a template again."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        known = card.get(found[1], "")
        if not known:
            missing[found[1]] = None
        return known or found[0]

    return Filled(_PLACEHOLDER.sub(value, template), tuple(missing))

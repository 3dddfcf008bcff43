"""Volumes in a text: «2,5 м3», «5 кубов», «куб»."""

from __future__ import annotations

import re
from decimal import Decimal

from relay_bot.domain.parsing.numbers import NUMBER, parse_number

_CUBIC = (
    r"(?:м ?3(?! ?куб)|м\.? куб[а-я]*\.?|м\^3|m ?3|m\^3|куб(?:ов|а|ы|ометр[а-я]*"
    r"|ическ[а-я]+ метр[а-я]*)?(?:\.? ?м(?![а-я]))?\.?|cbm"
    r"|cubic met[a-z]+)(?![а-яa-z\d])"
)
_VOLUME = re.compile(
    rf"(?:(?:общ[а-я]+ )?объем[а-я]*|volume|v)? ?[:=-]? ?(?:около |примерно |до )?({NUMBER}) ?{_CUBIC}"
)
_VOLUME_NAMED = re.compile(rf"(?:объем[а-я]*|volume) ?[:=|-]? ?({NUMBER})(?! ?(?:кг|т(?![а-я])|kg|л|[хx*]))")
_CUBE = re.compile(r"(?<![а-я\d] )(?<![а-я\d])(?:один )?куб(?:ометр|ическ[а-я]+ метр)?(?![а-я])(?:\.? ?м(?![а-я]))?")


def find_volume(plain: str) -> tuple[Decimal, int, int] | None:
    if "куб" not in plain and not any(char.isdecimal() for char in plain):
        return None
    match = _VOLUME.search(plain) or _VOLUME_NAMED.search(plain)
    if match:
        return parse_number(match[1])[0], match.start(), match.end()
    cube = _CUBE.search(plain)
    return (Decimal(1), cube.start(), cube.end()) if cube else None

"""Phone numbers as people read them: one spelling in every message, card, letter and document. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_OF_SEVEN = len("+79123456789")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@lru_cache(4096)
def spelled(number: str | None) -> str:
    """+79123456789 → «+7 912 345-67-89»; of a country that nobody knows, and whatever is no number: unchanged."""
    if number is None:
        return ""
    if not _E164.fullmatch(number):
        return number
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code == 7 and len(number) == _OF_SEVEN:  # Russia and Kazakhstan alike
        return f"+7 {number[2:5]} {number[5:8]}-{number[8:10]}-{number[10:]}"
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    complete = re.sub(r"\D", "", shown) == number[1:]  # a second 1 of +11… is taken for a prefix
    return shown if complete and phonenumbers.is_possible_number(parsed) else number

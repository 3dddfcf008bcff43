"""A phone number as it stands in a cell, whatever Excel has done to it."""

from __future__ import annotations

import re
from decimal import Decimal

from relay_bot.domain.arrival import phone_in

_FORMULA = re.compile(r'="(.*)"')
_EXPONENT = re.compile(r"(\d+)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_APOSTROPHES = "'’‘`"


def phone_of(cell: str) -> str | None:
    """The number in E.164, or None. A foreign number may lack its plus, a Russian one its country."""
    text = _undamaged(cell)
    if text is None:
        return None
    digits = text.isascii() and text.isdigit()
    if digits and len(text) >= 11 and not (len(text) == 11 and text.startswith("8")):
        return phone_in(f"+{text}") or phone_in(text)
    return phone_in(text)


def is_damaged(cell: str) -> bool:
    """Was it a number of which Excel kept the beginning only (`7,90012E+10`)?"""
    return _undamaged(cell) is None


def _undamaged(cell: str) -> str | None:
    """Without what spreadsheets add; None where digits are lost. `7,9001234567E+10` has them all."""
    text = cell.strip()
    if wrapped := _FORMULA.fullmatch(text):
        text = wrapped[1]
    text = text.strip(_APOSTROPHES).strip()
    found = _EXPONENT.fullmatch(text.replace(" ", "").replace("\u00a0", ""))
    if found is None:
        whole = re.fullmatch(r"(\+?\d+)[.,]0+", text)
        return whole[1] if whole else text
    first, rest, exponent = found[1], found[2] or "", int(found[3])
    if len(rest) < exponent:
        return None
    return str(int(Decimal(f"{first}.{rest or 0}").scaleb(exponent)))

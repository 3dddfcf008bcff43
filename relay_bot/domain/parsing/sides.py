"""One side of a piece, in cm: «1м20», «80см», «1,5 м», "1200 mm"; and which unit numbers without one have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from relay_bot.domain.parsing.numbers import SIMPLE

CM, M, MM = Decimal(1), Decimal(100), Decimal("0.1")
FOREIGN = Decimal(0)  # inches, feet

UNIT = (
    r"(?:мм|миллиметр[а-я]*|милиметр[а-я]*|см|сантиметр[а-я]*|сантим[а-я]*|санти|сант|метр[а-я]*|м|mm"
    r"|millimet[a-z]*|cm"
    r"|centimet[a-z]*|met[er]{2}s?|m|дюйм[а-я]*|inch(?:es)?|in|ft|feet|foot|фут[а-я]*|ярд[а-я]*|\"|″"
    r"|'')(?=[хx][ \d]|[^а-яa-z]|$)\.?(?!\d)"
)
# A side with its unit, or «1м20» and «1 м 20 см», or «метр двадцать».
SIDE = (
    rf"(?:(?:(?<![\d.,])\d{{1,2}} ?(?:м|m|метр[а-я]*) ?\d{{1,2}}(?!\d|[.,]\d)(?! ?(?:мест|шт|кор|пал|ящ|уп|pcs|box"
    rf"|pal))(?: ?(?:см|cm|сантиметр[а-я]*)(?![а-яa-z])\.?)?)"
    rf"|(?:(?<![а-я])метр(?: \d{{2}}(?!\d))?(?: ?(?:см|сантиметр[а-я]*))?(?![а-я]))"
    rf"|(?:{SIMPLE}(?: ?{UNIT})?))"
)
_COMPOUND = re.compile(r"(\d+(?:[.,]\d+)?)? ?(?:метр[а-я]*|м|m) ?(\d{1,2})?(?: ?(?:см|cm|сантиметр[а-я]*))?\.?$")
_PLAIN = re.compile(rf"({SIMPLE}) ?(.*)$")


@dataclass(frozen=True, slots=True)
class Side:
    """`unit` None: not said."""

    number: Decimal
    unit: Decimal | None


def unit_of(word: str) -> Decimal | None:
    word = word.strip(" .")
    if not word:
        return None
    if word in ("мм", "mm") or word.startswith(("милл", "мили", "mill")):
        return MM
    if word in ("см", "cm", "сант", "санти") or word.startswith(("сантим", "cent")):
        return CM
    if word in ("м", "m") or word.startswith(("метр", "met")):
        return M
    return FOREIGN


def read_side(text: str) -> Side:
    """`text` matched SIDE."""
    compound = _COMPOUND.fullmatch(text)
    if compound and (compound[2] or not compound[1]):
        cm = (decimal(compound[1]) if compound[1] else Decimal(1)) * 100
        more = compound[2] or "0"
        return Side((cm + Decimal(more) * (10 if len(more) == 1 else 1)) / 100, M)
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return Side(Decimal(0), CM)
    return Side(decimal(plain[1]), unit_of(plain[2]))


def decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def infer(numbers: Sequence[Decimal]) -> Decimal | None:
    """The unit of sizes without one, in cm; None: metres or centimetres, ask."""
    most = max(numbers)
    whole = all(number == number.to_integral_value() for number in numbers)
    if not whole and most < 14:
        return M
    if most >= 1400 or (most > 400 and min(numbers) >= 100):
        return MM
    if whole and most < 10:
        return None
    return CM


def in_cm(sides: Sequence[Side], longest_cm: int) -> tuple[Decimal, ...] | None:
    """The sides in cm; None when only the client knows the unit. One unit at the end holds for all of them."""
    said = [side.unit for side in sides if side.unit is not None]
    if not said:
        unit = infer([side.number for side in sides])
        return None if unit is None else tuple(side.number * unit for side in sides)
    shared = sides[-1].unit if len(said) == 1 else None
    if shared is not None:
        cm = tuple(side.number * shared for side in sides)
        if max(cm) <= longest_cm or shared != M:
            return cm
        if all(side.number < 30 for side in sides):
            return cm
    return tuple(side.number * (_alone(side, said) if side.unit is None else side.unit) for side in sides)


def _alone(side: Side, said: Sequence[Decimal]) -> Decimal:
    """The unit of a number among others that have one."""
    if side.number != side.number.to_integral_value() and side.number < 14:
        return M
    if side.number >= 14 and M in said:
        return CM
    return said[0] if len(set(said)) == 1 else CM

"""What sizes come to: the unit, the limits of a truck, the volume, «не знаю»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from relay_bot.domain.parsing.pallets import PALLET, Size
from relay_bot.domain.parsing.pieces import find_places, total
from relay_bot.domain.parsing.sides import SIDE, in_cm, read_side
from relay_bot.domain.parsing.sizes import PAIR, UNKNOWN, find_sizes
from relay_bot.domain.parsing.text import Line, blank
from relay_bot.domain.parsing.values import Accept, Ask, Dims, Outcome, Pieces, Refuse, Rules, Weight
from relay_bot.domain.parsing.volume import find_volume

LIGHTEST, HEAVIEST = 3, 8000  # kg/m³: foam, lead
TENTH = Decimal("0.01")


def measure(sizes: Sequence[Size], places: int | None, rules: Rules) -> Outcome:
    """What the sizes come to. `places`: pieces counted elsewhere in the message, for sizes that give no count."""
    if any(side.unit == 0 for size in sizes for side in size.sides):
        return Refuse("err-dims_unit")
    if any(side.number <= 0 for size in sizes for side in size.sides):
        return Refuse("err-dims_zero")
    longest = max(rules.max_sides_cm)
    counts = [size.n or (places if places and len(sizes) == 1 else None) or 1 for size in sizes]
    cm = [in_cm(size.sides, longest) for size in sizes]
    if None in cm:
        readings = [[sides or _times(size, unit) for size, sides in zip(sizes, cm, strict=True)] for unit in (100, 1)]
        return Ask("ask-dims_unit_q", tuple(_dims(counts, reading) for reading in readings))
    return check_dims(_dims(counts, [sides for sides in cm if sides]), rules)


def _times(size: Size, unit: int) -> tuple[Decimal, ...]:
    return tuple(side.number * unit for side in size.sides)


def _dims(counts: Sequence[int], sizes: Sequence[tuple[Decimal, ...]]) -> Dims:
    return Dims(tuple(Pieces(n, *(_tidy(side) for side in sides[:3])) for n, sides in zip(counts, sizes, strict=True)))


def check_dims(dims: Dims, rules: Rules) -> Outcome:
    """Whether they fit a truck."""
    limits = sorted(rules.max_sides_cm, reverse=True)
    for piece in dims.pieces:
        sides = sorted((piece.l, piece.w, piece.h), reverse=True)
        if any(side > limit for side, limit in zip(sides, limits, strict=False)):
            return Refuse("err-dims_max")
        if sides[-1] <= 0:
            return Refuse("err-dims_zero")
    if (dims.volume_m3 or 0) > rules.max_volume_m3:
        return Refuse("err-dims_max")
    oversize = any(max(piece.l, piece.w, piece.h) > rules.oversize_cm for piece in dims.pieces)
    return Accept(dims, ("wb-oversize",) if oversize else ())


def settle_volume(m3: Decimal, rules: Rules) -> Outcome:
    if m3 > rules.max_volume_m3:
        return Refuse("err-dims_max")
    rounded = m3.quantize(Decimal("0.001"))
    if rounded <= 0:
        return Refuse("err-dims_zero")
    whole = rounded == rounded.to_integral_value()
    return Accept(Dims(volume=rounded.quantize(Decimal(1)) if whole else rounded.normalize()))


def _tidy(number: Decimal) -> Decimal:
    rounded = number.quantize(TENTH) if number < 10**9 else number
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def read_dims(line: Line, rules: Rules) -> Outcome:
    """The answer to «Габариты?»: any notation, the volume, or «не знаю»."""
    plain = line.plain
    if re.search(r"(?:^|[хx*:] ?)-\d", plain):
        return Refuse("err-dims_zero")
    sizes = find_sizes(plain, loose=True)
    if sizes:
        rest = plain
        for size in sizes:
            rest = blank(rest, size.start, size.end)
        return measure(sizes, total(find_places(rest)), rules)
    volume = find_volume(plain)
    if volume:
        return settle_volume(volume[0], rules)
    return _without_sizes(plain, rules)


def _without_sizes(plain: str, rules: Rules) -> Outcome:
    if PALLET.search(plain):
        return Refuse("err-dims_pallet_h", {"typed": plain})
    if UNKNOWN.search(plain) and not re.search(r"\d", plain):
        return Accept(Dims()) if rules.allow_unknown_dims else Refuse("err-dims_none")
    pair = PAIR.search(plain) or re.fullmatch(rf"({SIDE}) ({SIDE})", plain)
    if pair:
        sides = [read_side(pair[1]), read_side(pair[2])]
        if any(side.unit == 0 for side in sides):
            return Refuse("err-dims_unit")
        return (
            Refuse("err-dims_zero")
            if any(side.number <= 0 for side in sides)
            else Refuse("err-dims_two", {"typed": pair[0]})
        )
    if re.search(r"\d ?(?:дюйм|inch|фут(?!б)|feet|ft(?![a-z])|ярд)", plain):
        return Refuse("err-dims_unit")
    return Refuse("err-dims_none")


def density_ok(weight: Weight, dims: Dims) -> bool:
    """Whether the cargo is between foam and lead; without sizes there is nothing to doubt."""
    volume = dims.volume_m3
    return not volume or LIGHTEST <= weight.kg / volume <= HEAVIEST

"""Pallets whose plan everybody knows: «европаллета высота 150» is 120×80×150."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from relay_bot.domain.parsing.numbers import SIMPLE
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.sides import CM, SIDE, Side, read_side, unit_of

EURO = (Decimal(120), Decimal(80))
FINNISH = (Decimal(120), Decimal(100))

NEAR = 8  # characters between a pallet and its height that belong to them
COUNT_AFTER = re.compile(
    rf" ?[)]?[ ,;:(=-]*(?:[хx*] ?)?(?:по |в количестве |кол-во |количество "
    rf"|мест:? )?(\d{{1,4}})(?!\d|[.,]\d) ?(?:{PIECE})(?! ?(?:по )?\d+ ?[хx*])"
    r"| ?- ?(\d{1,3})(?= ?(?:$|[,;\n]))|(?: ?- ?| ?[(,] ?)(?:мест|кол-во|количество"
    r"|places)(?: мест)?:? ?(\d{1,4})(?!\d|[.,]\d)"
)
_LETTER = {
    "l": r"(?:длин[аыойу]{1,2}|дл\.?|д|length|long|l)",
    "w": r"(?:ширин[аыойу]{1,2}|шир\.?|ш|width|wide|w|глубин[аыойу]{1,2}|г|depth|d)",
    "h": r"(?:высот[аыойу]{1,2}|выс\.?|в|height|high|h)",
}
NAMED = {
    side: re.compile(
        rf"(?<![а-яa-z]){word}(?![а-яa-z]) ?(?:груза |с грузом |общая |пал+ет[ыа] |рулона |трубы |пачки |ящика "
        rf"|бухты |бочки )?[:=-]? ?(?:{SIMPLE} ?- ?)?({SIDE})"
    )
    for side, word in _LETTER.items()
}
NAMED_AFTER = {
    side: re.compile(rf"({SIDE}) ?(?:в |in )?\(?{word}(?![а-яa-z])")
    for side, word in {
        "l": r"(?:длин[аыу]|длиной|длину|long)",
        "w": r"(?:ширин[аыу]|ширину|wide)",
        "h": r"(?:высот[аыу]|высоту|high|tall)",
    }.items()
}
PALLET = re.compile(
    r"(?:(\d{1,3}) ?(?:шт\.? )?)?(?:(?:евро|фин(?:ск[а-я]+)?)[- ]?(?:пал+[а-я]*|поддон[а-я]*)|euro[- ]?pallets?"
    r"|(?<=\d )евро(?![а-я])|пал+ет[а-я]* (?:европ[а-я]+|финск[а-я]+|евро(?![а-я]))|(?<=\()евро(?=\))"
    r"|(?<![а-я])евро(?= (?:высот|выс|h)[а-я]*)"
    r"|финк[аиу])"
)
_PALLET_HEIGHT = re.compile(
    rf"[ ,;:(-]*(?:с грузом |на |h ?=? ?|до |по )?({SIDE})(?![.,]?\d| ?(?:кг|т(?![а-я])|тонн|t(?![a-z])|ton|kg|шт"
    rf"|мест|м3|куб))"
)


@dataclass(frozen=True, slots=True)
class Size:
    """One set of sides and how many pieces have them; `spans` of `plain` that say it."""

    sides: tuple[Side, ...]
    n: int | None
    start: int
    end: int

    def in_unit(self, word: str) -> Size:
        """With the unit of the label where the sides have none: «Габариты, м: 2х3х4»."""
        unit = unit_of(word)
        return replace(self, sides=tuple(Side(s.number, unit) if s.unit is None else s for s in self.sides))


def on_pallets(plain: str, loose: bool) -> list[Size]:
    match = PALLET.search(plain)
    if match is None:
        return []
    base = FINNISH if "фин" in match[0] else EURO
    height = NAMED["h"].search(plain) or NAMED_AFTER["h"].search(plain) or _height_behind(plain, match.end(), loose)
    if height is None:
        return []
    side = read_side(height[1])
    unit = side.unit
    if unit is None:
        side = Side(side.number, CM if side.number >= 14 and side.number < 400 else None)
        side = Side(side.number * 100, CM) if side.unit is None and side.number < 4 else side
        side = Side(side.number / 10, CM) if side.unit is None and side.number >= 400 else side
    start, end = min(match.start(), height.start()), max(match.end(), height.end())
    if height.start() - match.end() > NEAR:  # «европаллета 500 кг высота 160»: the weight between is not ours
        start = height.start()
    n = int(match[1]) if match[1] and int(match[1]) else None
    if n is None:
        after = COUNT_AFTER.match(plain[end : end + 40])
        if after:
            n, end = int(after[1] or after[2] or after[3]) or None, end + after.end()
    return [Size((Side(base[0], CM), Side(base[1], CM), side), n, start, end)]


def _height_behind(plain: str, at: int, loose: bool) -> re.Match[str] | None:
    """«европаллета 150»; «по 600» is a height only as the answer about sizes."""
    height = _PALLET_HEIGHT.match(plain, at)
    return height if height and (loose or not re.match(r"[ ,]*по ", plain[at:])) else None

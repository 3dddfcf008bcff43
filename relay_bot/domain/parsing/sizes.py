"""Sizes in a text: «120х80х150», «3 места 60х40х40», «Д120 Ш80 В150», «европаллета высота 150»."""

from __future__ import annotations

import re
from dataclasses import replace

from relay_bot.domain.parsing.pallets import COUNT_AFTER, NAMED, NAMED_AFTER, Size, on_pallets
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.sides import SIDE, M, Side, read_side

_BY = r" ?(?:[хx*]{1,2}|(?<= )на(?= )|(?<= )by(?= )) ?(?:(?:h|в|выс\.?)(?=[ =]?\d)[ =]?)?"
_NOTE = r"(?: ?\(?(?:длина|ширина|высота|дл|шир|выс|[дшвгlwhd])\.?\)?(?![а-яa-z\d]))?"
_TRIPLE = re.compile(rf"({SIDE}){_NOTE}{_BY}({SIDE}){_NOTE}{_BY}({SIDE}){_NOTE}(?!\d)(?:{_BY}({SIDE}))?")
_SLASHED = re.compile(rf"({SIDE}) ?[/\\] ?({SIDE}) ?[/\\] ?({SIDE})(?![\d/])()")
_DASHED = re.compile(rf"({SIDE}) ?- ?({SIDE}) ?- ?({SIDE})(?![\d-])()")
_SPACED_COUNTED = re.compile(  # «60 40 40 3 шт»
    rf"({SIDE})[ ,;]{{1,2}}({SIDE})[ ,;]{{1,2}}({SIDE})()(?=[ ,;]{{1,2}}\d{{1,4}} ?{PIECE})"
)
_SPACED = re.compile(  # of four numbers the last three
    rf"({SIDE})[ ,;]{{1,2}}({SIDE})[ ,;]{{1,2}}({SIDE})(?![.,]?\d)(?![ ,;]{{1,2}}\d)()(?! ?(?:кг|т\b|kg"
    rf"|тонн|руб|₽))"
)
PAIR = re.compile(rf"({SIDE}){_NOTE}{_BY}({SIDE})(?! ?(?:кг|т(?![а-я])|kg|тонн))")
_GROUPED = re.compile(r"(?<![\d.,])(\d) (\d{3})(?=(?: ?[хx*] ?\d[ \d]*)* ?(?:[хx*] ?|мм|mm))")

_COUNT_BEFORE = re.compile(
    rf"(?<![\d.,a-zа-я])(\d{{1,4}}) ?(?!(?:коробка|паллета|упаковка|бочка|пачка|сумка|бухта|связка"
    rf"|обрешетка)(?![а-я]))(?:{PIECE}|(?:[а-я/-]+ ){{1,4}}(?=по ))?(?: ?(?:по|of|at|@|размер[а-я]*|габарит[а-я]*"
    rf"|size[a-z]*"
    rf"|кажд[а-я]+|each|[:(,-]|[хx*](?=[ (])))*[ :(-]*$"
)
_COUNT_GLUE = re.compile(rf"(?:{PIECE}|по|of|@|-|:|\(|(?<=\d)[хx*] ?\() ?(?:размер[а-я]* |габарит[а-я]* )?[(:-]? ?$")
_THIRD = re.compile(rf"[ ,;]{{1,2}}({SIDE}) ?$")
_PALLET_ALONE = 40  # characters of «6 европаллет (высота 1.4)»: a height farther off may be of another size
_LONE = re.compile(rf"({SIDE})")
_WITH_UNIT = rf"(?:{SIDE}(?<=[а-яa-z]))"
_SLASHED_IN = re.compile(
    rf"({SIDE}) ?/ ?({SIDE}) ?/ ?({_WITH_UNIT})()"
)  # «200/40/160 см»: the unit says that it is a size
_DASHED_ALONE = re.compile(r"(?:(?<=[,;\n(])|(?<=[,;] )|^)(\d{2,3})-(\d{2,3})-(\d{2,3})(?= ?(?:[,;\n)]|$))()")
_SLASHED_ALONE = re.compile(  # «110/60/90», neither a date nor «205/55/16», a tyre
    r"(?:(?<=[,;\n(])|(?<=[,;] )|^)(?=\d*/?\d*/?\d{3}|[4-9]\d/[4-9]\d/[4-9]\d)"
    r"(\d{2,3})/(\d{2,3})/(2[3-9]|[3-9]\d|\d{3})(?= ?(?:[,;\n)]|\.(?!\d)|$))()"
)
_SPACED_IN = re.compile(rf"({SIDE}) ({SIDE}) ({_WITH_UNIT})(?! ?[хx*])()")
_ROUND = re.compile(
    rf"(?:ø|⌀|d ?=?|dia(?:meter|\.)? ?|диаметр[а-я]* ?) ?({SIDE})(?:{_BY}|[ ,]{{1,2}}(?:h|в|высот[а-я]*"
    rf"|длин[а-я]*)? ?=? ?)(?:h ?=? ?)?({SIDE})(?![\d.,]*\d| ?(?:кг|kg|т(?![а-я])|тонн|{PIECE}))"
)
_DIAMETER = re.compile(rf"(?:диаметр[а-я]*(?: [а-я]{{4,10}})?|diameter|ø|⌀) ?[:=-]? ?({SIDE})(?! ?(?:кг|т(?![а-я])))")
_CUBE_OF = re.compile(
    rf"(?<![а-яa-z\d] )(?<![а-яa-z\d])"
    rf"(?:куб(?:ик)?|cube)(?: со? (?:стороной|ребром)| размером| of| with side)? ?[:=-]? ?"
    rf"({SIDE})(?![хx*\d])"
)
UNKNOWN = re.compile(
    r"не ?зна(?:ю|ем)|не в курсе|без понятия|(?<![а-я])хз(?![а-я])|не ?(?:измер|мери|замер)[а-я]*|неизвестн[а-я]*"
    r"|не ?известн[а-я]*"
    r"|(?:замер|измер)(?:ьте|им|ите|яйте|ить|ят|яем) ?(?:на месте|при)?|на месте|уточн[а-я]+"
    r"|при при[ею]мке|нет (?:размеров|габаритов|данных)|затрудняюсь"
    r"|unknown|(?:don'?t|do not) know|not sure(?: about)?|no idea|measure|to be measured|не помню|не могу сказать"
    r"|без размеров"
)
_ABOUT_UNKNOWN = re.compile(
    rf"(?:(?:габарит[а-я]*|размер[а-я]*|dimensions?|sizes?)[ :,-]{{0,3}}(?:пока |точно |я )?(?:{UNKNOWN.pattern}))"
    rf"|(?:(?:не ?знаю|не ?помню|неизвестн[а-я]*|не ?известн[а-я]*|уточн[а-я]+|unknown|not sure about|no idea about"
    rf"|don'?t know)(?: точн[а-я]+)?(?: the)? (?:габарит[а-я]*|размер[а-я]*|dimensions?|sizes?))"
)


def find_sizes(plain: str, loose: bool = False) -> list[Size]:
    """Every set of three sides, in order. `loose`: without a multiplication sign too («120 80 150», «120/80/150»)."""
    if not _has_number(plain):
        return []
    ungrouped = _GROUPED.sub(r" \1\2", plain) if "мм" in plain or "mm" in plain else plain
    plain = ungrouped if len(ungrouped) == len(plain) else plain
    found = (
        _both(_three(plain, _TRIPLE), _round(plain))
        or _three(plain, _SLASHED_IN)
        or _three(plain, _SPACED_IN)
        or _three(plain, _DASHED_ALONE)
        or _three(plain, _SLASHED_ALONE)
        or _round(plain)
    )
    if not found:
        named = _named(plain)
        found = [named] if named else []
    if not found and loose:
        found = next(
            filter(None, (_three(plain, pattern) for pattern in (_SLASHED, _DASHED, _SPACED_COUNTED, _SPACED))), []
        )
    on = on_pallets(plain, loose)
    return (_both(found, [size for size in on if size.end - size.start < _PALLET_ALONE]) or on) or _cubes(plain)


def _has_number(plain: str) -> bool:
    return "метр" in plain or any(char.isdecimal() for char in plain)


def _three(plain: str, pattern: re.Pattern[str]) -> list[Size]:
    found: list[Size] = []
    for match in pattern.finditer(plain):
        sides, n = _without_factor([read_side(side) for side in match.groups() if side], _first_apart(plain, match))
        start, end = match.start(), match.end()
        floor = found[-1].end if found else 0
        before = plain[max(floor, start - 48) : start]
        count = _COUNT_BEFORE.search(before)
        after = None if n else COUNT_AFTER.match(plain[end : end + 40])
        if n is None and count and _COUNT_GLUE.search(before) and int(count[1]):
            n = int(count[1])
            if not re.match(r"\d+ ?(?:[а-я/-]+ ){1,4}по $", count[0]) or re.match(rf"\d+ ?{PIECE} ?по $", count[0]):
                start = start - len(before) + count.start()  # «2 машинки б/у по 60х45х85»: they stay
        elif after and int(after[1] or after[2] or after[3]):
            n, end = int(after[1] or after[2] or after[3]), end + after.end()
        found.append(Size(sides, n or None, start, end))
    return found


def _first_apart(plain: str, match: re.Match[str]) -> bool:
    """«3 × 60×40×40»: spaces part the count from the sides."""
    return " " in plain[match.end(1) : match.start(2)] and " " not in plain[match.end(2) : match.start(3)]


def _without_factor(sides: list[Side], first_apart: bool) -> tuple[tuple[Side, ...], int | None]:
    """Of four factors one is a count: «60х40х40х3», «3 × 60×40×40»."""
    if len(sides) == 3:
        return tuple(sides), None
    first, last = sides[0], sides[3]
    smallest = first.number < min(side.number for side in sides[1:])
    lead = first.unit is None and (smallest or first_apart)
    count, rest = (first, sides[1:]) if lead else (last, sides[:3])
    whole = count.unit is None and count.number == count.number.to_integral_value() and 0 < count.number < 1000
    return tuple(rest), int(count.number) if whole else None


def _named(plain: str) -> Size | None:
    """«Д120 Ш80 В150», «длина 120, ширина 80, высота 1,5 м», «диаметр 60, высота 120»."""
    matches = {}
    for side in ("l", "w", "h"):
        match = NAMED[side].search(plain) or NAMED_AFTER[side].search(plain)
        if match:
            matches[side] = match
    if len(matches) < 3:
        round_ = _DIAMETER.search(plain)
        tall = matches.get("h") or matches.get("l") or (round_ and _lone(plain, round_))
        pair = PAIR.search(plain)
        if round_ and tall:
            sides = (read_side(round_[1]), read_side(round_[1]), read_side(tall[1]))
            return Size(sides, None, min(round_.start(), tall.start()), max(round_.end(), tall.end()))
        tall = matches.get("h")
        if pair and tall and (tall.start() >= pair.end() or tall.end() <= pair.start()):
            sides = (read_side(pair[1]), read_side(pair[2]), _upright(read_side(tall[1]), read_side(pair[2])))
            n, start = _counted_before(plain, pair.start())
            return Size(sides, n, min(start, tall.start()), max(pair.end(), tall.end()))
        last = _THIRD.match(plain, pair.end()) if pair else None
        if pair and last:
            sides = (read_side(pair[1]), read_side(pair[2]), read_side(last[1]))
            return Size(sides, None, pair.start(), last.end())
        return None
    sides = (read_side(matches["l"][1]), read_side(matches["w"][1]), read_side(matches["h"][1]))
    start, end = min(m.start() for m in matches.values()), max(m.end() for m in matches.values())
    if end - start > 120:
        return None
    n, start = _counted_before(plain, start)
    return Size(sides, n, start, end)


def _upright(tall: Side, other: Side) -> Side:
    """«выс 1.6 (120*80)»: metres among centimetres."""
    return replace(tall, unit=M) if tall.unit is None and tall.number < 4 and other.number >= 30 else tall


def _round(plain: str) -> list[Size]:
    """«Ø140×85 см»: the diameter, then the height or the length."""
    found = []
    for match in _ROUND.finditer(plain):
        across, tall = read_side(match[1]), read_side(match[2])
        across = replace(across, unit=tall.unit) if across.unit is None else across
        found.append(Size((across, across, tall), None, *match.span()))
    return found


def _both(found: list[Size], more: list[Size]) -> list[Size]:
    """«(165х95х140 см) … (Ø80 см, высота 210 см)»: sizes of either kind, in order."""
    apart = [size for size in more if not any(one.start < size.end and size.start < one.end for one in found)]
    return sorted([*found, *apart], key=lambda size: size.start)


def _lone(plain: str, diameter: re.Match[str]) -> re.Match[str] | None:
    """«труба 6 м, диаметр 30 см»: the only other size is the length."""
    sides = [match for match in _LONE.finditer(plain) if not diameter.start() <= match.start() < diameter.end()]
    return sides[0] if len(sides) == 1 and read_side(sides[0][1]).unit is not None else None


def _counted_before(plain: str, start: int) -> tuple[int | None, int]:
    before = plain[max(0, start - 40) : start]
    count = _COUNT_BEFORE.search(before)
    if count and _COUNT_GLUE.search(before) and int(count[1]):
        return int(count[1]), start - len(before) + count.start()
    return None, start


def _cubes(plain: str) -> list[Size]:
    """«куб 50 см», «куб со стороной 1 м»: with a unit, for «куб 50» may be anything."""
    found = [(match, read_side(match[1])) for match in _CUBE_OF.finditer(plain)]
    return [Size((side,) * 3, None, *match.span()) for match, side in found if side.unit is not None]


def speaks_of_unknown(plain: str) -> re.Match[str] | None:
    """«габариты не знаю» inside a longer message."""
    return _ABOUT_UNKNOWN.search(plain)

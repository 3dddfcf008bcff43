"""The sizes of a message: which, of how many pieces, or that nobody knows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.parsing import dims, pieces, sizes
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.pallets import Size
from relay_bot.domain.parsing.pieces import Places
from relay_bot.domain.parsing.sheet import CARGO as COUNTED
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.text import GONE
from relay_bot.domain.parsing.values import FieldName, Refuse
from relay_bot.domain.parsing.volume import find_volume

CARGO: tuple[FieldName, ...] = ("descr", "weight", "dims")
_EACH_ON_PALLETS = re.compile(r"(?:пал+|поддон)[а-я]* по \d+(?![.,]?\d| ?(?:см|мм|м|[хx*]))")  # «по 500»: their weight
UNIT_IN_LABEL = re.compile(r"[ ,(]+(кг|т|тонн[а-я]*|kg|t|tons?|мм|см|м|mm|cm|m)\)?[ :=,|-]*$")
_OVERALL = re.compile(r"общ[а-я]+ (?:габарит|размер)|overall|total dim")
_SECTION = re.compile(  # «профильная труба 40х20х2», «кабель 3х2,5», «уголок 50х50х5»: what is sold, not its size
    r"(?:труб|профил|угол(?:ок|к)|швеллер|полос|арматур|квадрат|кабел|провод|шин[аы]|доск|брус|рейк"
    r"|вагонк)[а-я]*(?: [а-яa-z]+){0,2} ?$"
)
_EXTREME = re.compile(
    r"(?:сам[а-я]{2} (?:длинн|больш|крупн|высок|широк)|наибольш|largest|longest"
    r"|biggest)[а-яa-z]*(?: [а-яa-z]+)? ?[:-]? ?$"
)
_THINGS = re.compile(
    r"(?<![\d.,/:-])(\d{1,3}) (?!(?:кг|т|м|см|мм|г|руб|р)(?![а-я])|сант|метр|кил|тонн|миллим|час"
    r"|дн)(?:[а-я-]{3,} ){0,2}[а-я-]{3,},? \(?(?:по (?=\d)|(?:масса |вес )?кажд)"
)
_WEIGHED = re.compile(  # «2 ящика крепежа по 40 кг (40х40х30)»
    rf"(?<![\d.,хx*])(\d{{1,3}}) ?(?:{pieces.PIECE})(?: [а-яa-z-]+){{0,3}} по [\d.,]{{1,6}} ?(?:кг|т)?[ ,]{{0,2}}\(?$"
)
_CRATE = re.compile(r"обр|crate")  # «5 зеркал …, габарит обрешётки …»: all of them in one
_OUTER = re.compile(r"пал+|поддон|евро|pallet|skid|crate|ящик|обрешет")


# --- sizes ---------------------------------------------------------------------------------------------------------


def read_sizes(sheet: Sheet, labels: Sequence[Label], counted: Sequence[Places]) -> None:
    about = [label for label in labels if label.kind == "dims" and label.start >= 0]
    if sheet.asked == "weight" and _EACH_ON_PALLETS.search(sheet.work):
        return
    found = [size for label in about for size in _labelled_sizes(sheet, label)]
    if not found:
        found = sizes.find_sizes(sheet.work, loose=sheet.asked in CARGO)
        found = [size for size in found if not (_section(sheet, size) or _extreme(sheet, size))]
        found = [size for size in found if len(found) > 1 or not _of_one_thing(sheet, size, counted)]
    sheet.sizes = found
    for size in found:
        sheet.take(size.start, size.end, use=COUNTED, by="dims")
    volume = find_volume(sheet.work)
    if volume:
        sheet.take(volume[1], volume[2], use=COUNTED, by="dims")
    if found:
        if len(found) > 1 and found[0].n == len(found) and all(size.n is None for size in found[1:]):
            found = [replace(found[0], n=1), *found[1:]]  # «3 короба: 80х60х60, 100х50х40, 40х40х40»
        if len(found) > 1:
            found = [_named_before(sheet, _in_line(sheet, size, found, counted), counted) for size in found]
        sheet.fields["dims"] = dims.measure(found, _pieces_of(sheet, found, counted), sheet.rules)
    elif volume:
        sheet.fields["dims"] = dims.settle_volume(volume[0], sheet.rules)
    else:
        _no_sizes(sheet, about)
    for label in about:
        sheet.take(label.start, label.end, use=COUNTED, by="dims")


def _labelled_sizes(sheet: Sheet, label: Label) -> list[Size]:
    found = sizes.find_sizes(sheet.segment(label), loose=True)
    unit = UNIT_IN_LABEL.search(sheet.line.plain[label.start : label.end])
    moved = [replace(size, start=size.start + label.end, end=size.end + label.end) for size in found]
    return [size.in_unit(unit[1]) if unit else size for size in moved]


def _in_line(sheet: Sheet, size: Size, found: Sequence[Size], counted: Sequence[Places]) -> Size:
    """«3 x valves, 45 kg each, 50x50x60»: in a list a count belongs to the size of its own line."""
    if size.n is not None:
        return size
    start = max([sheet.line.plain.rfind("\n", 0, size.start), *(one.end for one in found if one.end <= size.start), 0])
    mine = [one for one in counted if start <= one.start < size.start]
    lines = "\n" in sheet.line.plain[found[0].start : found[-1].end]
    return replace(size, n=mine[-1].n) if mine and lines else size


def _named_before(sheet: Sheet, size: Size, counted: Sequence[Places]) -> Size:
    """«4 коробки и велосипед. Размер коробок 60х40х40, …»: the count of the package that the size is said of."""
    if size.n is not None:
        return size
    plain = sheet.line.plain
    weighed = _WEIGHED.search(plain, max(0, size.start - 60), size.start)
    if weighed and int(weighed[1]):
        return replace(size, n=int(weighed[1]))
    package = pieces.package_before(plain, size.start)
    same = [one.n for one in counted if package and one.package == package]
    named = None if package else re.search(r"([а-яa-z]{4,}),? ?\(?$", plain[max(0, size.start - 30) : size.start])
    if named:  # «2 кресла и диван, кресла 90х90х85»
        stem = re.escape(named[1][: max(4, len(named[1]) - 2)])
        same = [int(n) for n in re.findall(rf"(?<![\d.,хx*])(\d{{1,3}}) (?:[а-яa-z-]+ )?{stem}", plain[: size.start])]
    return replace(size, n=sum(same)) if sum(same) else size


def _extreme(sheet: Sheet, size: Size) -> bool:
    """«14 упаковок, самая длинная 240х60х15»: the others are smaller, nobody knows how much."""
    return size.n is None and bool(_EXTREME.search(sheet.work[max(0, size.start - 30) : size.start]))


def _of_one_thing(sheet: Sheet, size: Size, counted: Sequence[Places]) -> bool:
    """«диван 220х90х80, кровать в разборе, 15 коробок»: nobody says what size the others have."""
    behind = next((one for one in counted if one.start >= size.end), None)
    if size.n is not None or behind is None or behind.bare:
        return False
    named = re.search(r"[а-я]{4,} $", sheet.line.plain[: size.start]) and not pieces.package_before(
        sheet.line.plain, size.start
    )
    return bool(named) and bool(re.search(r",[^,;.\n]*[а-я]{4,}[^,;.\n]*,", sheet.line.plain[size.end : behind.start]))


def _section(sheet: Sheet, size: Size) -> bool:
    before = sheet.work[max(0, size.start - 30) : size.start]
    return bool(_SECTION.search(before)) and all(side.unit is None for side in size.sides) and size.n is None


def _pieces_of(sheet: Sheet, found: Sequence[Size], counted: Sequence[Places]) -> int | None:
    """How many pieces have a size that gives no count itself: those of the package it is said of."""
    if len(found) != 1 or found[0].n is not None or _OVERALL.search(sheet.line.plain):
        return None
    package = pieces.package_before(sheet.line.plain, found[0].start)
    same = [count for count in counted if package and count.package == package]
    if same:
        return sum(count.n for count in same)
    outer = pieces.outer(sheet.line.plain, list(counted))
    if package and outer and not any(count.bare for count in outer) and sheet.places is None:
        return (
            1 if _OUTER.match(package) and not any(_OUTER.match(one.package) for one in outer) else pieces.total(outer)
        )
    if counted and ((package == "пал" and not outer) or _CRATE.match(package)):
        return 1
    each = None if outer or sheet.places else count_of_things(sheet)
    return pieces.total(outer) or sheet.places or each


def _no_sizes(sheet: Sheet, about: Sequence[Label]) -> None:
    """«размеры не знаю», «евро»: what is said of the sizes where there are none."""
    unknown = sizes.speaks_of_unknown(sheet.work)
    if unknown:
        sheet.fields["dims"] = dims.read_dims(read_line("не знаю"), sheet.rules)
        sheet.take(*unknown.span(), use=COUNTED, by="dims")
        return
    for label in about:
        clause = re.split(rf"[,;\n{GONE}]", sheet.segment(label), maxsplit=1)[0]
        outcome = dims.read_dims(read_line(clause), sheet.rules)
        if clause.strip() and (outcome != Refuse("err-dims_none") or len(sheet.segment(label)) < 40):
            sheet.fields["dims"] = outcome
            sheet.take(label.end, label.end + len(clause), use=COUNTED, by="dims")


def count_of_things(sheet: Sheet) -> int | None:
    """«3 холодильных шкафа, каждый 140 кг»: pieces that are counted by their own name."""
    match = _THINGS.search(sheet.line.plain)
    return int(match[1]) if match and int(match[1]) > 1 else None

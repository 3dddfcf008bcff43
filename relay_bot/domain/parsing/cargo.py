"""The numbers of a message weighed together: weights, pieces and sizes that have to agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.parsing import dims, morphology, pieces, sizes, weight
from relay_bot.domain.parsing.kilograms import unit_of
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.mentions import Mention, find_weights
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.pieces import Places
from relay_bot.domain.parsing.sheet import CARGO as COUNTED
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.text import GONE, blank
from relay_bot.domain.parsing.values import Accept, Dims, FieldName, Refuse, Weight
from relay_bot.domain.parsing.volume import find_volume

CARGO: tuple[FieldName, ...] = ("descr", "weight", "dims")
_LONE_NUMBER = re.compile(rf"(?:^|[,;\n{GONE}]) ?(\d{{1,3}} \d{{3}}|\d{{2,5}}) ?(?=$|[,;\n{GONE}])")
_EACH_ON_PALLETS = re.compile(r"(?:пал+|поддон)[а-я]* по \d+(?![.,]?\d| ?(?:см|мм|м|[хx*]))")  # «по 500»: their weight
_UNIT_IN_LABEL = re.compile(r"[ ,(]+(кг|т|тонн[а-я]*|kg|t|tons?|мм|см|м|mm|cm|m)\)?[ :=,|-]*$")
_ONE_IN_LABEL = re.compile(
    r"одно|кажд|(?:вес|масса) 1(?!\d)|(?:1|вес|масса|размер[а-я]*|габарит[а-я]*) (?:места|шт|ед|ящика|короб|пал"
    r"|поддона|рулона|меш|бочки)|each|per "
)
_OVERALL = re.compile(r"общ[а-я]+ (?:габарит|размер)|overall|total dim")
_SECTION = re.compile(  # «профильная труба 40х20х2», «кабель 3х2,5», «уголок 50х50х5»: what is sold, not its size
    r"(?:труб|профил|угол(?:ок|к)|швеллер|полос|арматур|квадрат|кабел|провод|шин[аы]|доск|брус|рейк"
    r"|вагонк)[а-я]*(?: [а-яa-z]+){0,2} ?$"
)
_THINGS = re.compile(
    r"(?<![\d.,/:-])(\d{1,3}) (?!(?:кг|т|м|см|мм|г|руб|р)(?![а-я])|сант|метр|кил|тонн|миллим|час"
    r"|дн)(?:[а-я-]{3,} ){0,2}[а-я-]{3,},? \(?(?:по (?=\d)|(?:масса |вес )?кажд)"
)
_COUNTED = re.compile(rf"\d{{1,4}} ?{pieces.PIECE}|примерно|общий|весит|весом|каждый|каждая|около|брутто|нетто")
_OUTER = re.compile(r"пал+|поддон|евро|pallet|skid|crate|ящик|обрешет")


def read_cargo(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Fill `weight`, `dims` and the count of pieces, and take their words off the sheet."""
    for label in labels:
        if label.kind == "places":
            _labelled_count(sheet, label)
    unlabelled = sheet.work
    for label in labels:
        unlabelled = blank(unlabelled, label.start, label.end)
    counted = pieces.find_places(unlabelled)
    _read_sizes(sheet, labels, counted)
    _read_weights(sheet, labels)
    _lone_number(sheet)
    _count(sheet)


def _labelled_count(sheet: Sheet, label: Label) -> None:
    count = re.match(
        rf" ?(\d{{1,4}})(?!\d|[.,]\d|[хx*])(?! ?(?:{pieces.PIECE})? ?(?:кг|т(?![а-я])|по ))(?: ?{pieces.PIECE})?",
        sheet.segment(label),
    )
    if count and int(count[1]):
        sheet.places = int(count[1])
        sheet.take(label.start, label.end + count.end(), use=COUNTED, by="places")


# --- sizes ---------------------------------------------------------------------------------------------------------


def _read_sizes(sheet: Sheet, labels: Sequence[Label], counted: Sequence[Places]) -> None:
    about = [label for label in labels if label.kind == "dims" and label.start >= 0]
    if sheet.asked == "weight" and _EACH_ON_PALLETS.search(sheet.work):
        return
    found = [size for label in about for size in _labelled_sizes(sheet, label)]
    if not found:
        found = sizes.find_sizes(sheet.work, loose=sheet.asked in CARGO)
        found = [size for size in found if not _section(sheet, size)]
    sheet.sizes = found
    for size in found:
        sheet.take(size.start, size.end, use=COUNTED, by="dims")
    volume = find_volume(sheet.work)
    if volume:
        sheet.take(volume[1], volume[2], use=COUNTED, by="dims")
    if found:
        found = [_in_line(sheet, size, found, counted) for size in found] if len(found) > 1 else found
        sheet.fields["dims"] = dims.measure(found, _pieces_of(sheet, found, counted), sheet.rules)
    elif volume:
        sheet.fields["dims"] = dims.settle_volume(volume[0], sheet.rules)
    else:
        _no_sizes(sheet, about)
    for label in about:
        sheet.take(label.start, label.end, use=COUNTED, by="dims")


def _labelled_sizes(sheet: Sheet, label: Label) -> list[sizes.Size]:
    found = sizes.find_sizes(sheet.segment(label), loose=True)
    unit = _UNIT_IN_LABEL.search(sheet.line.plain[label.start : label.end])
    moved = [replace(size, start=size.start + label.end, end=size.end + label.end) for size in found]
    return [size.in_unit(unit[1]) if unit else size for size in moved]


def _in_line(sheet: Sheet, size: sizes.Size, found: Sequence[sizes.Size], counted: Sequence[Places]) -> sizes.Size:
    """«3 x valves, 45 kg each, 50x50x60»: in a list a count belongs to the size of its own line."""
    if size.n is not None:
        return size
    start = max([sheet.line.plain.rfind("\n", 0, size.start), *(one.end for one in found if one.end <= size.start), 0])
    mine = [one for one in counted if start <= one.start < size.start]
    lines = "\n" in sheet.line.plain[found[0].start : found[-1].end]
    return replace(size, n=mine[-1].n) if mine and lines else size


def _section(sheet: Sheet, size: sizes.Size) -> bool:
    before = sheet.work[max(0, size.start - 30) : size.start]
    return bool(_SECTION.search(before)) and all(side.unit is None for side in size.sides) and size.n is None


def _pieces_of(sheet: Sheet, found: Sequence[sizes.Size], counted: Sequence[Places]) -> int | None:
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
    if package == "пал" and not outer and counted:
        return 1
    each = None if outer or sheet.places else _things(sheet)
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


# --- weights -------------------------------------------------------------------------------------------------------


def _read_weights(sheet: Sheet, labels: Sequence[Label]) -> None:
    about = [label for label in labels if label.kind == "weight"]
    found: list[Mention] = []
    for label in about:
        segment = sheet.segment(label)
        if re.match(r" ?-? ?-\d", segment):
            sheet.fields["weight"] = Refuse("err-weight_zero")
        found += _labelled_weights(sheet, label, segment)
    free = [
        m
        for m in find_weights(sheet.work, grams=sheet.asked == "weight")
        if not any(n.start < m.end and m.start < n.end for n in found)
    ]
    every = sorted([*found, *free], key=lambda m: m.start)
    if not every and sheet.asked == "weight" and len(re.findall(r"[а-яa-z]{3,}", sheet.work)) <= 3:
        every = find_weights(sheet.work, bare=True)
    if not every:
        for label in about:
            sheet.take(label.start, label.end, use=COUNTED, by="weight")
        return
    counted = pieces.find_places(sheet.work)
    for mention in every:
        sheet.take(mention.start, mention.end, use=COUNTED, by="weight")
    for label in about:
        sheet.take(label.start, label.end, use=COUNTED, by="weight")
    every = [_with_count(sheet, m, counted) for m in every]
    if not any(m.each for m in every) and len(found) == 1 and any(not m.whole and not m.net for m in free):
        every = [m if m in free else replace(m, whole=True) for m in every]
    each = any(m.each for m in every)
    n = pieces.total(pieces.outer(sheet.line.plain, counted)) or sheet.places or _in_dims(sheet)
    n = n if each or not _in_dims(sheet) else None
    outcome = weight.weigh(every, n, sheet.rules, apart=_listed(sheet, every))
    sheet.of_one = len(every) == 1 and each and every[0].count is None and n is None
    if outcome:
        sheet.fields.setdefault("weight", outcome)


def _labelled_weights(sheet: Sheet, label: Label, segment: str) -> list[Mention]:
    found = find_weights(segment, bare=True)
    said = sheet.line.plain[label.start : label.end]
    unit = _UNIT_IN_LABEL.search(said)
    kg = unit_of(unit[1]) if unit else None
    out = []
    for m in found if any(one.unit for one in found) else found[:1]:
        if not m.unit and kg:
            m = replace(m, kg=tuple(value * kg for value in m.kg), unit=kg)
        if _ONE_IN_LABEL.search(said) and not m.whole:
            m = replace(m, each=True)
        out.append(replace(m, start=m.start + label.end, end=m.end + label.end))
    return out


def _with_count(sheet: Sheet, m: Mention, counted: Sequence[Places]) -> Mention:
    """«40 ведер по 20 кг», «5 штук, каждый … весит 38 кг»: the pieces that stand nearest before it."""
    if not m.each or m.count:
        return m
    row = sheet.line.plain.rfind("\n", 0, m.start)
    sized = [size.n for size in sheet.sizes if row < size.start and size.end <= m.start and size.n]
    if sized and row >= 0:
        return replace(m, count=sized[-1])
    before = [one for one in counted if one.end <= m.start and "\n" not in sheet.line.plain[one.end : m.start]]
    n = before[-1].n if before else None if counted else _things(sheet)
    return replace(m, count=n) if n else m


def _things(sheet: Sheet) -> int | None:
    """«3 холодильных шкафа, каждый 140 кг»: pieces that are counted by their own name."""
    match = _THINGS.search(sheet.line.plain)
    return int(match[1]) if match and int(match[1]) > 1 else None


def _listed(sheet: Sheet, found: Sequence[Mention]) -> bool:
    """Several weights in a list of cargo: on lines of their own, after goods of their own, «одна … вторая …»."""
    plain = sheet.line.plain
    if re.search(r"(?:одн[аио][а-я]{0,2}|перв[а-я]+) .{0,40}(?:втор[а-я]+|друг[а-я]+)(?![а-я])", plain):
        return True
    starts = [m.start for m in found]
    sides = sheet.fields.get("dims")
    if isinstance(sides, Accept) and isinstance(sides.value, Dims) and len(sides.value.pieces) == len(found) > 1:
        return True  # «1) 60х40х40 12 кг 2) 80х60х50 23 кг»
    between = [plain[a:b] for a, b in zip([0, *(m.end for m in found)], starts, strict=False)]
    named = [bool(re.search(r"[а-яa-z]{4,}|№ ?\d", _COUNTED.sub("", words))) for words in between]
    return (
        len(found) > 1 and all(named) and not re.search(r"(?:нет|точнее|вернее|или|or)(?![а-я])", " ".join(between[1:]))
    )


def _in_dims(sheet: Sheet) -> int | None:
    """Pieces that the sizes are of, if that was said."""
    outcome = sheet.fields.get("dims")
    n = outcome.value.places if isinstance(outcome, Accept) and isinstance(outcome.value, Dims) else None
    return n if n and n > 1 else None


# --- what stands alone ---------------------------------------------------------------------------------------------


def _of_goods(sheet: Sheet, one: Places) -> bool:
    """«10 мешков цемента», «3 boxes of books»: the count belongs to what is in them."""
    following = re.match(r" (of |[а-я]{4,})", sheet.work[one.end :])
    named = following and (following[1] == "of " or morphology.genitive(following[1]))
    return bool(named) and not one.bare and len(one.package) > 3


def _lone_number(sheet: Sheet) -> None:
    """«станок⏎800⏎120х80х150» as the answer about the cargo: a number between commas is the weight."""
    if sheet.asked in CARGO and "weight" not in sheet.fields:
        lone = _LONE_NUMBER.search(sheet.work)
        if lone and lone[0].strip() != sheet.work.strip():
            found = find_weights(lone[1], bare=True)
            outcome = weight.weigh(found, None, sheet.rules)
            if outcome:
                sheet.fields["weight"] = outcome
                sheet.take(*lone.span(1), use=COUNTED, by="weight")


def _count(sheet: Sheet) -> None:
    """The pieces, where neither the weight nor the sizes have them."""
    counted = pieces.find_places(sheet.work)
    every = pieces.outer(sheet.line.plain, counted)
    n = sheet.places or pieces.total(every) or _in_dims(sheet)
    for one in counted:
        if sheet.asked not in ("frm", "to") and not _of_goods(sheet, one):
            sheet.take(one.start, one.end, use=COUNTED, by="places")
    outcome = sheet.fields.get("weight")
    if isinstance(outcome, Accept) and isinstance(outcome.value, Weight):
        if outcome.value.places is None and n and not _in_dims(sheet):
            sheet.fields["weight"] = replace(outcome, value=replace(outcome.value, places=n))
        n = None if isinstance(sheet.fields["weight"], Accept) and sheet.fields["weight"].value.places else n  # type: ignore[union-attr]
    sheet.places = n if n and not _in_dims(sheet) else None

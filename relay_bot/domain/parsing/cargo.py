"""The numbers of a message weighed together: weights, pieces and sizes that have to agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.parsing import morphology, pieces, weight
from relay_bot.domain.parsing.beside import Mention
from relay_bot.domain.parsing.kilograms import unit_of
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.measuring import CARGO, UNIT_IN_LABEL, count_of_things, read_sizes
from relay_bot.domain.parsing.mentions import find_weights
from relay_bot.domain.parsing.pieces import Places
from relay_bot.domain.parsing.sheet import CARGO as COUNTED
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.text import GONE, blank
from relay_bot.domain.parsing.values import Accept, Dims, Outcome, Refuse, Weight

_LONE_NUMBER = re.compile(rf"(?:^|[,;\n{GONE}]) ?(\d{{1,3}} \d{{3}}|\d{{2,5}}) ?(?=$|[,;\n{GONE}])")
_ONE_IN_LABEL = re.compile(
    rf"одно|кажд|(?:вес|масса) 1(?!\d)|(?:1|вес|масса|размер[а-я]*|габарит[а-я]*) {pieces.ONE_OF}(?![а-я])|each|per "
)
_COUNTED = re.compile(rf"\d{{1,4}} ?{pieces.PIECE}|примерно|общий|весит|весом|каждый|каждая|около|брутто|нетто")


def read_cargo(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Fill `weight`, `dims` and the count of pieces, and take their words off the sheet."""
    for label in labels:
        if label.kind == "places":
            _labelled_count(sheet, label)
    unlabelled = sheet.work
    for label in labels:
        unlabelled = blank(unlabelled, label.start, label.end)
    counted = pieces.find_places(unlabelled)
    read_sizes(sheet, labels, counted)
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
    minus = re.search(r"\b(?:минус|minus) ?$", sheet.work[: every[0].start])
    if minus:
        sheet.fields["weight"] = Refuse("err-weight_zero")
        sheet.take(minus.start(), every[0].start, use=COUNTED, by="weight")
    counted = pieces.find_places(sheet.work)
    for mention in every:
        sheet.take(mention.start, mention.end, use=COUNTED, by="weight")
    for label in about:
        sheet.take(label.start, label.end, use=COUNTED, by="weight")
    every = [_with_count(sheet, m, counted) for m in every]
    if len(found) == 1 and not found[0].each and any(not m.whole and not m.net for m in free):
        every = [m if m in free else replace(m, whole=True) for m in every]
    each = any(m.each for m in every)
    n = pieces.total(pieces.outer(sheet.line.plain, counted)) or sheet.places or _in_dims(sheet)
    n = n if each or not _in_dims(sheet) else None
    outcome = weight.weigh(every, n, sheet.rules, apart=_listed(sheet, every))
    sheet.of_one = len(every) == 1 and each and every[0].count in (None, 1) and n in (None, 1)
    if outcome:
        sheet.fields.setdefault("weight", outcome)


def _labelled_weights(sheet: Sheet, label: Label, segment: str) -> list[Mention]:
    found = find_weights(segment, bare=True)
    said = sheet.line.plain[label.start : label.end]
    unit = UNIT_IN_LABEL.search(said)
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
    same = [one.n for one in pieces.find_places(sheet.line.plain) if m.of and one.package == m.of]
    if same:
        return replace(m, count=sum(same))
    row = sheet.line.plain.rfind("\n", 0, m.start)
    sized = [size.n for size in sheet.sizes if row < size.start and size.end <= m.start and size.n]
    if sized:
        return replace(m, count=sized[-1])
    before = [one for one in counted if one.end <= m.start and "\n" not in sheet.line.plain[one.end : m.start]]
    if m.of and before and before[-1].bare and re.match(r" ?:", sheet.line.plain[before[-1].end :]):
        return replace(m, count=1)  # «2 места: ящик 90 кг и тубус 12 кг»
    n = before[-1].n if before else None if counted else count_of_things(sheet)
    return replace(m, count=n) if n else m


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


def _of_outer(sheet: Sheet) -> Outcome | None:
    """The weight of «12 шт по 24 кг на 1 паллете» is of one piece."""
    outcome = sheet.fields.get("weight")
    every = pieces.find_places(sheet.line.plain)
    outer = pieces.outer(sheet.line.plain, every)
    inside = {one.n for one in every if one not in outer}
    if outer and isinstance(outcome, Accept) and isinstance(outcome.value, Weight) and outcome.value.places in inside:
        sheet.fields["weight"] = replace(outcome, value=replace(outcome.value, places=pieces.total(outer)))
    return sheet.fields.get("weight")


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
    outcome = _of_outer(sheet)
    if isinstance(outcome, Accept) and isinstance(outcome.value, Weight):
        if outcome.value.places is None and n and not _in_dims(sheet):
            sheet.fields["weight"] = replace(outcome, value=replace(outcome.value, places=n))
        n = None if isinstance(sheet.fields["weight"], Accept) and sheet.fields["weight"].value.places else n  # type: ignore[union-attr]
    sheet.places = n if n and not _in_dims(sheet) else None

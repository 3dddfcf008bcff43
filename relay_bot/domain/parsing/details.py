"""What people say of a shipment that the form has no question for, as values: declared value, times, firms, care."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from relay_bot.domain.parsing.facts import Fact, Kind
from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.tokens import FROM, TO
from relay_bot.domain.parsing.values import Details, End, Firm, Window
from relay_bot.domain.parsing.volume import find_volume

_INN = re.compile(r"(?<!\d)(\d{10}|\d{12})(?!\d)")
_NEAR = 40  # characters between a firm and its tax ID


def details_of(sheet: Sheet) -> Details:
    """The words stay among the remarks, too, until the form has a place for them."""
    declared = next((fact for fact in sheet.facts if fact.kind == "declared"), None)
    volume = find_volume(sheet.line.plain)
    return Details(
        declared_rub=_rub(sheet.line.plain[declared.start : declared.end]) if declared else None,
        windows=tuple(Window(_end_of(sheet, fact), _words(sheet, fact)) for fact in _of(sheet, "when")),
        firms=tuple(
            Firm(_end_of(sheet, fact), _words(sheet, fact), _inn(sheet, fact)) for fact in _of(sheet, "company")
        ),
        temperature="; ".join(_words(sheet, fact) for fact in _of(sheet, "temperature")),
        care=tuple(_words(sheet, fact) for fact in _of(sheet, "care")),
        hazard="; ".join(_words(sheet, fact) for fact in _of(sheet, "hazard")),
        loading=tuple(_words(sheet, fact) for fact in _of(sheet, "loading")),
        truck="; ".join(_words(sheet, fact) for fact in _of(sheet, "truck")),
        volume_m3=volume[0] if volume and not _in_truck(sheet, volume[1]) else None,
    )


def _of(sheet: Sheet, kind: Kind) -> Sequence[Fact]:
    return [fact for fact in sheet.facts if fact.kind == kind]


def _words(sheet: Sheet, fact: Fact) -> str:
    return sheet.line.words(fact.start, fact.end).strip(" ,;.")


def _in_truck(sheet: Sheet, at: int) -> bool:
    return any(fact.start <= at < fact.end for fact in sheet.facts if fact.kind == "truck")


def _rub(plain: str) -> Decimal | None:
    """«объявленная стоимость 480 000 руб.», «ценность 95 тыс»: the number words are digits already."""
    match = re.search(NUMBER, plain)
    if match is None:
        return None
    thousand = re.match(r" ?(?:т\.? ?р|к(?![а-я])|k(?![a-z]))", plain[match.end() :])
    return parse_number(match[0])[-1] * (1000 if thousand else 1)


def _inn(sheet: Sheet, fact: Fact) -> str:
    match = _INN.search(sheet.line.plain, fact.end, fact.end + _NEAR)
    return match[1] if match else ""


def _end_of(sheet: Sheet, fact: Fact) -> End | None:
    """The end that the fact itself names, else the one whose address stands on its line, else the nearest before it."""
    said = re.findall(r"[а-яa-z]+", sheet.line.plain[fact.start : fact.end])
    named = next((word for word in said if FROM.fullmatch(word) or TO.fullmatch(word)), None)
    if named:
        return "frm" if FROM.fullmatch(named) else "to"
    plain = sheet.line.plain
    first, last = plain.rfind("\n", 0, fact.start) + 1, plain.find("\n", fact.end)
    row = [name for name, start, _ in sheet.ends if first <= start < (last if last >= 0 else len(plain))]
    before = [name for name, start, _ in sheet.ends if start < fact.start]
    if len(row) == 1:
        return row[0]
    return before[-1] if row and before else None

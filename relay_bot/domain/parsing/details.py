"""What people say of a shipment that no form asks for, as values: declared value, times, firms, care."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from relay_bot.domain.parsing.facts import DROPPED, Fact, Kind
from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.reading import Details
from relay_bot.domain.parsing.sheet import REMARK, UNREAD, Sheet
from relay_bot.domain.parsing.text import blank
from relay_bot.domain.parsing.tokens import FROM, TO
from relay_bot.domain.parsing.values import (
    End,
    Firm,
    Window,
)
from relay_bot.domain.parsing.volume import find_volume

_INN = re.compile(r"(?<!\d)(\d{10}|\d{12})(?!\d)")
_HURRY = re.compile(r"(?:не |очень )?(?:срочно|urgent(?:ly)?|asap)")
_RING = re.compile(r"(?:звон|набра|набер|набир|на связи|call|ring)[а-яa-z]*[ ,:]*$")  # «звонить после 18»
_BETWEEN = r"(?: (?:up|it|груз|его|ее|их|все|всё|нужно|надо|можно|хотим|будет|лучше|бы|дата|date|on|at|time))*[ :,(-]*$"
_COME = re.compile(  # «заберите в пятницу», «выгрузка завтра»; to carry («везти завтра») says nothing of an end
    r"(?<![а-яa-z])(?:(?P<frm>забра[а-я]+|забира[а-я]+|забер[а-я]+|забор[а-я]*|погруз[а-я]+|загруз[а-я]+|грузим[а-я]*|отгруз[а-я]+"
    r"|вывез[а-я]+|pick[a-z]*|collect[a-z]*|loading)"
    r"|(?P<to>доставить|доставьте|доставк[а-я]+|привез[а-я]+|выгруз[а-я]+|разгруз[а-я]+|deliver[a-z]*|unload[a-z]*))"
    + _BETWEEN
)
_NEAR = 40  # characters between a firm and its tax ID


def details_of(sheet: Sheet) -> Details:
    """The words stay in the comment, too: `told_in` says which they are."""
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


def told_in(sheet: Sheet, details: Details) -> Iterator[tuple[int, int]]:
    """Where the words stand that `details` says with a place for each: a time or a firm at neither end has none."""
    placed = {(one.end, one.text) for one in details.windows} | {(one.end, one.name) for one in details.firms}
    inns = {one.inn for one in details.firms if one.end and one.inn}
    for fact in sheet.facts:
        match fact.kind:
            case "company" if sheet.use[fact.start] not in (UNREAD, REMARK):
                told = False
            case "when" | "company":
                end = _end_of(sheet, fact)
                told = end is not None and (end, _words(sheet, fact)) in placed
            case "requisites":
                told = re.sub(r"\D", "", sheet.line.plain[fact.start : fact.end]) in inns
            case "declared":
                told = details.declared_rub is not None
            case kind:
                told = kind in ("temperature", "care", "hazard", "loading")
        if told:
            yield fact.start, fact.end


def says_only(sheet: Sheet, told: Sequence[tuple[int, int]]) -> bool:
    """Beside these words there is nothing in the message but politeness."""
    spans = [*told, *((fact.start, fact.end) for fact in sheet.facts if fact.kind in DROPPED)]
    plain = sheet.line.plain
    for start, end in spans:
        plain = blank(plain, start, end)
    return bool(told) and not re.search(r"\w", plain)


def _of(sheet: Sheet, kind: Kind) -> Sequence[Fact]:
    """A firm that an address, a payer or the goods took is theirs."""
    return [
        fact
        for fact in sheet.facts
        if fact.kind == kind and (kind != "company" or sheet.use[fact.start] in (UNREAD, REMARK))
    ]


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
    if fact.kind == "company":  # «получатель ООО «Вектор»»
        said += re.findall(r"([а-яa-z]+)[ :-]{0,3}$", sheet.line.plain[max(0, fact.start - 30) : fact.start])
    named = next((word for word in said if FROM.fullmatch(word) or TO.fullmatch(word)), None)
    if named:
        return "frm" if FROM.fullmatch(named) else "to"
    plain = sheet.line.plain
    come = _COME.search(plain, max(0, fact.start - 60), fact.start) if fact.kind == "when" else None
    if come:
        return "frm" if come["frm"] else "to"
    if fact.kind == "when" and (
        _HURRY.fullmatch(plain[fact.start : fact.end]) or _RING.search(plain[max(0, fact.start - 30) : fact.start])
    ):
        return None
    first, last = plain.rfind("\n", 0, fact.start) + 1, plain.find("\n", fact.end)
    row = [name for name, start, _ in sheet.ends if first <= start < (last if last >= 0 else len(plain))]
    before = [name for name, start, _ in sheet.ends if start < fact.start]
    if len(row) == 1:
        return row[0]
    if row and before:
        return before[-1]
    return "frm" if sheet.asked == "frm" else "to" if sheet.asked == "to" else None

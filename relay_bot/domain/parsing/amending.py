"""Corrections of a draft: what a message changes of a value that is known already, and only that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from relay_bot.domain.parsing.address import read_address
from relay_bot.domain.parsing.denial import without_denied
from relay_bot.domain.parsing.description import describe
from relay_bot.domain.parsing.dims import check_dims
from relay_bot.domain.parsing.gazetteer import town_at
from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.people import name_in
from relay_bot.domain.parsing.pieces import find_places
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.sides import SIDE, read_side
from relay_bot.domain.parsing.text import fold
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Description,
    Dims,
    FieldName,
    Outcome,
    Pieces,
    Value,
    Weight,
)
from relay_bot.domain.parsing.weight import check_weight, tidy

_RELATIVE = re.compile(
    rf"(?:на |by )?({NUMBER}) ?(кг|т(?![а-я])|тонн[а-я]*|кило[а-я]*|kg|tons?) ?(меньше|больше|легче|тяжелее|less|more"
    rf"|lighter|heavier)"
    rf"|(меньше|больше|легче|тяжелее) на ({NUMBER}) ?(кг|т(?![а-я])|тонн[а-я]*|кило[а-я]*)"
)
_SIDE = re.compile(
    rf"(?P<name>высот|ширин|длин|height|width|length)[а-яa-z]*[^\d\n]{{0,40}}?(?P<side>{SIDE})(?! ?[хx*])"
)
_SIDES = {"высот": "h", "ширин": "w", "длин": "l", "height": "h", "width": "w", "length": "l"}
_SWAP = re.compile(
    r"(?:помен|перепут|наоборот|местами|обратн|swap)[а-я]*.{0,40}(?:местами|откуда|куда|адрес|направлени)"
    r"|(?:откуда и куда|адреса).{0,20}(?:наоборот|местами)|наоборот[,:]? из|swap (?:the )?(?:addresses|from)"
)
_AT = {
    "frm": re.compile(r"загрузк|погрузк|забор|забир|забра|забер|отправител|отправк|откуда|pick|loading|sender|shipper"),
    "to": re.compile(r"выгрузк|разгрузк|доставк|получател|получени|куда|deliver|unload|recipient|consignee|receiver"),
}
_ADD = re.compile(r"(?:добав|допиш|укажите еще|уточн|add)[а-я]*(?: (?:еще|также|к адресу|в адрес))?:? (.{3,60})")
_PART = re.compile(
    r"(?:оф|офис|кв|квартир|подъезд|этаж|эт|стр|строени|корп|склад|ворота|домофон|лит|office|apt|floor|gate|suite"
    r"|unit)[а-яa-z]*\.? ?№? ?[\dа-яa-z]"
)
_INSIDE = re.compile(  # «получатель: кв. 45, домофон 45»
    r"[а-я ]{4,30}[ :-]{1,3}(?P<part>(?:(?:оф|кв|под|эт|кор|стр|скл|вор|домоф|лит|каб"
    r"|вход)[а-я]*\.? ?№?\d+[а-я]?[, ]*)+)"
)
_HOUSE = re.compile(
    r"(?:не|вместо) (?:д\.?|дом)? ?(\d+[а-я]?(?:[/к]\d+)?),? (?:а )?(?:д\.?|дом)? ?(\d+[а-я]?(?:[/к]\d+)?)(?! ?(?:кг"
    r"|т(?![а-я])|см|м(?![а-я])|шт|мест|руб))"
)
_HOUSE_NOT = re.compile(
    r"(?:д\.|дом) ?(?P<new>\d+[а-я]?(?:[/к]\d+)?),? а не (?:д\.?|дом)? ?(?P<old>\d+[а-я]?(?:[/к]\d+)?)"
)
_OTHER_STREET = re.compile(
    r"не (?:с |со |на |в )?([а-я.]{3,}(?: [а-я.]+)?) (\d+[а-я]?(?:[/к]\d+)?),? а (?:с |со |на |в )?"
    r"(([а-я.]{3,}(?: [а-я.]+)?) (\d+[а-я]?(?:[/к]\d+)?))"
)
_ANOTHER = re.compile(
    r"(?:не|not|вместо) ([а-яa-z]{3,}(?: [а-яa-z]{3,}){0,2}),? (?:а|but|будет|-) ([а-яa-z][^.;\n]{2,60})"
)
_MORE = re.compile(r"(?:^|[ ,.])(?:и |плюс |добавьте |also |and )?(?:еще|дополнительно|сверху|another|more)(?![а-я])")


def amend(sheet: Sheet, known: Mapping[FieldName, Value]) -> dict[FieldName, Outcome]:
    """What replaces the outcomes of a whole reading; the words that say it are taken off the sheet."""
    _keep_contacts(sheet, known)
    found = dict((*_weight(sheet, known), *_side(sheet, known), *_ends(sheet, known), *_goods(sheet, known)))
    if found:
        sheet.take(0, len(sheet.work))
    return found


def _weight(sheet: Sheet, known: Mapping[FieldName, Value]) -> Iterator[tuple[FieldName, Outcome]]:
    """«на 50 кг меньше» of what was said; «и ещё 2 короба по 5 кг» on top of it."""
    old, plain = known.get("weight"), sheet.line.plain
    if not isinstance(old, Weight):
        return
    match = _RELATIVE.search(plain)
    if match:
        number, unit, way = (match[1], match[2], match[3]) if match[1] else (match[5], match[6], match[4])
        by = parse_number(number)[0] * (1000 if unit.startswith(("т", "to")) else 1)
        by = -by if way in ("меньше", "легче", "less", "lighter") else by
        yield "weight", check_weight(replace(old, kg=tidy(old.kg + by), parts=((1, old.kg), (1, by))), sheet.rules)
        return
    new = sheet.fields.get("weight")
    n = old.places or _places_in(known.get("dims"))
    if isinstance(new, Accept) and isinstance(new.value, Weight) and sheet.of_one and n:
        kg = new.value.kg  # «каждая бухта по 120 кг» of as many as there are
        yield "weight", check_weight(replace(new.value, kg=tidy(kg * n), places=n, parts=((n, kg),)), sheet.rules)
        return
    if isinstance(new, Accept) and isinstance(new.value, Weight) and _MORE.search(plain):
        both = tidy(old.kg + new.value.kg)
        n = (old.places or 0) + (new.value.places or 0) if old.places and new.value.places else old.places
        parts = ((1, old.kg), *(new.value.parts or ((1, new.value.kg),)))
        yield "weight", check_weight(Weight(both, n, old.approx or new.value.approx, parts), sheet.rules)


def _places_in(dims: Value | None) -> int | None:
    return dims.places if isinstance(dims, Dims) else None


def _side(sheet: Sheet, known: Mapping[FieldName, Value]) -> Iterator[tuple[FieldName, Outcome]]:
    """«высота 180» of sizes that are known."""
    old = known.get("dims")
    if not isinstance(old, Dims) or not old.pieces:
        return
    new = sheet.fields.get("dims")
    if isinstance(new, Accept):
        yield from _of_as_many(sheet, old, new)
        return
    pieces = old.pieces
    said = list(_SIDE.finditer(without_denied(sheet.line.plain)))
    for match in said:
        side = read_side(match["side"])
        cm = side.number * (side.unit or (Decimal(100) if side.number < 10 else Decimal(1)))
        if cm > 0:
            pieces = tuple(_with_side(piece, _SIDES[match["name"]], tidy(cm)) for piece in pieces)
    if said:
        yield "dims", check_dims(replace(old, pieces=pieces), sheet.rules)


def _of_as_many(sheet: Sheet, old: Dims, new: Accept) -> Iterator[tuple[FieldName, Outcome]]:
    """«размер одной бухты 90х90х55» says nothing of how many there are."""
    value = new.value
    if not (isinstance(value, Dims) and len(value.pieces) == len(old.pieces) == 1 and value.pieces[0].n == 1):
        return
    if old.pieces[0].n > 1 and all(one.n == 1 for one in find_places(sheet.line.plain)):
        yield "dims", check_dims(replace(value, pieces=(replace(value.pieces[0], n=old.pieces[0].n),)), sheet.rules)


def _with_side(piece: Pieces, side: str, cm: Decimal) -> Pieces:
    match side:
        case "l":
            return replace(piece, l=cm)
        case "w":
            return replace(piece, w=cm)
        case _:
            return replace(piece, h=cm)


def _ends(sheet: Sheet, known: Mapping[FieldName, Value]) -> Iterator[tuple[FieldName, Outcome]]:
    frm, to = known.get("frm"), known.get("to")
    plain = sheet.line.plain
    if isinstance(frm, Address) and isinstance(to, Address) and _SWAP.search(plain):
        yield "frm", Accept(to)
        yield "to", Accept(frm)
        return
    about = [name for name, words in _AT.items() if words.search(plain)]
    for name in ("frm", "to"):
        old = known.get(name)
        if isinstance(old, Address) and not isinstance(sheet.fields.get(name), Accept):
            changed = _address(sheet, old, meant=about == [name], alone=len(about) != 1 or about == [name])
            if changed is not None and changed != old:
                yield name, Accept(changed)


def _keep_contacts(sheet: Sheet, known: Mapping[FieldName, Value]) -> None:
    """«выгрузка теперь в Коломне, Октябрьская 15» says nothing of who waits there: the same person does."""
    for name in ("frm", "to"):
        new, old = sheet.fields.get(name), known.get(name)
        if not (isinstance(new, Accept) and isinstance(new.value, Address) and isinstance(old, Address)):
            continue
        if sheet.asked is None and not (new.value.contact or new.value.phone):
            kept = replace(new.value, contact=old.contact, phone=old.phone, ext=old.ext)
            sheet.fields[name] = replace(new, value=kept)


def _address(sheet: Sheet, old: Address, *, meant: bool, alone: bool) -> Address | None:
    """Another house, one more part, another contact of an address that stays."""
    plain, source = sheet.line.plain, sheet.line.source
    other = _OTHER_STREET.search(plain)
    if other and other[1][:4] in fold(old.text) and _has(old, other[2]):
        if other[4] == other[1]:
            return _with_house(old, other[2], other[5])
        return replace(old, text=f"{old.city}, {sheet.line.words(*other.span(3))}") if old.city else None
    house = _HOUSE.search(plain) or _HOUSE_NOT.search(plain)
    if house and alone:
        before, after = ("old", "new") if house.re is _HOUSE_NOT else (1, 2)
        if _has(old, house[before]):
            return _with_house(old, house[before], sheet.line.words(*house.span(after)).strip())
    add = _ADD.search(plain)
    if meant and add and _PART.search(add[1]):
        part = _PART.search(plain, add.start(1))
        return replace(old, text=f"{old.text}, {source_from(sheet, part.start() if part else add.start(1))}")
    another = _ANOTHER.search(plain)
    if another and old.city and fold(old.city)[:4] == another[1][:4] and alone:
        whole = read_address(re.split(r"[;\n]|(?<=\d)\. ", source_from(sheet, another.start(2)))[0])
        if isinstance(whole, Accept) and isinstance(whole.value, Address):  # «вместо Самары - Тольятти, ул. Мира 60»
            new = whole.value
            return new if new.contact or new.phone else replace(new, contact=old.contact, phone=old.phone, ext=old.ext)
        town = town_at(re.findall(r"[а-яa-z-]+", another[2])[:3])
        if town:
            return replace(old, text=old.text.replace(old.city, town[0].name, 1), city=town[0].name)
    rung = next((fact for fact in sheet.facts if fact.kind == "phone"), None)
    name = name_in(source, without=old.contact) if meant else ""
    if meant and not re.search(r"адрес", plain) and (name or rung):
        phone, ext = (rung.value, rung.extension) if rung else (old.phone, old.ext)
        return replace(old, contact=name or old.contact, phone=phone, ext=ext)
    inside = _INSIDE.fullmatch(plain)
    if meant and inside:
        return replace(old, text=f"{old.text}, {sheet.line.words(*inside.span('part'))}")
    return None


def _has(address: Address, house: str) -> bool:
    return re.search(rf"(?<![\dа-я]){re.escape(house)}(?![\dа-я])", fold(address.text)) is not None


def _with_house(address: Address, before: str, after: str) -> Address:
    return replace(address, text=re.sub(rf"(?i)(?<![\dа-я]){re.escape(before)}(?![\dа-я])", after, address.text))


def source_from(sheet: Sheet, start: int) -> str:
    return sheet.line.words(start, len(sheet.line.plain)).strip(" .,;!")


def _goods(sheet: Sheet, known: Mapping[FieldName, Value]) -> Iterator[tuple[FieldName, Outcome]]:
    """«не станок, а насос»: what was taken back is in the description."""
    old = known.get("descr")
    match = _ANOTHER.search(sheet.line.plain)
    if not isinstance(old, Description) or match is None or "descr" in sheet.fields:
        return
    stems = [word[: max(4, len(word) - 2)] for word in match[1].split()]
    if any(stem in fold(old.text) for stem in stems):
        outcome = describe(sheet.line.words(*match.span(2)))
        if isinstance(outcome, Accept):
            yield "descr", outcome

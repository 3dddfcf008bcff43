"""Labels that say which field follows: «Вес:», «откуда Казань …», "from:", with typing mistakes too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.gazetteer import town_at
from relay_bot.domain.parsing.pieces import ONE_OF
from relay_bot.domain.parsing.text import GONE

Kind = Literal["descr", "weight", "dims", "frm", "to", "pay", "places", "comment", "contact", "other"]

_FROM_KINDS = r"(?:отправки|отправления|отправителя|погрузки|забора|загрузки|откуда)"
_TO_KINDS = r"(?:получения|получателя|доставки|выгрузки|разгрузки|назначения|куда)"
_ONE = (
    rf"(?: ?\(?(?:1|одного|одной|одна|каждого|каждой|единицы|за)? ?{ONE_OF}(?![а-я])\)?"
    r"|(?: 1)(?= ?:| (?!\d{3}(?!\d))\d))?"
)
# Words that are a label wherever a clause begins, and words that are one only before a colon or a dash.
_FREE: dict[Kind, str] = {
    "weight": (
        r"(?:общий |итоговый |примерный )?(?:вес|масса)(?: груза| брутто| общий| общая| одного| с упаковкой| с тарой)?"
        + _ONE
        + r"|(?:total |gross )?(?:weight|wt\.?)(?: gross| total)?"
    ),
    "dims": (
        r"(?:общие )?(?:габарит(?:ы|ные размеры)?|габ\.?|размеры?)(?: груза)?" + _ONE + r"|dimensions?|dims"
        r"|sizes?|объем(?: груза)?|volume|дшв|дхшхв"
    ),
    "frm": (
        rf"откуда(?: забрать| забирать| везем)?|адрес {_FROM_KINDS}|(?:место|пункт|город) {_FROM_KINDS}"
        rf"|(?:pick[ -]?up|loading|sender|collection) (?:address|from|point)"
    ),
    "to": (
        rf"куда(?: доставить| везти| везем)?|адрес (?:{_TO_KINDS}|пвз)|(?:место|пункт|город) {_TO_KINDS}"
        rf"|(?:delivery|unloading|recipient) (?:address|point)|deliver to"
    ),
    "pay": r"(?:способ |форма |вид |условия )?оплат[аы]|оплачу|кто (?:платит|оплачивает)|(?:payment(?: method"
    r"| terms)?|pay by|paid by)",
    "descr": (
        r"описание(?: груза)?|наименование(?: груза)?|(?:вид|характер|название|тип) груза|description(?: of goods)?"
        r"|груз(?= -)"
    ),
    "comment": r"комментари[йи]|примечани[ея]|доп(?:олнительно)?\.?|comments?|notes?|remarks?",
}
_COLON: dict[Kind, str] = {
    "weight": r"брутто|кг|тонн|gross",
    "dims": r"д ?[хx*/]? ?ш ?[хx*/]? ?в|l ?[x*]? ?w ?[x*]? ?h|дшв|дхшхв",
    "frm": (
        r"погрузка|погр\.?|отпр\.?|загрузка|загр\.?|забор|забрать|забирать|отправитель|грузоотправитель|отправление"
        r"|отправка|отгрузка|самовывоз|from"
        r"|pick[ -]?up(?: at)?|collect(?:ion)?|loading|origin|sender|shipper|pol|из|з|(?:грузимся|забираем|грузить)"
    ),
    "to": (
        r"назн\.?|выгрузка|выгр\.?|разгрузка|разгр\.?|доставка|доставить|получение|получатель|грузополучатель"
        r"|назначение|сдача|везти|привезти|отвезти|довезти|to|delivery"
        r"|deliver|unloading|destination|recipient|consignee|receiver|drop(?:[ -]?off)?|pod|в"
    ),
    "pay": r"плательщик|платит|оплачивает|расчет|терминал оплаты|terms|pay|payer|о",
    "descr": r"груз(?:ы)?|товар|что везем|везем|что|содержимое|позиция|номенклатура"
    r"|cargo|goods|items?|freight|commodity|load|г",
    "places": (
        r"(?:кол-?во|количество|число) ?(?:грузовых )?(?:мест|паллет|коробок|упаковок)?|мест|places|pieces|pcs|packages"
        r"|quantity|qty"
    ),
    "contact": r"контакт[а-я]*(?: лицо)?|конт\.|contact(?: person)?|тел(?:ефон)?|phone",
    "other": (
        r"заказчик|упаковка|когда|дата(?: загрузки| погрузки| выгрузки)?|документы|сроки?|условия|температура"
        r"|транспорт"
        r"|тс|машина|customer|packing|when|date"
    ),
}
_SIGNS: dict[str, Kind] = {
    "📦": "descr", "⚖": "weight", "🏋": "weight", "📐": "dims", "📏": "dims", "📍": "frm", "🅰": "frm", "🏁": "to",
    "🅱": "to", "🎯": "to", "💳": "pay", "💰": "pay", "💵": "pay", "🚩": "to", "📤": "frm", "📥": "to",
    "🏠": "to", "🏭": "frm", "🚚": "frm",
}  # fmt: skip
_SIGN = re.compile(f"[{''.join(_SIGNS)}]\ufe0f? ?")
_TO_A_PLACE = re.compile(
    r"погрузка|загрузка|забор|отправка|отгрузка|отправление|выгрузка|разгрузка|доставка|получение|забрать|доставить"
    r"|везти|привезти|отвезти|сдача"
    r"|погр\.?|выгр\.?|загр\.?|разгр\.?|грузить|получатель|отправитель|грузополучатель|грузоотправитель|pick[ -]?up"
    r"|delivery|drop|collect|deliver"
)
_CORRECTING = re.compile(
    r"(?:^|[\n,;.! ])(?:измен|исправ|помен|постав|замен|укаж|запиш|пусть|новый|новая|новые|правильн|change"
    r"|set|make)[а-яa-z]*"
    r"(?: the)?$"
)
_ANYWHERE = re.compile(r"откуда|куда")
_FUZZY: dict[str, Kind] = {
    "габариты": "dims", "размеры": "dims", "откуда": "frm", "оплата": "pay", "описание": "descr", "масса": "weight",
    "weight": "weight", "dimensions": "dims", "payment": "pay", "description": "descr",
}  # fmt: skip
_PATTERNS: list[tuple[Kind, bool, re.Pattern[str]]] = [
    (kind, free, re.compile(rf"(?<![а-яa-z\d-])(?:{words})(?![а-яa-z])"))
    for free, table in ((True, _FREE), (False, _COLON))
    for kind, words in table.items()
]
_MARK = re.compile(
    r" ?(?:(?:другой|другая|другие|новый|новая|изменил[а-я]+|теперь|такой|неправильн[а-я]+"
    r"|будет)(?= ?[:-]) ?)?(?:\([а-яa-z, .*хx/]{1,24}\))?(?:(?:,|в|) ?(?:кг|мм|см|м|тонн[а-я]*|т|kg|mm|cm|m"
    r"|t)(?![а-яa-z]))?"
    r" ?(?::-?|=|\||-(?=[ \d])|→)? ?"
)
_ADDRESS_NEXT = re.compile(
    r" ?[а-я-]{3,}(?: [а-я-]+)?, (?:ул\.?|пр-?т|ш\.?)? ?[а-я. -]{3,30} ?,? ?\d"
)  # «везём: Иннополис, Университетская 7»
_NUMBER_NEXT = re.compile(r"(?:около |примерно |где-?то |до |about |~)?\d")
_WORD_AT_START = re.compile(r"(?:^|[\n,;.]) ?([а-яa-z]{5,12})(?![а-яa-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """`start` of the label, `end` of it with its colon; what follows up to `until` answers it."""

    kind: Kind
    start: int
    end: int
    until: int


def find_labels(plain: str) -> list[Label]:
    hits: list[tuple[int, int, Kind]] = []
    for kind, free, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            mark = _MARK.match(plain, match.end())
            end = mark.end() if mark else match.end()
            number = kind in ("weight", "dims") and free and bool(_NUMBER_NEXT.match(plain, end))
            if match[0] == "везем" and _ADDRESS_NEXT.match(plain, end):
                kind_here: Kind = "to"
            else:
                kind_here = kind
            if number or _is_label(plain, match, plain[match.end() : end], free):
                hits.append((match.start(), end, kind_here))
    hits += [(match.start(), match.end(), _SIGNS[match[0][0]]) for match in _SIGN.finditer(plain)]
    hits += [hit for hit in _mistyped(plain) if not any(a <= hit[0] < b for a, b, _ in hits)]
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    apart: list[tuple[int, int, Kind]] = []
    for hit in hits:
        if not apart or hit[0] >= apart[-1][1]:
            apart.append(hit)
    bounds = [start for start, _, _ in apart[1:]] + [len(plain)]
    return [
        Label(kind, start, end, _until(plain, end, bound))
        for (start, end, kind), bound in zip(apart, bounds, strict=False)
    ]


def _is_label(plain: str, match: re.Match[str], mark: str, free: bool) -> bool:
    lead = plain[: match.start()].rstrip(" ")
    begins = not lead or lead[-1] in f"\n,;.•*(-→!>|{GONE}" or bool(_CORRECTING.search(lead))
    if ":" in mark or "=" in mark or ("|" in mark and (not lead or lead[-1] in "\n|")):
        return begins or len(match[0]) > 2
    if len(match[0].strip(".")) < 2:
        return False
    if mark.strip(" ").startswith("-") and (begins or _ANYWHERE.match(match[0])):
        return True
    if not free and _TO_A_PLACE.fullmatch(match[0]) and _place_follows(plain, match.end()):
        return True
    return free and (begins or bool(_ANYWHERE.match(match[0]))) and bool(mark or plain.startswith("\n", match.end()))


def _place_follows(plain: str, end: int) -> bool:
    """«отправка Иваново, … получение Ярославль, …»; not «доставка Казань - Москва»."""
    word = re.match(r"\.? (?:г\.? ?|город )?([а-яa-z-]{3,30})(?![а-я])(?! ?(?:-|→|=?>))", plain[end : end + 40])
    return bool(word and (town_at([word[1]]) or morphology.place_name(word[1])))


def _until(plain: str, end: int, bound: int) -> int:
    """To the end of the line; a label alone on its line is answered by the lines below."""
    line = next((at for at in (plain.find("\n", end, bound), plain.find(" | ", end, bound)) if at >= 0), -1)
    if line < 0:
        return bound
    return line if plain[end:line].strip(f" {GONE}") else bound


def _mistyped(plain: str) -> list[tuple[int, int, Kind]]:
    found = []
    for match in _WORD_AT_START.finditer(plain):
        kind = _near(match[1])
        mark = _MARK.match(plain, match.end(1))
        if kind and mark and mark[0]:
            found.append((match.start(1), mark.end(), kind))
    return found


@lru_cache(2048)
def _near(word: str) -> Kind | None:
    from rapidfuzz.distance import OSA

    best = min(_FUZZY, key=lambda full: OSA.distance(word, full))
    return _FUZZY[best] if 0 < OSA.distance(word, best) <= (1 if len(best) < 8 else 2) else None

"""Labels that say which field follows: «Вес:», «откуда Казань …», "from:", with typing mistakes too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.text import GONE

Kind = Literal["descr", "weight", "dims", "frm", "to", "pay", "places", "comment"]

_FROM_KINDS = r"(?:отправки|отправления|отправителя|погрузки|забора|загрузки|откуда)"
_TO_KINDS = r"(?:получения|получателя|доставки|выгрузки|разгрузки|назначения|куда)"
# Words that are a label wherever a clause begins, and words that are one only before a colon or a dash.
_FREE: dict[Kind, str] = {
    "weight": (
        r"(?:общий |итоговый |примерный )?(?:вес|масса)(?: груза| брутто| общий| общая)?|(?:total "
        r"|gross )?weight"
    ),
    "dims": (
        r"(?:общие )?(?:габарит(?:ы|ные размеры)?|габ\.?|размеры?)(?: груза| места| упаковки)?|dimensions?|dims"
        r"|sizes?|объем(?: груза)?|volume"
    ),
    "frm": (
        rf"откуда(?: забрать| забирать| везем)?|адрес {_FROM_KINDS}|(?:место|пункт|город) {_FROM_KINDS}"
        rf"|(?:pick ?up|loading|sender) address|pick ?up from"
    ),
    "to": (
        rf"куда(?: доставить| везти| везем)?|адрес {_TO_KINDS}|(?:место|пункт|город) {_TO_KINDS}"
        rf"|(?:delivery|unloading|recipient) address|deliver to"
    ),
    "pay": r"(?:способ |форма |вид )?оплат[аы]|оплачу|(?:payment(?: method)?|pay by|paid by)",
    "descr": r"описание(?: груза)?|наименование(?: груза)?|description|груз(?= -)",
    "comment": r"комментари[йи]|примечани[ея]|comments?|notes?",
}
_COLON: dict[Kind, str] = {
    "weight": r"брутто|кг|тонн",
    "dims": r"д ?[хx*/]? ?ш ?[хx*/]? ?в|l ?[x*]? ?w ?[x*]? ?h",
    "frm": (
        r"погрузка|загрузка|забор|забрать|отправитель|грузоотправитель|отправление|отправка|from|pick ?up"
        r"|loading|origin|sender|из|(?:грузимся|забираем)"
    ),
    "to": (
        r"выгрузка|разгрузка|доставка|доставить|получение|получатель|грузополучатель|назначение|to|delivery|deliver"
        r"|unloading|destination|recipient|consignee|в"
    ),
    "pay": r"плательщик|платит|расчет|pay|payer",
    "descr": r"груз(?:ы)?|товар|что везем|что|содержимое|cargo|goods|item|freight",
    "places": (
        r"(?:кол-?во|количество|число) ?(?:грузовых )?мест|мест|кол-?во|количество|places|pieces|pcs"
        r"|quantity|qty"
    ),
}
_TO_A_PLACE = re.compile(
    r"погрузка|загрузка|забор|отправка|отправление|выгрузка|разгрузка|доставка|получение|забрать|доставить"
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
    r" ?(?:\([а-яa-z, .*хx/]{1,24}\))?(?:(?:,| в) ?(?:кг|мм|см|м|тонн[а-я]*|т|kg|mm|cm|m|t)(?![а-яa-z]))?"
    r" ?(?::-?|=|-(?=[ \d])|→)? ?"
)
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
            if _is_label(plain, match, plain[match.end() : end], free):
                hits.append((match.start(), end, kind))
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
    begins = not lead or lead[-1] in f"\n,;.•*(-→!{GONE}" or bool(_CORRECTING.search(lead))
    if ":" in mark or "=" in mark:
        return True
    if mark.strip(" ").startswith("-") and (begins or _ANYWHERE.match(match[0])):
        return True
    if not free and _TO_A_PLACE.fullmatch(match[0]) and _place_follows(plain, match.end()):
        return True
    return free and (begins or bool(_ANYWHERE.match(match[0]))) and bool(mark or plain.startswith("\n", match.end()))


def _place_follows(plain: str, end: int) -> bool:
    """«отправка Иваново, … получение Ярославль, …»; not «доставка Казань - Москва»."""
    word = re.match(r" (?:г\.? ?|город )?([а-я]{3,30})(?![а-я])(?! ?(?:-|→|=?>))", plain[end : end + 40])
    return bool(word and morphology.place_name(word[1]))


def _until(plain: str, end: int, bound: int) -> int:
    """To the end of the line; a label alone on its line is answered by the lines below."""
    line = plain.find("\n", end, bound)
    if line < 0:
        return bound
    return line if plain[end:line].strip() else bound


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

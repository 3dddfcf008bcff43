"""The words of a message, once: where each stands, what it is for an address, whether it is read already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.gazetteer import LONGEST, Town, town_at
from relay_bot.domain.parsing.text import GONE, PHONE, Line, words

# What a token may be in an address: index, town, its kind («г.»), region, street, number, «дом», part of a building.
Kind = Literal[
    "index",
    "town",
    "settlement",
    "region",
    "street",
    "number",
    "house",
    "part",
    "word",
    "mark",
    "line",
    "gone",
    "phone",
]

_TOKEN = re.compile(
    rf"(?P<gone>{GONE}+)|(?P<phone>{PHONE}+)|(?P<line>\n+)|(?P<mark>→|➡|⇒|[-=]*>+|[^\w\s])"
    r"|(?P<number>\d+(?:(?:-?(?:й|я|го|ая|ое|летия|лет)|-y|th|st|nd|rd)(?![а-яa-z])|(?:[а-яa-z]{1,2}(?![а-яa-z])\d*"
    r"|[-/]\d+[а-яa-z]?(?![а-я\d]))+)?)"
    r"|(?P<word>(?:г\. ?о|р\. ?п|п\. ?г\. ?т)\.(?= ?[а-я])|(?:г|(?<!\w)в)\. ?о\.(?!\w)"
    r"|[а-яa-z](?:-\d{1,3}(?!\d))|[а-яa-z]+(?:-[а-яa-z]+)*\d*|\w)"
)
_CAPITALS = re.compile(r"[а-яa-z0-9,:;] [А-ЯЁA-Z][а-яёa-z]{2}|\n[^\n]*[а-я] [А-ЯЁ][а-яё]{2}")
_SETTLEMENT = frozenset(
    words("""
    г р.п. п.г.т. гор город города городе городу дер деревня деревни деревню деревне село села селе пос поселок
    поселка пгт рп ст-ца станица станицы хутор аул снт днт кп тсн пгт city town village мкр-н
    """)
)
_HALVES = {
    "н": ("нижний", "нижняя", "нижние"), "ниж": ("нижний", "нижняя"), "в": ("великий", "верхняя", "верхний"),
    "вел": ("великий", "великие"), "ст": ("старый", "старая"), "наб": ("набережные",), "нов": ("новый", "новая"),
    "верх": ("верхняя", "верхний"), "кр": ("красный",),
}  # fmt: skip
_REGION = frozenset(
    words("""
    обл область области край края респ республика республики р-н район района районе округ го г.о. мо ло
    region oblast россия russia рф
    """)
)
_STREET = frozenset(
    words("""
    ул улица улице улицы улицу пр-т пр-кт пркт проспект проспекте проспекта просп пр пр-д проезд проезде
    пер переулок переулке ш шоссе наб набережная набережной б-р бул бульвар бульваре пл площадь площади
    туп тупик аллея тракт тракта тракте линия мкр мкрн м-н микрорайон квартал проулок street st str
    avenue ave road rd lane blvd boulevard pr prospekt prospect ul ulitsa shosse highway square proezd
    per pereulok nab naberezhnaya embankment emb quay canal drive dr sq hwy trakt
    """)
)
_HOUSE = frozenset(
    words("""
    д дом дома доме вл влад владение зд здание уч участок участка house building bld bldg km км
    """)
)
_PART = frozenset(
    words("""
    корп корпус к ст стр строение соор лит литер литера оф офис кв квартира пом помещение эт этаж этаже
    подъезд под секция склад склада складе складу ангар бокс цех ворота ворот терминал терминала пав
    павильон бц тц трц тк жк рц пвз сц промзона промзоны промзоне промплощадка парк территория тер база
    базы код домофон въезд вход заезд проходная кпп док двор вход рампа лифт лифта помещ каб кабинет
    трасса автодорога мкад ттк завод магазин азс sklad apt apartment office suite floor warehouse gate dock
    unit room block entrance terminal
    """)
)
FROM = re.compile(
    r"откуда|отправ[а-я]*|грузоотправ[а-я]*|забор[а-я]*|забра[а-я]+|забира[а-я]+|забер(?!ет(?![а-я]))[а-я]+|погруз[а-я]*|погр"
    r"|загруз[а-я]*|загр"
    r"|грузи[а-я]+|отгруз[а-я]*|самовывоз|вывез[а-я]+|лежит|лежат|находит[а-я]+|хранит[а-я]+|собрать|взять"
    r"|pick[a-z]*|pickup|collect[a-z]*|loading|shipper"
    r"|origin|sender|pol"
)
TO = re.compile(
    r"куда|достав[а-я]*|довез[а-я]+|отвез[а-я]+|отвоз[а-я]+|везти|везем|вези[а-я]*|привез[а-я]+|привоз[а-я]*"
    r"|выгруз[а-я]*|выгр|разгруз[а-я]*|сдача|сдать|оказа[а-я]+|получ[а-я]+"
    r"|грузополуч[а-я]*|назначени[а-я]|приемк[а-я]*|принима[а-я]+|deliver[a-z]*|drop[a-z]*|destination|consignee|receiver"
    r"|unloading|recipient|pod"
)
"""Words that say of which end the address behind them is."""

MARKETS = re.compile(r"(?:wildberries|вайлдберриз|вб|озон|ozon|wb|яндекс|сбермаркет|мегамаркет|леруа)")
ROAD = re.compile(r"[мраmpa]-?\d{1,3}")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    kind: Kind
    town: Town | None = None
    capital: bool = False


def tokens_of(line: Line, work: str) -> list[Token]:
    """Of `work`, the plain text in which what was read is blanked."""
    found = [(str(match.lastgroup), match[0], match.start(), match.end()) for match in _TOKEN.finditer(work)]
    tokens: list[Token] = []
    written = _CAPITALS.search(line.source) is not None
    skip = 0
    for n, (group, text, start, end) in enumerate(found):
        if n < skip:
            continue
        capital = line.words(start, start + 1).isupper()
        if group == "word":
            kind, town, length = _word(found, n)
            if text in ("д", "с", "п", "х") and _village(found, n):
                kind = "settlement"
            if town and written and not (capital or town.plain or length > 1):
                kind, town = "word", None  # «картины в рамах» where «Смоленск» is written as it should be
            skip = n + length
            if kind == "word" and (halves := _two_towns(text, start, line)):
                tokens += halves
                continue
            tokens.append(Token(work[start : found[skip - 1][3]], start, found[skip - 1][3], kind, town, capital))
        elif group == "number":
            index = len(text) == 6 and text.isdecimal()
            tokens.append(Token(text, start, end, "index" if index else "number"))
        else:
            tokens.append(Token(text, start, end, group))  # type: ignore[arg-type]
    return tokens


def _two_towns(text: str, start: int, line: Line) -> list[Token]:
    """«Москва-Казань»: a route without spaces."""
    first, dash, second = text.partition("-")
    one, other = town_at([first]), town_at([second])
    if not (dash and one and other):
        return []
    middle = start + len(first)
    return [
        Token(first, start, middle, "town", one[0], True),
        Token("-", middle, middle + 1, "mark"),
        Token(second, middle + 1, start + len(text), "town", other[0], True),
    ]


def _village(found: Sequence[tuple[str, str, int, int]], n: int) -> bool:
    """«д. Сосновка», «с. Усады»; «д. 5» is a house, «с» alone a preposition."""
    dot, name = (*found[n + 1 : n + 3], ("", "", 0, 0), ("", "", 0, 0))[:2]
    return dot[1] == "." and name[0] == "word" and len(name[1]) > 2 and kind_of(name[1]) in ("word", "town")


def _half_name(found: Sequence[tuple[str, str, int, int]], n: int) -> tuple[Town, int] | None:
    """«Н.Новгород», «Наб. Челны»: the town and how many tokens it takes."""
    name = n + 1 + (n + 1 < len(found) and found[n + 1][1] == ".")
    if name >= len(found) or found[name][0] != "word" or len(found[name][1]) < 4:
        return None
    for first in _HALVES[found[n][1]]:
        town = town_at([first, found[name][1]])
        if town and town[1] == 2:
            return replace(town[0], inflected=True), name + 1 - n
    return None


def _word(found: Sequence[tuple[str, str, int, int]], n: int) -> tuple[Kind, Town | None, int]:
    text = found[n][1]
    kind = kind_of(text)
    if kind != "word":
        return kind, None, 1
    if text in _HALVES and (half := _half_name(found, n)):
        return "town", *half
    words = [text]
    for more in range(n + 1, min(n + LONGEST, len(found))):
        if found[more][0] != "word" or found[more][2] != found[more - 1][3] + 1:
            break
        words.append(found[more][1])
    town = town_at(words)
    if town and n + town[1] < len(found) and found[n + town[1]][0] == "phone" and morphology.first_name(text):
        return "word", None, 1  # «выгрузка Артём 8903…»
    return ("town", *town) if town else ("word", None, 1)


@lru_cache(8192)
def kind_of(word: str) -> Kind:
    """What a folded word is in an address, towns apart."""
    if word in _SETTLEMENT:
        return "settlement"
    if word in _REGION:
        return "region"
    if word in _STREET:
        return "street"
    if word in _HOUSE:
        return "house"
    if word in _PART or ROAD.fullmatch(word) or MARKETS.fullmatch(word):
        return "part"
    if morphology.region(word):
        return "region"
    return "word"

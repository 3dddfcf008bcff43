"""The towns of GeoNames by every form of their names: «казани», «нижнего новгорода», «мск», "Veliky Novgorod"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.text import fold

LARGE = 15_000  # inhabitants: the name of such a town is known in every case
LONGEST = 3  # words of a name

_SHORT = {
    "мск": "Москва", "спб": "Санкт-Петербург", "питер": "Санкт-Петербург", "екб": "Екатеринбург",
    "нн": "Нижний Новгород", "нск": "Новосибирск", "ект": "Екатеринбург", "рнд": "Ростов-на-Дону",
    "крд": "Краснодар", "челяба": "Челябинск", "ебург": "Екатеринбург", "екат": "Екатеринбург",
    "новосиб": "Новосибирск", "владик": "Владивосток", "челны": "Набережные Челны", "магнитка": "Магнитогорск",
    "спт": "Санкт-Петербург", "msk": "Москва", "spb": "Санкт-Петербург",
}  # fmt: skip
# By the end of the nominative: the ends of the other cases.
_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ый", ("ого", "ому", "ым", "ом")),
    ("ий", ("ого", "его", "ому", "ему", "им", "ом", "ем", "ия", "ию", "ии")),
    ("ой", ("ого", "ому", "ым", "ом")),
    ("ое", ("ого", "ому", "ым", "ом")),
    ("ее", ("его", "ему", "им", "ем")),
    ("ая", ("ой", "ую")),
    ("ые", ("ых", "ым", "ыми")),
    ("ие", ("их", "им", "ими", "ия", "ию", "ии")),
    ("ец", ("ца", "цу", "цом", "цем", "це")),
    ("ь", ("и", "ью", "я", "ю", "ем", "е")),
    ("а", ("ы", "и", "е", "у", "ой")),
    ("я", ("и", "е", "ю", "ей")),
    ("о", ("а", "у", "ом", "е")),
    ("е", ("я", "ю", "ем", "а", "у")),
    ("ы", ("", "ов", "ам", "ами", "ах")),
    ("и", ("", "ей", "ов", "ам", "ами", "ах")),
    ("й", ("я", "ю", "ем", "е")),
    ("", ("а", "у", "ом", "е", "ем")),
)
_LATIN = (
    ("skiy", "sky"), ("skaya", "skaia"), ("yy", "y"), ("iy", "y"), ("ye", "e"), ("yo", "e"), ("ë", "e"), ("e", "e"),
    ("kh", "h"), ("yu", "u"), ("ya", "a"), ("sankt", "saint"), ("st ", "saint "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """`plain`: no dictionary knows the word otherwise, and it is written as towns are: surely the town is meant."""

    name: str
    plain: bool
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    forms: dict[str, tuple[str, int, bool]]  # folded form → name, inhabitants, inflected
    stems: dict[tuple[str, ...], str]  # of names of several words
    latin: dict[str, str]


@cache
def _names() -> _Names:
    names = _Names({}, {}, {})
    source = files("relay_bot.domain.parsing").joinpath("data/towns.txt").read_text("utf-8")
    for line in source.splitlines():
        name, latin, people = line.split("\t")
        folded = fold(name)
        if " " in folded or "-" in folded:
            names.stems[_stems(re.split("[ -]", folded))] = name
        _add(names.forms, folded, name, int(people), inflected=False)
        if int(people) >= LARGE // 5 and " " not in folded and "-" not in folded:
            for form in _inflected(folded):
                _add(names.forms, form, name, int(people), inflected=True)
        names.latin[_latin(latin)] = name
    names.forms.update({short: (name, 10**6, False) for short, name in _SHORT.items()})
    return names


def _add(forms: dict[str, tuple[str, int, bool]], form: str, name: str, people: int, *, inflected: bool) -> None:
    """A nominative goes before another town's case, a large town before a small one."""
    have = forms.get(form)
    if have is None or (have[2], -have[1]) > (inflected, -people):
        forms[form] = (name, people, inflected)


def _inflected(name: str) -> list[str]:
    end, cases = next(one for one in _CASES if name.endswith(one[0]))
    return [name[: len(name) - len(end)] + case for case in cases]


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(re.sub(r"(?<=[а-я]{3})(?:[ыиоае]?[йемх]|[ое]го|[ое]му|ую|[аяоеыиуюь])$", "", word) for word in words)


def _latin(name: str) -> str:
    """One spelling for the many: "Veliky" is "Velikiy"."""
    name = re.sub(r"[ -]+", " ", re.sub(r"['’]", "", name.lower()))
    for long, short in _LATIN:
        name = name.replace(long, short)
    return re.sub(r"y(?![a-z])", "i", name.replace("y", "i"))


def town_at(words: Sequence[str]) -> tuple[Town, int] | None:
    """The town that begins the folded words, and how many of them it takes; the longest name wins."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        found = _town(" ".join(words[:length]))
        if found:
            return found, length
    return None


def bears_a_name(word: str) -> bool:
    """Whether a town is called as people are, too: «Гай», «Данилов»."""
    form = _names().forms.get(word)
    return form is not None and not form[2]


@cache
def _town(text: str) -> Town | None:
    names = _names()
    if text.isascii():
        name = names.latin.get(_latin(text)) if len(text) > 2 else None
        short = names.forms.get(text)
        return Town(text.title() if not short else short[0], True) if name or short else None
    form = names.forms.get(text)
    if form and form[1] < 3 * LARGE and morphology.first_name(text) and morphology.base(text) == text:
        return None
    if form and (not form[2] or form[1] >= LARGE):
        return Town(form[0], _only_a_town(text, form[1]), form[2])
    parts = re.split("[ -]", text)
    if len(parts) > 1:
        many = [*parts[:-1], re.sub(r"ов$", "ы", parts[-1])]  # «Набережных Челнов»
        name = names.stems.get(_stems(parts)) or names.stems.get(_stems(many))
        return Town(name, True, fold(name) != text) if name and ("-" in name) == ("-" in text) else None
    known = morphology.place_name(text)
    if known and not morphology.region(text):
        return Town(_titled(known), not morphology.common(text) and not morphology.surname(text), known != text)
    return Town(form[0], False, True) if form else None


def _only_a_town(word: str, people: int) -> bool:
    return word in _SHORT or (people >= 50_000 and not morphology.common(word)) or not morphology.known_word(word)


def _titled(name: str) -> str:
    return "-".join(part if part in ("на", "над") else part.capitalize() for part in name.split("-"))

"""Names of people in the case that a Russian sentence needs; what is no Russian name stays as it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from relay_bot.declension import surnames

_NAME = re.compile(r"[^(,]*[^(,\s]")
"""«Анна Смирнова (Казань)», «Иван Петров, Ромашка»: what follows is not the name's."""

_PART = re.compile(r"[А-ЯЁа-яё]{2,40}")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.){1,3}")
_MOST_WORDS = 4
_EITHER = frozenset({"masc", "femn"})
_ALSO_NAMES = {"софия": frozenset({"femn"}), "паша": _EITHER}
"""First names that the dictionary takes for something else."""


@cache
def analyser() -> Any:
    """The dictionary of Russian words, loaded when it is first needed (0.1 s)."""
    from pymorphy3 import MorphAnalyzer  # type: ignore[import-untyped]

    return MorphAnalyzer(lang="ru")


@lru_cache(4096)
def in_case(name: str, case: str) -> str:
    """«Анна Смирнова», "datv" → «Анне Смирновой». `case`: gent | datv | accs. No name of somebody's: unchanged."""
    of_whom = _genders(_words(name))
    forms = {_inflected(name, case, gender) for gender in sorted(of_whom)}
    return forms.pop() if len(forms) == 1 else name  # «Саша» is declined alike, whoever it is


@lru_cache(4096)
def gender_of(name: str) -> str:
    """masc or femn, as the words of the name agree on it; none: it is not known."""
    agreed = _genders(_words(name))
    return next(iter(agreed)) if len(agreed) == 1 else "none"


def _words(name: str) -> Sequence[str]:
    """The words of a person's name; empty when it is none: «ООО Ромашка», «Менеджер Анна», «Anna»."""
    found = _NAME.match(name)
    words = found[0].split() if found else []
    parts = [part for word in words for part in word.split("-")]
    if not words or len(words) > _MOST_WORDS or not all(map(_may_be_name, parts)):
        return ()
    firsts = [at for at, word in enumerate(words) if _is_first_name(word)]
    if firsts:
        return () if any(_is_common(word) for word in words[: firsts[0]]) else words
    known = [word for word in words if word != "ИП" and not _INITIALS.fullmatch(word)]
    return words if len(known) == 1 and len(surnames.genders(known[0].lower())) == 1 and _parses(known[0]) else ()


def _may_be_name(part: str) -> bool:
    abbreviation = part.isupper() and len(part) < 4 and part != "ИП" and not _parses(part)
    return bool(_INITIALS.fullmatch(part) or (_PART.fullmatch(part) and not abbreviation))


def _is_first_name(word: str) -> bool:
    return any("Name" in one.tag for part in word.split("-") for one in _parses(part)) or word.lower() in _ALSO_NAMES


def _is_common(word: str) -> bool:
    """An ordinary noun of the dictionary before the first name: a title, a shop."""
    found = analyser().parse(word.lower())
    return (
        word != "ИП"
        and "-" not in word
        and not _parses(word)
        and any(one.is_known and "NOUN" in one.tag for one in found)
    )


def _genders(words: Sequence[str]) -> frozenset[str]:
    """First names and patronymics say it first, then surnames where they fit; empty: there is no name."""
    if not words:
        return frozenset()
    agreed = _EITHER
    votes = [(_votes(word), word) for word in words]
    for vote in [vote for vote, _ in votes if vote] + [
        surnames.genders(word.lower()) for vote, word in votes if not vote
    ]:
        agreed = agreed & vote or agreed
    return agreed


def _votes(word: str) -> frozenset[str]:
    """What a first name or a patronymic says; nothing: the word is none."""
    first = [one for part in word.split("-") for one in _parses(part) if "Name" in one.tag or "Patr" in one.tag]
    return frozenset(gender for one in first for gender in _of(one)) or _ALSO_NAMES.get(word.lower(), frozenset())


def _of(parse: Any) -> tuple[str, ...]:
    gender = str(parse.tag.gender)
    return (gender,) if gender in _EITHER else ("masc", "femn")


def _inflected(name: str, case: str, gender: str) -> str:
    found = _NAME.match(name)
    end = found.end() if found else 0
    return re.sub(r"\S+", lambda word: _word(word[0], case, gender), name[:end]) + name[end:]


def _word(word: str, case: str, gender: str) -> str:
    """Of a double-barrelled surname the last part always, the others where they are surnames or names themselves."""
    *before, last = word.split("-")
    parts = [
        _part(part, case, gender) if _parses(part) or len(surnames.genders(part.lower())) == 1 else part
        for part in before
    ]
    return "-".join([*parts, _part(last, case, gender)])


def _part(part: str, case: str, gender: str) -> str:
    if _INITIALS.fullmatch(part) or part == "ИП":
        return part
    parse = next((one for one in _parses(part) if gender in _of(one)), None) or _noun(part, gender)
    inflected = parse.inflect({"gent" if parse.tag.animacy == "inan" else case, "sing"}) if parse is not None else None
    return _like(part, str(inflected.word) if inflected is not None else surnames.inflected(part.lower(), gender, case))


def _noun(part: str, gender: str) -> Any:
    """A man's surname that is an ordinary noun: «Заяц» → «Зайца»; a woman's stays."""
    found = analyser().parse(part.lower()) if gender == "masc" else ()
    wanted = {"NOUN", "masc", "anim", "nomn", "sing"}
    return next((one for one in found if one.is_known and wanted <= one.tag.grammemes), None)


def _like(part: str, inflected: str) -> str:
    if part.isupper():
        return inflected.upper()
    return inflected.capitalize() if part[0].isupper() else inflected


@lru_cache(4096)
def _parses(part: str) -> tuple[Any, ...]:
    """What a word may be as a part of somebody's name, in the nominative; a first name before all else."""
    if not _PART.fullmatch(part):
        return ()
    found = [
        one
        for one in analyser().parse(part.lower())
        if one.is_known
        and {"nomn", "sing"} <= one.tag.grammemes
        and any(of in one.tag for of in ("Name", "Surn", "Patr"))
    ]
    return tuple(found)

"""The town in an address: whether it is there, and what it is called."""

from __future__ import annotations

import re

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.text import capital, fold

# Kinds of streets, of settlements, of parts of a house: abbreviations and words.
_STREET = (
    r"ул(?:\.|ица|ице|ицы)?|пр-?к?т\.?|просп(?:\.|ект[а-я]*)?|пр\.|пр-д\.?|проезд[а-я]*|пер(?:\."
    r"|еул[а-я]*)?|ш\.|шоссе|наб\.?|набережн(?:ая|ой|ую)|б-р|бул(?:\.|ьвар[а-я]*)|пл\.|площад[а-я]+"
    r"|туп\.|тупик|аллея|тракт|линия|мкр\.?|мкрн\.?|м-н|микрорайон|квартал|street|st\.?|avenue|ave\.?|road"
    r"|rd\.?|lane|blvd\.?|boulevard|pr\.|prospekt|prospect|ul\.|ulitsa|shosse|highway|square"
)
_TOWN = (
    r"г\.|гор\.|город[а-я]*|г(?= )|дер\.|деревн[а-я]+|д\.(?= ?[а-я]{3})|с\.(?= ?[а-я]{3})|сел[оае]"
    r"|пос(?:\.|ел[а-я]+)|п\.(?= ?[а-я]{3})|п(?:\.|/)?г\.?т\.?|пгт|рп|ст-ца|станица|хутор|х\.|аул|снт|днт"
    r"|обл\.?|област[а-я]+|край|края|респ\.?|республик[а-я]+"
    r"|р-н|район[а-я]*|мо(?= )|л\.?о\.?(?= )|округ|го\.|village|city|town|region|oblast|district"
)
_HOUSE = (
    r"д|дом|дома|корп(?:ус)?|к|стр(?:оен[а-я]+)?|соор|влад(?:ение)?|вл|оф(?:ис)?|кв(?:артира)?"
    r"|пом(?:ещение)?|эт(?:аж)?|под(?:ъ|ь)?езд|под|лит(?:ера?)?|литер[а-я]*|склад[а-я]*|ангар|бокс|цех"
    r"|ворота|км|уч(?:асток)?|секция|терминал|пав(?:ильон)?|бц|тц|трц|тк|жк|зд(?:ание)?"
    r"|house|building|bld|bldg|apt|office|off|floor|suite|warehouse|gate|km|unit|room|block|b|h|n|no"
)
_FIRST_HALVES = ("saint", "st", "st.", "nizhny", "nizhniy", "naberezhnye", "veliky", "velikiy", "new", "stary")
_REGION = re.compile(r"област|обл\b|край|респ|район|р-н|росси|рф\b|oblast|region|russia")
_ROAD = re.compile(r"(?<![а-яa-z])(?:трасс[а-я]+|автодорог[а-я]+|[мраmpa]-?\d{1,3}(?!\d))(?![а-яa-z])")
STREET_WORD = re.compile(rf"(?<![а-яa-z])(?:{_STREET})(?![а-яa-z])")
_NO_TOWN = "|".join((_REGION.pattern, _ROAD.pattern, STREET_WORD.pattern))
TOWN_WORD = re.compile(rf"(?<![а-яa-z])(?:{_TOWN})(?![а-яa-z])")
TAIL = re.compile(
    rf"\d|(?<![а-яa-z])(?:{_STREET}|{_TOWN}|{_HOUSE})(?![а-яa-z])|вход|въезд|двор|контакт|тел(?:\.|[ :]|ефон)|\x01"
    rf"|спросить|получатель|промзон|рядом|напротив"
)  # what may follow a house
HOUSE_WORD = re.compile(rf"(?:{_HOUSE})\.?")
PLACE_WORDS = re.compile(r"(?<![а-яa-z])(?:км|литер[а-я]?|лит|б/н|без номера|промзона|территория|тер)(?![а-яa-z])")
WORD = re.compile(r"[а-яa-z]+(?:-[а-яa-z]+)*")


def simple_words(folded: str) -> list[str]:
    return re.findall(r"[а-яa-z]{3,}", folded)


def words_of_place(folded: str) -> list[str]:
    """The words that name something: no «дом», no «ул.»."""
    text = TOWN_WORD.sub(" ", STREET_WORD.sub(" ", folded))
    return [word for word in WORD.findall(text) if len(word) >= 2 and not HOUSE_WORD.fullmatch(word)]


def has_town(folded: str) -> bool:
    """Whether anything but the street is named."""
    if TOWN_WORD.search(folded):
        return True
    named = words_of_place(folded)
    if len(named) == 1 and morphology.adjective_of_street(named[0]):
        return False
    if any(morphology.place_name(word) for word in simple_words(folded) if not _in_street(folded, word)):
        return True
    rest = _without_street(folded)
    left = words_of_place(rest)
    if rest == folded and len(left) == 1 and not re.search(r"[a-z]", left[0]):
        return not morphology.surname_of_street(left[0])
    return bool(left)


def _in_street(folded: str, word: str) -> bool:
    """«ул. Казанская», «Московское шоссе», «ул. Москва»: directly at the kind of street."""
    for kind in STREET_WORD.finditer(folded):
        after = folded[kind.end() :].lstrip(" .")
        if re.match(rf"{re.escape(word)}(?![а-я])", after) or (
            folded[: kind.start()].endswith(f"{word} ") and not after[:1].isalpha()
        ):
            return True
    return False


def _without_street(folded: str) -> str:
    """The text without «ул. Ленина», «Ленинградский пр-т»."""
    for match in reversed(list(STREET_WORD.finditer(folded))):
        before, after = folded[: match.start()], folded[match.end() :]
        name = re.match(r"[ .]*[^,\d\n]*[а-яa-z][^,\d\n]*", after)
        if name and name[0].strip(" .") and not HOUSE_WORD.fullmatch(name[0].strip(" .")):
            folded = before + "," + after[name.end() :]
            continue
        adjectives = re.search(r"((?:[а-яa-z-]+ )*)([а-яa-z-]+) *$", before)
        if adjectives:
            start = adjectives.start(2)
            for word in reversed(adjectives[1].split()):
                if not morphology.adjective(word) or morphology.place_name(word):
                    break
                start = before.rindex(word, 0, start)
            folded = before[:start] + "," + after
    return folded


def city_of(text: str) -> str:
    """The town of an address, in the nominative where the dictionary knows it; else its first telling part."""
    parts = [part.strip() for part in text.split(",")]
    for part in parts[:4]:
        town = re.match(
            r"(?:г|гор|город|д|дер|деревня|с|село|п|пос|поселок|посёлок|пгт|city|town)\.? +([^\d,]+)",
            part,
            re.IGNORECASE,
        )
        if town and len(town[1].strip()) > 2:
            return _named(STREET_WORD.split(town[1].strip())[0].strip() or town[1].strip())
    return next(filter(None, map(_known_town, parts[:4])), None) or _first_telling(parts)


def _known_town(part: str) -> str | None:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", part)
    folded = [fold(word) for word in words]
    if _REGION.search(fold(part)) or _ROAD.search(fold(part)):
        return None
    for n, word in enumerate(folded):
        street = _in_street(fold(part), word) or (len(words) == 1 and morphology.adjective_of_street(word))
        if morphology.place_name(word) and not street:
            return _with_adjective(words, n)
    return None


def _first_telling(parts: list[str]) -> str:
    """The first part that is no region, street or index, up to its number."""
    for part in parts[:3]:
        if re.search(r"[^\W\d_]", part) and not re.search(_NO_TOWN, fold(part)):
            name = re.split(r"\d", part, maxsplit=1)[0].strip(" .")
            first, *more = name.split() or [name]
            if more and first.isascii() and name != part and fold(first) not in _FIRST_HALVES:
                name = first  # «Moscow Tverskaya 1»: no comma parts the town from the street
            return capital(_named(name if len(name) > 1 else part))[:60]
    return parts[0][:60]


def _with_adjective(words: list[str], n: int) -> str:
    """«Нижнего Новгорода» → «Нижний Новгород»: the adjective before or after the town goes with it."""
    folded = [fold(word) for word in words]
    if folded[n].startswith("нижн") and n + 1 < len(words):
        n += 1
    if n and morphology.adjective(folded[n - 1]) and not folded[n - 1].startswith("росси"):
        both = morphology.nominative(folded[n - 1], folded[n])
        return both.title() if both else f"{words[n - 1]} {words[n]}"
    return _named(words[n])


def _named(name: str) -> str:
    """«Казани» → «Казань»; what the dictionary does not know stays as written."""
    known = morphology.place_name(fold(name)) if " " not in name else None
    if known and morphology.adjective(fold(name)) and not known.endswith(("ий", "ый", "ой", "ая", "ое", "ые", "ие")):
        known = None  # «п. Лесной» is no Лесна
    if known and (known != fold(name) or name.isupper()):
        return "-".join(part.capitalize() if part not in ("на",) else part for part in known.split("-"))
    return capital(name)

"""The two ends of a route in a free message: «из X в Y», «X → Y», «Казань - Москва», "from X to Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.contact import is_name
from relay_bot.domain.parsing.text import GONE, Line
from relay_bot.domain.parsing.timing import when_in
from relay_bot.domain.parsing.town import STREET_WORD, TAIL, TOWN_WORD

_FROM = re.compile(
    rf"(?:^|(?<=[ \n,.;:({GONE}]))(?:из|от|с|со|from|(?:забрать|забира(?:ем|ть|йте|й)|забор|погрузка|заберите"
    rf"|грузимся) (?:из|от|в|во|с|со|по адресу)|pick ?up (?:at|from|in))(?: города?| city)? (?=[^ ])"
)
_TO = re.compile(
    rf"(?:^|(?<=[ \n,.;:({GONE}]))(?:в|во|до|на|to|deliver(?:y)? (?:to|at|in)|(?:доставить|доставьте"
    rf"|доставляйте|(?:от|при)?везите|доставка"
    rf"|выгрузка|везти|отвезти) (?:в|во|до|на|по адресу))(?: город)? (?=[^ ])"
)
_ARROW = re.compile(r" ?(?:→|-+>|=+>|➡|⇒|>{1,2}|⟶) ?")
_TAG_OPEN = re.compile(r"<[/a-z!][^<>]*$")
_PLACE_WORD = re.compile(r"(?<!\d)\d{6}(?!\d)|[а-яa-z]+\.?(?:-[а-яa-z]+)*")
_DASH = re.compile(r"(?<![а-я])([а-я]{3,30}) ?- ?(?:г\. ?)?([а-я]{3,30}(?:-[а-я]{1,20}){0,2})")
_BEGINNING = re.compile(rf"(?:^|[{GONE}\n;]|\d[а-я]?)[ ,.]*(?<![а-я])([а-я]{{1,30}})")
_VALUE = re.compile(r"объявл|ценност|стоимост|страхов|оцен[её]н|\d ?(?:руб|р\.|₽)")
_STOP = re.compile(rf"[{GONE}\n]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of `plain` that is one end of the route; `start` includes its preposition."""

    start: int
    text_start: int
    end: int


def find_route(line: Line, plain: str) -> tuple[Part | None, Part | None]:
    """Where from and where to, each None if the message does not say."""
    for arrow in _ARROW.finditer(plain):
        if _between_places(line, plain, arrow.start(), arrow.end()):
            return _around(line, plain, arrow.start(), arrow.end())
    for dash in _DASH.finditer(plain):
        if (
            morphology.place_name(dash[1])
            and morphology.place_name(dash[2].split("-")[0])
            and not morphology.place_name(dash[0].replace(" ", ""))
        ):
            return _around(line, plain, dash.end(1), dash.start(2))
    for dash in re.finditer(r" - (?=[а-я])", plain):
        left = re.findall(r"[а-я]{3,}", re.split(rf"[{GONE}\n]", plain[: dash.start()])[-1])
        right = re.match(r"[а-я]+", plain[dash.end() :])
        if right and morphology.place_name(right[0]) and any(map(morphology.place_name, left)):
            return _around(line, plain, dash.start(), dash.end())
    start = _first(line, plain, _FROM, 0)
    if start is None:
        return None, _first(line, plain, _TO, 0, strict=True)
    after = start.text_start
    to = _first(line, plain, _TO, after)
    if to is None:
        to = _first(line, plain[: start.start], _TO, 0, strict=True)
        return start, to
    end = when_in(plain, start.text_start, min(start.end, to.start))
    return Part(start.start, start.text_start, end), to


def _between_places(line: Line, plain: str, left: int, right: int) -> bool:
    """Not the end of a tag («<b>станок</b>») nor «вес > 500»: places stand on both sides."""
    if _TAG_OPEN.search(plain[:left]):
        return False
    begin = left - len(_STOP.split(plain[:left].rstrip(f" \n,{GONE}"))[-1]) - 1
    preposition = _TO.match(plain, right)
    after = preposition.end() if preposition else right
    first = _PLACE_WORD.match(plain, after)
    before = list(_PLACE_WORD.finditer(plain, max(0, begin), left))
    return bool(first and _like_a_place(line, first)) and any(_like_a_place(line, word) for word in before)


def _like_a_place(line: Line, word: re.Match[str]) -> bool:
    """A town, a word for one, an index, or a name that no dictionary has: with a capital or in Latin letters."""
    name = word[0]
    known = name.isdigit() or bool(TOWN_WORD.match(name + " ")) or bool(morphology.place_name(name))
    latin = len(name) > 3 and name.isascii()
    return known or latin or (len(name) > 2 and line.words(word.start(), word.start() + 1).isupper())


def town_starts(plain: str) -> list[int]:
    """Where a town begins something: at the start, after what was read, or after a house number."""
    return [
        match.start(1)
        for match in _BEGINNING.finditer(plain)
        if TOWN_WORD.match(match[1] + plain[match.end() : match.end() + 2]) or morphology.place_name(match[1])
    ]


def _first(line: Line, plain: str, preposition: re.Pattern[str], after: int, strict: bool = False) -> Part | None:
    for match in preposition.finditer(plain, after):
        if _names_a_place(line, plain, match, strict):
            return Part(match.start(), match.end(), _end(line, plain, match.end()))
    return None


def _names_a_place(line: Line, plain: str, match: re.Match[str], strict: bool) -> bool:
    follows = plain[match.end() : match.end() + 40]
    if match[0].strip() in ("с", "со") and not re.match(r"[^\n,\x00]*\d", follows):
        return False
    word = re.match(r"[а-яa-z]+", follows)
    if TOWN_WORD.match(follows):
        return True
    if word is None:
        return bool(re.match(r"\d{6},? (?!р(?:уб|\b))[а-яa-z]", follows))
    town = morphology.place_name(word[0])
    if strict:
        loose = match[0].startswith(("to", "до", "deliver", "доставить", "доставка", "выгрузка", "везти", "отвезти"))
        capital = line.words(match.end(), match.end() + 1).isupper()
        named = town == word[0] and bool(re.search(r"\d", follows))  # «в Самара, Победы 5»
        return bool(town and (loose or named or morphology.accusative(word[0]))) or (loose and capital)
    return bool(town) or (line.words(match.end(), match.end() + 1).isupper() and not morphology.common_month(word[0]))


def _end(line: Line, plain: str, start: int) -> int:
    """To what was read already, the end of the sentence, or the clause that is no part of an address."""
    stop = _STOP.search(plain, start)
    end = stop.start() if stop else len(plain)
    for dot in re.finditer(r"[.!;] (?=[^ ])", plain[start:end]):
        before = plain[start : start + dot.start()]
        if line.words(start + dot.end(), start + dot.end() + 1).isupper() and re.search(
            r"\d$|[а-яa-z]{5,}$|\d[а-я]$", before
        ):
            end = start + dot.start()
            break
    return when_in(plain, start, _end_of_house(plain, start, _end_of_clauses(plain, start, end)))


def _end_of_clauses(plain: str, start: int, end: int) -> int:
    """Clauses after the first belong to the address while they look like it, or a house follows: «, Тверская, 5»."""
    at = plain.find(",", start, end)
    while 0 <= at < end:
        comma = plain.find(",", at + 1, end)
        upto = comma if comma >= 0 else end
        clause, following = plain[at + 1 : upto], plain[upto + 1 : end]
        house = re.match(r" ?(?:д\.? ?|дом )?\d", following) and len(clause.split()) <= 3
        if clause.strip() and not (house or like_address(clause)):
            return at
        at = upto if upto < end else -1
    return end


def like_address(clause: str) -> bool:
    """Whether a clause after the first may be a part of the address, or its contact."""
    if _VALUE.search(clause):
        return False
    town = any(map(morphology.place_name, re.findall(r"[а-я]{3,}", clause)))
    return bool(TAIL.search(clause)) or is_name(clause) or town


def _end_of_house(plain: str, start: int, end: int) -> int:
    """Dictated, without commas: «ленина 5 станок токарный» ends at the house."""
    for number in re.finditer(r"(?<![\d-])\d+[а-я]?(?:/\d+)?(?= [а-яa-z]{3,})", plain[start:end]):
        before, after = plain[start : start + number.start()], plain[start + number.end() : end]
        words = re.findall(r"[а-яa-z]+", after.split(",")[0])
        marked = re.search(rf"(?:{STREET_WORD.pattern})[ .]*$", before)
        if not re.search(r"[а-яa-z]{3,} ?(?:,? ?(?:д|дом)\.? ?)?$", before) or marked or not words:
            continue
        part = TAIL.search(after.split(",")[0]) or morphology.place_name(words[0]) or is_name(" ".join(words[:2]))
        if not part and not morphology.of_date(words[0]):
            return start + number.end()
    return end


def _around(line: Line, plain: str, left: int, right: int) -> tuple[Part, Part]:
    begin = 0
    for stop in _STOP.finditer(plain, 0, left):
        if plain[stop.end() : left].strip(" ,"):
            begin = stop.end()
    region = plain[begin:left]
    sentence = [m.end() for m in re.finditer(r"[.!;:] (?=\S)", region) if not TOWN_WORD.search(region[: m.end()][-5:])]
    for position in reversed(sentence):
        if re.search(r"[а-яa-z]{4,}[.!;:] $", region[:position]):
            begin, region = begin + position, region[position:]
            break
    preposition = _FROM.match(region)
    if preposition:
        begin += preposition.end()
    else:
        for word in re.finditer(rf"(?<!\d)\d{{6}}(?!\d)|{TOWN_WORD.pattern}|[а-я]{{3,}}", region):
            if word[0].isdigit() or TOWN_WORD.fullmatch(word[0]) or morphology.place_name(word[0]):
                before = re.search(r"(?:^| )([а-я]+) $", region[: word.start()])
                nearby = (
                    before
                    and morphology.adjective(before[1])
                    and line.words(begin + before.start(1), begin + before.start(1) + 1).isupper()
                )
                begin += before.start(1) if before and nearby else word.start()
                break
    to = _TO.match(plain, right)
    text = to.end() if to else right
    return Part(begin, begin, left), Part(left, text, _end(line, plain, text))

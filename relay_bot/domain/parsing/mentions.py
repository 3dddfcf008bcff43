"""Weights in a text: «1,5 т», «10 мест по 25 кг», «от 500 до 600 кг», «тонна двести», "800 kg"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from relay_bot.domain.parsing.beside import Mention, around, counted
from relay_bot.domain.parsing.kilograms import GRAM, unit_of
from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.pieces import PIECE, find_places, stem

LEAST_TOTAL = 20  # kg: a smaller number behind «всего» counts pieces
MOST = 30  # weights that one message may have: nobody writes more
_MENTION = re.compile(rf"({NUMBER}) ?([а-яa-z]{{1,14}})(?![а-яa-z])")
_INVERTED = re.compile(
    rf"(?<![а-яa-z\d])(?<!\d )(килограмм[а-я]*|кило|тонн[уые]?|кг)(?![а-я]) (?P<each>по )?(?:{NUMBER} ?(?:-|или"
    rf"|до) ?)?({NUMBER})(?! ?(?:[*xх]|мест|шт"
    rf"|короб(?!ка(?![а-я]))|кг|т\b))"
)
_BARE_TONNE = re.compile(r"(?<![а-яa-z])(?<!\d )(?<!\d)(?:тонн[ауы]|(?:a|one) ton(?:ne)?)(?![а-яa-z])")
_OTHER_UNIT = (
    r" ?(?:см|cm|м|m|мм|mm|метр[а-я]*|фут[а-я]*|дюйм[а-я]*|м3|куб[а-я]*|л|литр[а-я]*|руб[а-я]*|₽|%"
    r"|час[а-я]*|дн[а-я]+)(?![а-яa-z])"
)
_PART = re.compile(r"(?<![\d/.,])(\d)/$")  # «1/2 тонны»
_PLUS = re.compile(rf"(?:{NUMBER} ?\+ ?)+$")  # «30+45 кг»
_MORE = re.compile(
    rf",?(?: (?:и|and)|[,;](?: [а-я]{{3,20}}){{0,3}}| ?\+) ?(\d{{1,4}}) ?(?:{PIECE} ?)?(?:по|at|of"
    rf"|[хx*]) ?({NUMBER})(?! ?[а-яa-z%\d])"
)
_OTHER_ONE = re.compile(
    rf",? ?(?:а |и )?(?:(?:втор|трет|друг)(?:ая|ой|ое|ья|ий|ье)|(?P<of>{PIECE}))(?: -"
    rf"| по)? ({NUMBER})(?! ?[а-яa-z%\d*])"
)
_LESS = re.compile(rf"(?<![\d.,])(\d{{1,4}}) ?(?:{PIECE} ?)?(?:по|at|of|[хx*]) ?({NUMBER}) ?(?:и|and|,|\+) ?$")
_JOIN = re.compile(r" ?(?:и|and|,)? ?")


def find_weights(plain: str, bare: bool = False, grams: bool = True) -> list[Mention]:
    """Every weight with a unit, in order. `bare`: numbers without one too, taken as kg with `unit` 0."""
    found: list[Mention] = []
    for mention in sorted(islice(_raw(plain, grams), MOST), key=lambda m: m.start):
        if found and mention.start < found[-1].end:
            continue
        last = found[-1] if found else None
        if last and _continues(plain, last, mention):
            found[-1] = replace(last, kg=(last.kg[0] + mention.kg[0],), end=mention.end)
        else:
            one = _gross(plain, around(plain, _with_addends(plain, mention)))
            found += [*_less(plain, one), one, *_more(plain, one), *_other(plain, one)]
    if bare and not found:
        found = [around(plain, mention) for mention in islice(_bare(plain), MOST)]
    return _without_ends_of_ranges(found)


def _raw(plain: str, grams: bool) -> Iterator[Mention]:
    for match in _MENTION.finditer(plain):
        unit = unit_of(match[2])
        if unit is None or (unit == GRAM and not grams and not _plainly_grams(plain, match)):
            continue
        end = match.end() + plain.startswith(".", match.end())
        part = _PART.search(plain, max(0, match.start() - 4), match.start())
        if part and match[1].isdecimal() and int(part[1]) < int(match[1]) < 10:
            yield Mention((int(part[1]) * unit / int(match[1]),), part.start(), end, unit, foreign=not unit)
            continue
        hundreds = _HUNDREDS.match(plain, match.end()) if unit == 1000 else None
        extra = Decimal(hundreds[1]) if hundreds else Decimal(0)
        kg = tuple(value * unit + extra for value in parse_number(match[1]))
        yield Mention(kg, match.start(), hundreds.end() if hundreds else end, unit, foreign=not unit)
    for match in _INVERTED.finditer(plain):
        unit = unit_of(match[1])
        if unit:
            kg = tuple(value * unit for value in parse_number(match[3]))
            yield Mention(
                kg,
                match.start(),
                match.end(),
                unit,
                approx=match[1] != "кг" or len(re.findall(NUMBER, match[0])) > 1,
                each=bool(match["each"]),
            )
    for match in _BARE_TONNE.finditer(plain):
        hundreds = _HUNDREDS.match(plain, match.end())
        extra = Decimal(hundreds[1]) if hundreds else Decimal(0)
        yield Mention((1000 + extra,), match.start(), hundreds.end() if hundreds else match.end(), Decimal(1000))
    for match in _TOTAL.finditer(plain):
        kg, each = parse_number(match[2]), bool(match["each"])
        if kg[0] >= LEAST_TOTAL:
            yield Mention(kg, match.start(2), match.end(2), Decimal(1), whole=not each, each=each)


def _with_addends(plain: str, m: Mention) -> Mention:
    """«30+45 кг»: the numbers before a plus have the same unit."""
    before = plain[max(0, m.start - 48) : m.start]
    plus = _PLUS.search(before)
    if not plus or not m.unit:
        return m
    sum_ = sum((parse_number(number)[0] * m.unit for number in re.findall(NUMBER, plus[0])), m.kg[0])
    return replace(m, kg=(sum_,), start=m.start - len(plus[0]))


_GROSS = re.compile(rf" ?(?:нетто|net)[ /,\x00]{{1,3}}({NUMBER}) ?(?:кг|kg)? ?(?:брутто|gross)")
_TOTAL = re.compile(
    rf"(?:общий(?: вес)?|итого(?: вес)?|всего|брутто|total(?: weight)?) ?[:=-]? ?(?P<each>по )?({NUMBER})"
    r"(?= ?(?:$|[,;\n]|\. |/? ?(?:нетто|net)(?![а-яa-z])))"
)


_HUNDREDS = re.compile(  # «5т 600», «тонна двести»
    r" ?(\d{3})(?!\d|[.,]\d)(?: ?(?:кг|кило[а-я]*)(?![а-я]))?(?! ?(?:мест|шт|кор|пал|ящ|уп|меш|см|мм|м|р|руб|[хx*/-])"
    r"| ?(?:на|по) \d)"
)


def _gross(plain: str, m: Mention) -> Mention:
    """«185 кг нетто / 202 брутто»: the heavier one counts, as often as the lighter was said."""
    gross = _GROSS.match(plain, m.end)
    if not (gross and m.unit):
        return m
    heavy = replace(m, kg=(parse_number(gross[1])[0] * m.unit,), net=False)
    return replace(counted(heavy, plain[max(0, m.start - 90) : m.start], ""), end=gross.end())


def _less(plain: str, m: Mention) -> list[Mention]:
    """«3 по 20 и 2 по 30 кг»: the unit is said at the end."""
    less = _LESS.search(plain, max(0, m.start - 40), m.start) if m.each and m.count and m.unit else None
    if not less or not int(less[1]):
        return []
    first = replace(m, kg=(parse_number(less[2])[0] * m.unit,), start=less.start(), end=less.end(), count=int(less[1]))
    return [first]


def _more(plain: str, m: Mention) -> Iterator[Mention]:
    """«3 коробки по 20 кг и 2 по 30»: the unit was said once."""
    while m.each and m.count and m.unit and (more := _MORE.match(plain, m.end)) and int(more[1]):
        start = more.start(1 if re.search(r"[а-я]{3}", plain[m.end : more.start(1)]) else 0)  # the goods stay
        m = replace(m, kg=(parse_number(more[2])[0] * m.unit,), start=start, end=more.end(), count=int(more[1]))
        yield m


def _other(plain: str, m: Mention) -> Iterator[Mention]:
    """«одна 980 кг, вторая 760»: the unit was said once."""
    while m.unit and (other := _OTHER_ONE.match(plain, m.end)) and (m.of or not other["of"]):
        kg = (parse_number(other[2])[0] * m.unit,)
        m = replace(m, kg=kg, start=other.start(), end=other.end(), of=stem(other["of"]) if other["of"] else m.of)
        yield m


def _plainly_grams(plain: str, match: re.Match[str]) -> bool:
    """«конверт, 300 г, …»; not «Баумана 10 г. Казань»."""
    ends = match.end() == len(plain) or plain[match.end()] in ",;\n"
    return match[2].startswith("gram") or match[2].startswith("грам") or (ends and parse_number(match[1])[0] >= 50)


def _bare(plain: str) -> Iterator[Mention]:
    counted = {places.start for places in find_places(plain)}
    for match in re.finditer(NUMBER, plain):
        joins = re.match(rf" ?(?:(?:{PIECE} ?)?(?:[*xх]|по|of|at) ?\d)", plain[match.end() : match.end() + 40])
        dash = re.match(r" ?(?:-|до|to) ?\d", plain[match.end() : match.end() + 8])
        other = re.match(_OTHER_UNIT, plain[match.end() : match.end() + 16])
        if match.start() not in counted and not joins and not dash and not other:
            yield Mention(parse_number(match[0]), match.start(), match.end(), Decimal(0))


def _continues(plain: str, last: Mention, mention: Mention) -> bool:
    """«5 т 200 кг», «1 тонна и 200 килограмм»."""
    between = plain[last.end : mention.start]
    if between.strip() == "+" and not (last.each or mention.each):  # «30 кг + 45 кг»
        return True
    near = bool(_JOIN.fullmatch(between))
    return (
        near
        and "," not in plain[last.end : mention.start]
        and last.unit > mention.unit > 0
        and mention.kg[0] < last.unit
    )


def _without_ends_of_ranges(found: Sequence[Mention]) -> list[Mention]:
    """«500 кг - 600 кг» is one weight: the second took the first in."""
    return [m for i, m in enumerate(found) if not any(n.start <= m.start and m.end <= n.end for n in found[i + 1 :])]

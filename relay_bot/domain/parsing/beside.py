"""What the words beside a weight make of it: of one piece or of all, net or gross, about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from relay_bot.domain.parsing.kilograms import unit_of
from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.pieces import BARE, ONE_OF, PIECE, stem

WIDEST = 20  # a range from a twentieth: «№ 1 - 640 кг» is none
_APPROX = (
    r"(?:около|примерно|приблизительно|где[- ]?то(?: около)?|вроде(?: бы)?|кажется|навскидку|на глаз|порядка|почти"
    r"|до|не (?:более|больше)|максимум|макс\.?"
    r"|ориентировочно|ок\.?|прим\.|пример\.?|~|≈|±|\+-|\+/-|плюс-минус|плюс минус|чуть (?:больше|меньше|более"
    r"|менее)|свыше|более"
    r"|about|approx(?:imately|\.)?|around|up to|max\.?|roughly|nearly|almost|ca\.?|circa|some)"
)
_BEFORE_APPROX = re.compile(rf"{_APPROX} ?$")
_AFTER_APPROX = re.compile(
    r" ?(?:\(?(?:примерно|приблизительно|где[- ]то|ориентировочно|approx|\+-|\+/-|плюс-минус|наверно[а-я]*|вроде"
    r"|кажется|с копейками"
    r"|с небольшим|с хвостиком))"
)
_BEFORE_TOTAL = re.compile(
    r"(?:в общем|в общей сложности|в сумме|общ[а-я]+ (?:вес|масс[аы])|(?:вес|масса) общ[а-я]+|всего|итого|общий"
    r"|брутто|total(?: weight)?"
    r"|gross(?: weight)?|in all)"
    r"(?: груза| брутто| вес)?(?: на [а-я]+)?(?: ?[(,]? ?(?:кг|т)[.,)]*)? ?[:=-]? ?(?:-|составляет|=)? ?$"
)
_AFTER_TOTAL = re.compile(
    r" ?\(?(?:брутто|всего|итого|общий|суммарно|gross|in total|total|всё вместе|все вместе|вместе)"
)
_BEFORE_NET = re.compile(r"(?:нетто|net(?: weight)?|без упаковки|тара|tare) ?[:=-]? ?(?:по )?$")
_AFTER_NET = re.compile(r" ?\(?(?:нетто|net\b|без упаковки|тара)")
_BEFORE_RANGE = re.compile(rf"(?:(?:от|from|between) )?({NUMBER}) ?([а-яa-z]+)?\.? ?(?:-|до|to|and|или|\.\.+|…) ?$")
_BEFORE_COUNT = re.compile(
    rf"(?<![\d.,])(\d{{1,4}}) ?(?:{PIECE}((?: (?!по )[а-яa-z]{{2,20}}){{0,2}}) ?)?"
    r"(?P<link>(?:[*xх(,/-]|по|of|at|@|by)? ?(?:примерно |около )?)$"
)
_COUNT_LINK = re.compile(r"(?:[*xх]|по|of|at|@) ?(?:примерно |около )?$")
_AFTER_COUNT = re.compile(rf" ?(?:[*xх]|на) ?(\d{{1,4}})(?!\d|[.,]\d)(?: ?({PIECE}))?")
_AFTER_EACH = re.compile(
    rf" ?(?:\(?кажд[а-я]+|each|apiece|за (?:место|штуку|шт|единицу)|/ ?(?:{PIECE}|pc)\.?"
    r"|(?:одно )?место|per \w+|штука|(?:в )?(?:пачка|коробка|короб|мешок|рулон|шт|паллета|палет[а]?|бочка|ящик"
    r"|тюк)(?![а-я]))"
)
_BEFORE_EACH = re.compile(
    r"(?:(?<![а-я])по|at|(?:вес|масса|весом)(?: груза)? (?:(?:одного|одной|1) )?(?:"
    rf"{ONE_OF}|одно[йг]о?|кажд[а-я]+)(?![а-я])"
    r"|(?:кажд[а-я]+|each)(?: [а-я]+)?"
    r"|одно место|(?<![\d.,])1 шт ?-|(?:кажд[а-я]+|each|(?<!на )(?<![\dа-я] )(?<![а-я])(?:паллета|пал+ет|поддон"
    r"|пачка|коробка"
    r"|короб"
    r"|мешок|рулон|тюк|бочка|ящик|бухта|связка|упаковка|биг-б[еэ]г|барабан|канистра|фляга))[^.;\n\d]{0,60}?(?:весит"
    r"|весом|вес)?|, по) ?[:-]? ?(?:по |до )?$"
)

_BEFORE_SINGLE = re.compile(  # «200 шт, 1 шт 15 кг», «15 шт., одна весит 9 кг»
    r"(?<!\d)(?:[2-9]|\d\d+) ?шт(?![а-я]), (?P<one>1 ?шт(?![а-я])[ .:=-]{1,3})$"
    rf"|[,.(] (?P<weighs>(?:1|одн[аои][а-я]?) (?:{PIECE} )?весит )$"
)
_THE_OTHER = re.compile(r".{0,12}(?:втор|друг|трет|остальн)")
_NAMES_GOODS = re.compile(  # «коробка с документами 3 кг»: the words between stay
    rf"(?<![а-яa-z])(?!{PIECE}|кажд|вес|масс|одн|груз|пример|около|место|each|at )[а-яa-z]{{4,}}"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One weight of the message; `kg` has two readings when the number has («1.500 кг»)."""

    kg: tuple[Decimal, ...]
    start: int
    end: int
    unit: Decimal
    approx: bool = False
    whole: bool = False  # said to be the total
    net: bool = False
    each: bool = False
    count: int | None = None
    foreign: bool = False
    of: str = ""  # the package that it is the weight of: «паллета 410 кг»


def around(plain: str, m: Mention) -> Mention:
    """What the words before and after say of it."""
    before, after = plain[max(0, m.start - 90) : m.start], plain[m.end : m.end + 32]
    low = _BEFORE_RANGE.search(before)
    if (
        low
        and (not low[2] or unit_of(low[2]))
        and m.kg[0] / WIDEST <= parse_number(low[1])[0] * (unit_of(low[2] or "") or m.unit or 1) < m.kg[0]
    ):
        m = replace(m, start=m.start - len(before) + low.start(), approx=True)
        before = before[: low.start()]
    approx = _BEFORE_APPROX.search(before)
    if approx and (approx.start() == 0 or not before[approx.start() - 1].isalpha()):
        m = replace(m, start=m.start - len(before) + approx.start(), approx=True)
        before = before[: approx.start()]
    vague = _AFTER_APPROX.match(after)
    if vague:
        m = replace(m, end=m.end + vague.end(), approx=True)
    whole, net = _BEFORE_TOTAL.search(before), _BEFORE_NET.search(before)
    behind = None if net else _AFTER_TOTAL.match(after)
    if whole or behind:
        start = m.start - len(before) + whole.start() if whole else m.start
        whole_of = counted(replace(m, end=m.end + (behind.end() if behind else 0)), before, after)
        if whole_of.each and "брутто" in (whole or behind)[0] and not (whole and "общ" in whole[0]):  # type: ignore[index]
            return whole_of  # «16 мест по 202 кг брутто»
        return replace(m, start=start, end=m.end + (behind.end() if behind else 0), whole=True)
    if net or _AFTER_NET.match(after):
        return replace(m, net=True)
    return counted(m, before, after)


def counted(m: Mention, before: str, after: str) -> Mention:
    count, times = _BEFORE_COUNT.search(before), _AFTER_COUNT.match(after)
    each = _AFTER_EACH.match(after)
    if count and (_COUNT_LINK.search(before) or each) and int(count[1]):
        end = m.end + (each.end() if each else 0)
        taken = count.start("link") if count[2] else count.start()  # «5 мешков цемента по 50 кг»: the cement stays
        return replace(m, start=m.start - len(before) + taken, end=end, each=True, count=int(count[1]))
    if times and int(times[1]) and m.unit:
        altogether = "на" in times[0] and times[2]  # «120 кг на 10 мест»: in all of them
        return replace(m, end=m.end + times.end(), each=not altogether, count=int(times[1]))
    alone = _BEFORE_EACH.search(before)
    single = None if alone or _THE_OTHER.match(after) else _BEFORE_SINGLE.search(before)
    if single:
        said = max(map(single.start, ("one", "weighs")))
        return replace(m, start=m.start - len(before) + said, each=True)
    if each or alone:
        start = m.start - len(before) + alone.start() if alone and not _NAMES_GOODS.search(alone[0]) else m.start
        package = re.search(rf"(?<![а-я])({PIECE})[^а-я]*$", alone[0]) if alone else None
        of = stem(package[1]) if package and not BARE.fullmatch(package[1]) else ""
        return replace(m, start=start, end=m.end + (each.end() if each else 0), each=True, of=of)
    return m

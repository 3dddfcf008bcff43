"""Sums of a claim in roubles: «15к», «15.000,50», «ущерб за 2 коробки 15000 руб», «не знаю»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.sizes import find_sizes
from relay_bot.domain.parsing.text import Line, blank
from relay_bot.domain.parsing.values import Accept, Amount, Outcome, Refuse, Rules

_ROUBLE = r"(?:руб(?:л[а-я]+|\.|ликов)?|рублей|р(?:\.|(?![а-яa-z.]))|₽|rub(?:les?)?|roubles?|rur|деревянных)"
_TIMES = (
    r"(?:к(?![а-я])|k(?![a-z])|т\.? ?р\.?(?![а-я])|тыс(?:яч[а-я]*)?\.?(?: ?р(?:уб[а-я]*)?\.?)?|тыщ[а-я]?"
    r"|млн\.?|m(?:ln)?(?![a-z])|лям[а-я]*|thousand|million|т(?![а-яa-z.]))"
)
_SUM = re.compile(
    rf"(?P<minus>(?<![\w)])(?:- ?|минус |minus ))?(?P<before>₽ ?"
    rf"|rub )?(?P<number>{NUMBER})(?P<kopecks>(?:-(?:\d\d)(?!\d)"
    rf"| ?руб[а-я.]* \d\d? ?коп[а-я.]*))? ?(?P<times>{_TIMES})?(?:,? ?(?P<rub>{_ROUBLE}))?"
)
_FOREIGN = re.compile(
    r"[$€£¥₴₸]|(?<![a-zа-я])(?:usd|eur|euros?|dollars?|bucks|cny|yuan|kzt|byn|доллар[а-я]*|бакс[а-я]*"
    r"|евро(?!пал|под|[а-я])|юан[а-я]*|тенге|гривн[а-я]*|гривен|бел(?:орусских)? руб[а-я]*|у\.?е\.?)(?![a-zа-я])"
)
_RANGE = re.compile(
    rf"(?:(?:от|from) ?)?({NUMBER}) ?({_TIMES})? ?(?:{_ROUBLE})? ?(?:-|до|to|\.\.+|или"
    rf"|or) ?({NUMBER}) ?(?:{_TIMES})?"
)
_UNKNOWN = re.compile(
    r"не ?знаю|не требу[а-я]+|(?<![а-я])хз(?![а-я])|без понятия|оцен(?:ит|ите|ку|ка)|без суммы|на усмотрение"
    r"|пусть (?:менеджер|оцен)|затрудняюсь|не могу (?:сказать|оценить)|решайте|сколько (?:положено"
    r"|скажете)|не (?:определ|посчита|оцен)[а-я]*"
    r"|unknown|don'?t know|do not know|not sure|no idea|estimate|no amount|пропустить|skip|нет суммы"
)
SUM_UNKNOWN = re.compile(
    r"сумм[аыу](?: ущерба| претензии)? ?[:,-]? ?(?:пока |точно |я |мы |еще |нам |мне )?(?:не ?зна|не ?определ|не ?счита"
    r"|не ?посчита|неизвестн|не ?известн)|не ?зна(?:ю|ем) (?:какую |какая |точную |точной |еще )?сумм"
    r"|(?:sum|amount)(?: is)?:? unknown|(?:don'?t|do not) know the (?:amount|sum)"
)
_EACH = re.compile(  # «2 коробки по 5000 руб»
    rf"(?<![\d.,№-])(\d{{1,4}}) ?(?:{PIECE}(?: [а-я]{{3,20}})?|[а-я]{{3,20}}(?: [а-я]{{3,20}})?) по"
    rf" ({NUMBER}) ?({_TIMES})?"
    rf"(?:,? ?({_ROUBLE})|(?! ?[а-яa-z%]|[.,]?\d))"
)
_OTHER = re.compile(
    rf"(?:накладн[а-я]*|waybill|№|номер|n|no\.?|заказ[а-я]*|претензи[а-я]*|invoice)(?: (?:№|no\.?"
    rf"|номер))? ?(?:№ ?)?[\d-]{{1,30}}|(?<!\d)\d{{4}}-\d{{5}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}:\d\d"
    rf"|(?<!\d)\d{{1,6}} ?(?:{PIECE})(?![а-яa-z])|(?<!\d)\d{{1,6}}(?:[.,]\d{{1,4}})? ?(?:%|кг|kg|см|cm|мм"
    rf"|процент[а-я]*|час[а-я]*"
    rf"|дн[яейь]+|день|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    rf"|года?|percent|days?)(?![а-яa-z])"
)
_TOTAL = re.compile(
    r"(?:итого|всего|общая сумма|сумма(?: претензии| требования| ущерба)?|требую|требуем"
    r"|прошу(?: возместить| компенсировать| выплатить)?|ущерб|компенсаци[а-я]+|стоимость|на сумму|total"
    r"|amount|claim|damage) ?[:=-]? ?(?:- )?$"
)

_WHOLE = re.compile(
    r"(?:итого|общая сумма|in total|total|требую|требуем|прошу(?: возместить| компенсировать| выплатить)?) ?[:=-]? ?$"
)


@dataclass(frozen=True, slots=True)
class Sum:
    rub: Decimal
    money: bool  # a currency or «тыс.» stands beside it
    labelled: bool
    followed: bool  # by a word: «5 плит»
    negative: bool
    whole: bool  # «итого»: whatever other sums there are


def read_amount(line: Line, rules: Rules) -> Outcome:
    """The answer to «Какую сумму требуете?», or the sum inside the whole story."""
    plain = _only_money(_EACH.sub(_altogether, line.plain.replace("\n", " ; ")))
    sums = _sums(plain)
    roubles = [one for one in sums if one.money]
    if not roubles and SUM_UNKNOWN.search(plain) and rules.amount_optional:
        return Accept(Amount(None))
    if not roubles and _FOREIGN.search(plain) and sums:
        return Refuse("err-amount_currency")
    if not sums and _UNKNOWN.search(plain):
        return Accept(Amount(None)) if rules.amount_optional else Refuse("err-amount_none")
    if _is_range(plain):
        return Refuse("err-amount_range")
    whole = [one for one in sums if one.whole]
    return _choose(whole or roubles or _unmarked(sums, plain), rules)


def _altogether(each: re.Match[str]) -> str:
    """How many times how much; «22 ноября по 5000 руб» is a date."""
    if _OTHER.match(each[0]) and not re.match(rf"\d+ ?{PIECE}", each[0]):
        return each[0]
    return f"{int(each[1]) * _value(each[2], each[3] or '', '').normalize():f}{' руб' if each[3] or each[4] else ' '}"


def _only_money(plain: str) -> str:
    """Without phones, dates, waybill numbers, counts and sizes."""
    for _, start, end in find_phones(plain):
        if end - start < len(plain.strip()):
            plain = blank(plain, start, end)
    for size in find_sizes(plain):
        plain = blank(plain, size.start, size.end)
    return _OTHER.sub(lambda match: ";" + " " * (len(match[0]) - 1), plain)


def _sums(plain: str) -> list[Sum]:
    found = []
    for match in _SUM.finditer(plain):
        rub = _value(match["number"], match["times"] or "", match["kopecks"] or "")
        after = plain[match.end() : match.end() + 12]
        word = re.match(r" ?([а-яa-z]{3,})", after)
        found.append(
            Sum(
                rub,
                bool(match["times"] or match["rub"] or match["before"] or "руб" in (match["kopecks"] or "")),
                bool(_TOTAL.search(plain[max(0, match.start() - 30) : match.start()])),
                bool(word and word[1] not in ("для", "это", "как", "при", "так", "for", "the")),
                bool(match["minus"]) and not plain[: match.start()].strip(" ;:"),
                bool(_WHOLE.search(plain[max(0, match.start() - 20) : match.start()])),
            )
        )
    return found


def _value(number: str, times: str, kopecks: str) -> Decimal:
    readings = parse_number(number)
    scale = 1
    if times:
        scale = 10**6 if times.startswith(("м", "m", "л")) else 1000
    value = readings[-1] if scale == 1 else readings[0]
    cents = re.findall(r"\d+", kopecks)
    return value * scale + (Decimal(cents[-1]) / 100 if cents else 0)


def _is_range(plain: str) -> bool:
    match = _RANGE.search(plain)
    if match is None:
        return False
    low, high = parse_number(match[1])[-1], parse_number(match[3])[-1]
    kopecks = re.fullmatch(r"\d\d", match[3]) and low >= 100 and re.search(rf"{re.escape(match[1])}-{match[3]}", plain)
    return not kopecks and (low < high or bool(re.match(r"(?:от|from)", match[0])))


def _unmarked(sums: list[Sum], plain: str) -> list[Sum]:
    """Bare numbers: what is labelled as the sum, or what no noun follows; in a story a bare number is no sum."""
    labelled = [one for one in sums if one.labelled]
    free = labelled or [one for one in sums if not one.followed]
    told = len(re.findall(r"[а-яa-z]{3,}", plain))
    if not labelled and told > 3:
        free = [one for one in free if one.rub >= (1000 if told > 5 else 100)]
    return free


def _choose(sums: list[Sum], rules: Rules) -> Outcome:
    if not sums:
        return Refuse("err-amount_none")
    labelled = [one for one in sums if one.labelled]
    distinct = {one.rub for one in (labelled or sums)}
    if len(distinct) > 1:
        return Refuse("err-amount_range")
    one = (labelled or sums)[0]
    if one.negative or one.rub <= 0:
        return Refuse("err-amount_zero")
    if one.rub > rules.max_amount_rub:
        return Refuse("err-amount_max")
    rub = one.rub.quantize(Decimal("0.01"))
    if rub <= 0:
        return Refuse("err-amount_zero")
    return Accept(Amount(rub.quantize(Decimal(1)) if rub == rub.to_integral_value() else rub))

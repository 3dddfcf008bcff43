"""Sums of a claim in roubles: «15к», «15.000,50», «ущерб за 2 коробки 15000 руб», «не знаю»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from relay_bot.domain.parsing.denial import without_denied
from relay_bot.domain.parsing.numbers import NUMBER, parse_number
from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.sizes import find_sizes
from relay_bot.domain.parsing.text import Line, blank
from relay_bot.domain.parsing.values import Accept, Amount, Ask, Outcome, Refuse, Rules

_ROUBLE = r"(?:руб(?:л[а-я]+|\.|ликов)?|рублей|р(?:\.|(?![а-яa-z.]))|₽|rub(?:les?)?|roubles?|rur|деревянных)"
_TIMES = (
    r"(?:к(?![а-я])|k(?![a-z])|т\.? ?р\.?(?![а-я])|тыс(?:яч[а-я]*)?\.?(?: ?р(?:уб[а-я]*)?\.?)?|тыщ[а-я]?"
    r"|млн\.?|m(?:ln)?(?![a-z])|лям[а-я]*|thousand|million|т(?![а-яa-z.]))"
)
_SUM = re.compile(
    rf"(?P<minus>(?<![\w)])(?:- ?|минус |minus ))?(?P<before>₽ ?"
    rf"|rub )?(?P<number>{NUMBER})(?P<kopecks>(?:-(?:\d\d)(?!\d)"
    rf"| ?р(?:уб[а-я]*)?\.? ?\d\d? ?коп[а-я.]*))? ?(?P<times>{_TIMES})?(?:[.,]? ?(?P<rub>{_ROUBLE}))?"
)
_IN_WORDS = re.compile(r"(\d[\d ]*(?:[.,]\d\d)?) ?\(\d[\d ]*\)( ?руб)")  # «31 200 (тридцать одну тысячу двести) рублей»
_FOREIGN = re.compile(
    r"[$€£¥₴₸]|(?<![a-zа-я])(?:usd|eur|euros?|dollars?|bucks|cny|yuan|kzt|byn|доллар[а-я]*|бакс[а-я]*"
    r"|евро(?!пал|под|[а-я])|юан[а-я]*|тенге|гривн[а-я]*|гривен|бел(?:орусских)? руб[а-я]*|у\.?е\.?)(?![a-zа-я])"
)
_RANGE = re.compile(
    rf"(?:(?:от|from) ?)?({NUMBER}) ?({_TIMES})? ?(?:{_ROUBLE})? ?(?:-|до|to|\.\.+|или"
    rf"|or) ?({NUMBER}) ?(?:{_TIMES})?"
)
_UNKNOWN = re.compile(
    r"не ?знаю|(?:денег |ничего )?не требу[а-я]+|(?<![а-я])хз(?![а-я])|без понятия|оцен(?:ит|ите|ку|ка)|без суммы"
    r"|на усмотрение"
    r"|пусть (?:менеджер|оцен)|затрудняюсь|не могу (?:сказать|оценить)|решайте|сколько (?:положено"
    r"|скажете)|не (?:определ|посчита|оцен)[а-я]*"
    r"|unknown|don'?t know|do not know|not sure|no idea|estimate|no amount|пропустить|skip|нет суммы"
)
SUM_UNKNOWN = re.compile(
    r"(?:денег|деньги|денежн[а-я]+ компенсаци[а-я]+|компенсаци[а-я]+) (?:мне |нам )?"
    r"(?:не (?:требу|прош|нуж|надо)[а-я]*)|сумм[аыу](?: ущерба"
    r"| претензии)? ?[:,-]? ?(?:пока |точно |я |мы |еще |нам |мне )?(?:не ?зна|не ?определ|не ?счита"
    r"|не ?посчита|неизвестн|не ?известн)|не ?зна(?:ю|ем) (?:какую |какая |точную |точной |еще )?сумм"
    r"|(?:sum|amount)(?: is)?:? unknown|(?:don'?t|do not) know the (?:amount|sum)"
)
_EACH = re.compile(  # «2 коробки по 5000 руб»
    rf"(?<![\d.,№-])(\d{{1,4}}) ?(?:{PIECE}(?: [а-я]{{3,20}})?|[а-я]{{3,20}}(?: [а-я]{{3,20}})?) по"
    rf" ({NUMBER}) ?({_TIMES})?"
    rf"(?:,? ?({_ROUBLE})|(?! ?[а-яa-z%]|[.,]?\d))"
)
_OTHER = re.compile(
    rf"(?:накладн[а-я]*|waybill|№|номер|n|no\.?|заказ[а-я]*|invoice|претензи[а-я]+(?= ?№))(?: (?:№|no\.?"
    rf"|номер))? ?(?:№ ?)?[\d-]{{1,30}}|(?<!\d)\d{{4}}-\d{{5}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}:\d\d"
    rf"|(?<!\d)\d{{1,6}} ?(?!евро(?![а-я]))(?:{PIECE})(?![а-яa-z])|(?<!\d)\d{{1,6}}(?:[.,]\d{{1,4}})? ?(?:%|кг|kg|см"
    rf"|cm|мм"
    rf"|процент[а-я]*|час[а-я]*"
    rf"|дн[яейь]+|день|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    rf"|года?|место|мест|percent|days?)(?![а-яa-z])"
)
# What the words before a sum make of it, nearest first: the demand counts, the price of the cargo or the VAT does not.
_DEMAND = re.compile(
    r"итого|всего|общая сумма|сумма(?: претензии| требования| к возмещению| ущерба)?|требу[а-я]+|прошу|просим"
    r"|возмест[а-я]+|компенс[а-я]+|верн[а-я]+"
    r"|взыскать|выплат[а-я]+|хочу|хотим|к возмещению|неустойк[а-я]+|total|amount|claim(?:ing)?|demand|want|refund"
    r"|compensat[a-z]+"
)
_LOSS = re.compile(
    r"ущерб[а-я]*|убыт[а-я]+|потер[а-я]+|стоимость (?:недоста|поврежд|утрач|ремонт|испорч)[а-я]*|ремонт[а-я]*"
    r"|экспертиз[а-я]*|недостач[а-я]+|loss|damage|repair|стоит|cost"
)
_OTHER_MONEY = re.compile(
    r"(?<!недостающего )(?<!поврежденного )(?:объявл|оценоч|страхов)[а-я]+|стоимость (?:груза|товара|партии|всего)"
    r"|(?<!уменьшить )(?<!снизить )стоимость перевозки|цена|ндс|vat|в т\.? ?ч|в том числе|оплач[а-я]+|заплат[а-я]+"
    r"|оплатил[а-я]*"
    r"|тариф|фрахт|счет[а-я]* на|declared|value|paid|freight|including|price"
)
_WHOLE = re.compile(
    r"(?:=|итого|всего|общая сумма|in total|total|сумма претензии|требую|требуем|прошу(?: возместить| компенсировать"
    r"| выплатить)?) ?[:=-]? ?(?:[-—] ?)?$"
)
_NEAR = 46  # characters before a sum that may speak of it


@dataclass(frozen=True, slots=True)
class Sum:
    """`rank`: 3 the demand, 2 a loss, 1 money, 0 a bare number, below zero money that nobody claims."""

    rub: Decimal
    money: bool  # a currency or «тыс.» stands beside it
    rank: int
    followed: bool  # by a word: «5 плит»
    negative: bool


def read_amount(line: Line, rules: Rules) -> Outcome:
    """The answer to «Какую сумму требуете?», or the sum inside the whole story."""
    plain = _only_money(_EACH.sub(_altogether, _IN_WORDS.sub(r"\1\2", without_denied(line.plain).replace("\n", " ; "))))
    sums = _sums(plain)
    roubles = [one for one in sums if one.money]
    if not any(one.rank >= 0 for one in roubles) and SUM_UNKNOWN.search(plain) and rules.amount_optional:
        return Accept(Amount(None))
    if not roubles and _FOREIGN.search(plain) and sums:
        return Refuse("err-amount_currency")
    if not sums and _UNKNOWN.search(plain):
        return Accept(Amount(None)) if rules.amount_optional else Refuse("err-amount_none")
    if _is_range(plain):
        return Refuse("err-amount_range")
    whole = [one for one in sums if one.rank > 3]
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
    return _OTHER.sub(lambda match: "|" + " " * (len(match[0]) - 1), plain)


def _sums(plain: str) -> list[Sum]:
    found = []
    for match in _SUM.finditer(plain):
        rub = _value(match["number"], match["times"] or "", match["kopecks"] or "")
        word = re.match(r" ?([а-яa-z]{3,})", plain[match.end() : match.end() + 12])
        money = bool(match["times"] or match["rub"] or match["before"] or "р" in (match["kopecks"] or ""))
        followed = bool(word and word[1] not in ("для", "это", "как", "при", "так", "for", "the", "обратно"))
        negative = bool(match["minus"]) and not plain[: match.start()].strip(" ;:")
        found.append(Sum(rub, money, _rank(plain, match.start(), money=money), followed, negative))
    return found


def _rank(plain: str, start: int, *, money: bool) -> int:
    """By the nearest word before the sum, back to the sum before it."""
    before = re.split(
        r"(?:руб[а-я.]*|р\.|₽|rou?b[a-z]*|тыс\.?),?|[;!?]|\.(?= [а-яa-z])", plain[max(0, start - _NEAR) : start]
    )[-1]
    if _WHOLE.search(before):
        return 4
    said = [
        (match.start(), rank)
        for pattern, rank in ((_DEMAND, 3), (_LOSS, 2), (_OTHER_MONEY, -1))
        for match in pattern.finditer(before)
    ]
    refund = [rank for _, rank in said if rank == 3] and "верн" in before
    return 3 if refund else max(said)[1] if said else int(money)


def _value(number: str, times: str, kopecks: str) -> Decimal:
    scale = 1
    if times:
        scale = 10**6 if times.startswith(("м", "m", "л")) else 1000
    readings = parse_number(number)
    cents = re.findall(r"\d+", kopecks)
    value = readings[0] if scale > 1 and readings[0] < 100 else readings[-1]
    return value * scale + (Decimal(cents[-1]) / 100 if cents else 0)


def _is_range(plain: str) -> bool:
    match = _RANGE.search(plain)
    if match is None:
        return False
    low, high = parse_number(match[1])[-1], parse_number(match[3])[-1]
    kopecks = re.fullmatch(r"\d\d", match[3]) and low >= 100 and re.search(rf"{re.escape(match[1])}-{match[3]}", plain)
    return not kopecks and (low < high or bool(re.match(r"(?:от|from)", match[0])))


def _unmarked(sums: list[Sum], plain: str) -> list[Sum]:
    """Bare numbers: what is claimed in words, or what no noun follows; in a story a bare number is no sum."""
    claimed = [one for one in sums if one.rank > 1]
    free = claimed or [one for one in sums if not one.followed]
    told = len(re.findall(r"[а-яa-z]{3,}", plain))
    if not claimed and told > 3:
        free = [one for one in free if one.rub >= (1000 if told > 5 else 100)]
    return free


def _choose(sums: list[Sum], rules: Rules) -> Outcome:
    """Those of the highest rank; several that differ are asked about, together with their sum."""
    if not sums:
        return Refuse("err-amount_none")
    top = max(one.rank for one in sums)
    best = [one for one in sums if one.rank == top]
    if top < 0:
        return Refuse("err-amount_none")
    one = best[0]
    if one.negative or one.rub <= 0:
        return Refuse("err-amount_zero")
    distinct = list(dict.fromkeys(one.rub for one in best))
    if top < 3:
        distinct = list(dict.fromkeys(one.rub for one in sums if one.rank >= 1)) or distinct
    if len(distinct) > 1:
        choices = dict.fromkeys([*distinct[:2], sum(distinct, Decimal(0))])
        fit = tuple(Amount(_tidy(rub)) for rub in choices if rub <= rules.max_amount_rub)
        return Ask("ask-amount_many", fit) if len(fit) > 1 else Refuse("err-amount_range")
    if one.rub > rules.max_amount_rub:
        return Refuse("err-amount_max")
    rub = _tidy(one.rub)
    return Accept(Amount(rub)) if rub > 0 else Refuse("err-amount_zero")


def _tidy(rub: Decimal) -> Decimal:
    cents = rub.quantize(Decimal("0.01"))
    return cents.quantize(Decimal(1)) if cents == cents.to_integral_value() else cents

"""The number of a waybill: «№ 2611-00042», «261100042», a short «42», another carrier's number as typed."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.text import Line, flat, fold
from relay_bot.domain.parsing.values import Accept, Outcome, Refuse, WaybillNumber

LONGEST = 30
_OURS = re.compile(r"(?<![\d-])(\d{2}(?:0[1-9]|1[0-2])) ?[-/ _.]? ?(\d{5})(?![\d-])")
_LABEL = re.compile(
    r"^[\s,.:;-]*(?:(?:по|на|к|это|у меня|моя|мой|for|my|the|about|it is|its|it's)(?= )|накладн[а-я]+|ттн"
    r"|тн|экспедиторск[а-я]+|расписк[а-я]+|номер[а-я]*|заявк[а-я]+|груз[а-я]*|waybill|number|num"
    r"|consignment|shipment|no\.?|nr\.?|n(?=[ .\d])|№|#|w_)[\s.,:;№#-]*"
)
# Neither a date nor a mobile phone.
_NO_DATE = r"(?![78]9\d{9}(?!\d))(?!\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?(?!\d))"
_NUMBERED = re.compile(
    r"(?:№|#|номер(?:а|у|ом|е)?|накладн[а-я]+|ттн|waybill(?: no\.?| number)?|number)"
    rf" ?(?:номер |no\.? |[:№#-])? ?((?:[a-zа-я]{{1,6}}[ -]?)?{_NO_DATE}\d[\d/-]*(?![.,]?\d))(?! ?(?:{PIECE}))"
)
# The letters of a carrier, the number, a letter or two behind: «CDEK 1234567890», «AB123456789RU».
_ALONE = re.compile(
    rf"(?:[a-zа-я]{{1,12}}[ .-]{{0,2}}){{0,2}}{_NO_DATE}\d[\d/_-]*(?:[ -]\d[\d/_-]*){{0,4}}"
    r"(?:[ -]?[a-zа-я]{1,3}\d{0,4})?"
)
_COUNTED = re.compile(rf"\d{{1,4}} ?(?:{PIECE}|кг|т|г|см|мм|м|р|к|руб|тыс|млн|kg|cm|mm|m|k|rub|лет|дн[яей]+)\.?")

# A word and a few digits, or a sum: «через 3 дня», «разбили 2», «ущерб 12000».
_TOLD = re.compile(
    r"[а-яa-z]+ (?:[а-яa-z]+ )?\d{1,3}(?!\d|[ /_-]\d)|(?:ущерб|сумм|вес|масс|стоим|цен|требу|на сумм|тел)"
)


# «2611 дефис 0 0 125», «26 11 0 0 0 42»: dictated figure by figure.
_DICTATED = re.compile(r"(?<![\d.,])\d{1,4}(?:(?: ?(?:дефис|тире|черточка|минус|dash)| ?-)? \d{1,5}){2,8}(?![\d.,]*\d)")
_NAMED = re.compile(
    r"(?:накладн[а-я]*|ттн|тн|экспедиторск[а-я]+|отправлени[а-я]+|трек[а-я]*|груз[а-я]* (?:№|номер)|waybill"
    r"|consignment|tracking)(?: (?:номер|no\.?|number))?"
    r"|(?:cdek|сдэк|пэк|dpd|деловые линии)(?= ?№? ?\d)"
)
_CARRIER = re.compile(
    r"(?<![a-zа-я])((?:cdek|сдэк|пэк|dpd|деловые линии|байкал[а-я -]*|кит|жд[а-я]+"
    r"|boxberry)[ №-]{0,2}\d[\d-]{4,20})(?!\d)"
)


def find_waybill_number(line: Line) -> Outcome | None:
    """The number in a story: ours in any spelling, or what stands behind «накладная»; None where none is named."""
    if found := _ours(line.plain):
        return found
    carrier = _CARRIER.search(line.plain)
    if carrier:
        return Accept(WaybillNumber(line.words(*carrier.span(1))))
    numbered = _NUMBERED.search(line.plain) if _NAMED.search(line.plain) else None
    return Accept(WaybillNumber(line.words(*numbered.span(1)).rstrip("-/"))) if numbered else None


def _ours(plain: str) -> Outcome | None:
    ours = _OURS.search(plain)
    if ours:
        return Accept(WaybillNumber(f"{ours[1]}-{ours[2]}"))
    for spoken in _DICTATED.finditer(plain):
        digits = re.sub(r"\D", "", spoken[0])
        if re.fullmatch(r"\d\d(?:0[1-9]|1[0-2])\d{5}", digits):
            return Accept(WaybillNumber(f"{digits[:4]}-{digits[4:]}"))
    return None


def read_waybill_number(line: Line) -> Outcome:
    if ours := _ours(line.plain):
        return ours
    text = flat(re.sub(r"</?[A-Za-z][^<>]*>", " ", line.source))
    for _ in range(4):
        match = _LABEL.match(fold(text))
        if not match or not match[0].strip():
            break
        text = text[match.end() :]
    text = text.strip(' .,:;!?()«»"№#')
    alone = fold(text)
    if not _ALONE.fullmatch(alone) or _COUNTED.fullmatch(alone) or _TOLD.match(alone):
        numbered = _NUMBERED.search(line.plain)
        text = line.words(numbered.start(1), numbered.end(1)).rstrip("-/") if numbered else ""
    if len(text) > LONGEST or not re.search(r"[0-9]", text):
        return Refuse("err-wb_none")
    return Accept(WaybillNumber(text))

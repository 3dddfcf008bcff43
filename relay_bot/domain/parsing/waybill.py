"""The number of a waybill: «№ 2611-00042», «261100042», a short «42», another carrier's number as typed."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.text import Line, flat, fold
from relay_bot.domain.parsing.values import Accept, Outcome, Refuse, WaybillNumber

LONGEST = 30
_OURS = re.compile(r"(?<![\d-])(\d{2}(?:0[1-9]|1[0-2])) ?[-/ _.]? ?(\d{5})(?![\d-])")
_LABEL = re.compile(
    r"^[\s,.:;-]*(?:(?:по|на|к|это|у меня|моя|мой|for|my|the|about|it is|its|it's)(?= )|накладн[а-я]+|ттн"
    r"|тн|экспедиторск[а-я]+|расписк[а-я]+|номер[а-я]*|заявк[а-я]+|груз[а-я]*|waybill|number|num"
    r"|consignment|shipment|no\.?|nr\.?|n(?=[ .\d])|№|#|w_)[\s.,:;№#-]*"
)
_NUMBERED = re.compile(
    r"(?:№|#|номер[а-я]*|накладн[а-я]+|waybill(?: no\.?| number)?) ?[:№#]? ?([a-zа-я]{0,6}[ -]?\d[\d/-]*)"
)


def read_waybill_number(line: Line) -> Outcome:
    ours = _OURS.search(line.plain)
    if ours:
        return Accept(WaybillNumber(f"{ours[1]}-{ours[2]}"))
    text = flat(line.source)
    for _ in range(4):
        match = _LABEL.match(fold(text))
        if not match or not match[0].strip():
            break
        text = text[match.end() :]
    text = text.strip(' .,:;!?()«»"№#')
    if len(text) > LONGEST or len(text.split()) > 3:
        numbered = _NUMBERED.search(line.plain) or re.search(r"(?<!\d)(\d[\d/-]*\d|\d)(?!\d)", line.plain)
        text = line.words(numbered.start(1), numbered.end(1)) if numbered else ""
    if len(text) > LONGEST or not re.search(r"[0-9]", text):
        return Refuse("err-wb_none")
    return Accept(WaybillNumber(text))

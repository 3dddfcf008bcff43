"""Who pays and how, in a whole message: labelled, in a sentence, beside the price."""

from __future__ import annotations

import re
from collections.abc import Sequence

from relay_bot.domain.parsing import payment
from relay_bot.domain.parsing.claim import read_third
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.sheet import REMARK, UNREAD, Sheet
from relay_bot.domain.parsing.text import GONE
from relay_bot.domain.parsing.values import (
    Accept,
    Payment,
    Refuse,
)

_FIRM = re.compile(
    r"(?<![а-яa-z])(?:(?:ооо|оао|зао|пао|ао|ип|общество|компания|фирма)(?![а-яa-z])[^,;\n(]{2,60}"
    r"|(?:[a-z-]+ ){1,3}(?:llc|ltd|inc|gmbh)\.?)"
    r"(?:[ ,(]{0,3}(?:инн|inn)?[ :]{0,2}\d{10,12}(?!\d)\)?)?"
)
_WHO = re.compile(
    r"(?<![а-я])(?:(?:грузо)?получатель(?= (?:плат|отда|запла|опла|рассч))|при (?:выгрузке|получении|разгрузке"
    r"|доставке)|(?:to )?consignee(?= pay)|to (?:the )?(?:consignee|recipient|receiver)|they pay|плат(?:ят|ит) (?:они"
    r"|он|она)|on delivery)(?![а-яa-z])"
)

_NEITHER = re.compile(  # «платит не отправитель, а ООО «Вектор»»
    r"плат[а-я]+ не (?:отправител|получател|мы)[^.\n]{0,40}?,? а (?=(?:ооо|ип|ао|зао|пао|компания|фирма)(?![а-я]))"
)


# --- payment -------------------------------------------------------------------------------------------------------


def read_payments(sheet: Sheet, labels: Sequence[Label]) -> None:
    for label in labels:
        if label.kind == "pay" and "pay" not in sheet.fields:
            _labelled_pay(sheet, label)
    phrases = payment.find_payment(sheet.work)
    if not phrases and sheet.asked == "pay":
        clauses = re.finditer(rf"[^,;\n{GONE}]+", sheet.work)
        phrases = [one.span() for one in clauses if payment.read_payment(one[0]) != Refuse("err-pay_none")]
    phrases = [(_with_denial(sheet, start), end) for start, end in phrases]
    if phrases:
        said = [_in_sentence(sheet, start, end) for start, end in phrases]
        said += ["третье лицо"] * bool(_NEITHER.search(sheet.line.plain))
        outcome = payment.read_payment(" , ".join(said))
        if outcome != Refuse("err-pay_none"):
            sheet.fields.setdefault("pay", outcome)
            for start, end in phrases:
                sheet.take(start, end, by="pay")
    prices = [sheet.line.plain[fact.start : fact.end] for fact in sheet.facts if fact.kind == "price"]
    if "pay" not in sheet.fields and len(prices) == 1:
        outcome = payment.read_payment(prices[0].replace("без ндс", ""))  # «ставка 140 т.р. с НДС»; without may be cash
        if outcome != Refuse("err-pay_none"):
            sheet.fields["pay"] = outcome
    _third_party(sheet)
    for fact in sheet.facts:
        for n in range(fact.start, fact.end) if fact.kind == "company" else ():
            if sheet.use[n] == UNREAD:  # «счёт на ООО «Вектор»»: the name is a remark
                sheet.take(n, n + 1, REMARK)


def _in_sentence(sheet: Sheet, start: int, end: int) -> str:
    """The phrase with who pays, where the same sentence says it: «получатель отдаст наличными водителю»."""
    before = re.split(r"[.;\n,]", sheet.line.plain[:start])[-1]
    after = re.split(r"[.;\n]", sheet.line.plain[end:])[0]
    phrase = sheet.line.plain[start:end]
    if re.search(r"\d", before + after) or len(before + after) > 70:
        return phrase
    return " ".join([*_WHO.findall(before), phrase, *_WHO.findall(after)])


def _with_denial(sheet: Sheet, start: int) -> int:
    """«не картой, а наличными»: the denial goes with the word."""
    denial = re.search(r"(?<![а-яa-z])(?:не|not) (?:по )?$", sheet.work[max(0, start - 8) : start])
    return start - len(denial[0]) if denial else start


def _labelled_pay(sheet: Sheet, label: Label) -> None:
    phrase = re.split(r"[;\n|]|\. ", sheet.work[label.end : label.until], maxsplit=1)[0]
    said = phrase.replace(GONE, " ")
    outcome = payment.read_payment(said)
    if outcome == Refuse("err-pay_none"):  # «Оплата по счёту № 118»
        outcome = payment.read_payment(sheet.line.plain[label.end : label.end + len(phrase)])
    if said.strip() and (outcome != Refuse("err-pay_none") or (not re.search(r"\d", said) and len(said) < 40)):
        end = label.end + len(phrase)
        if outcome != Refuse("err-pay_none"):
            clauses = re.split(r"(,| (?=\d{4}))", phrase)
            while len(clauses) > 1 and payment.read_payment("".join(clauses[:-2]).replace(GONE, " ")) == outcome:
                clauses = clauses[:-2]
            end = label.end + len("".join(clauses))
        sheet.fields["pay"] = outcome
        for n in range(label.start, end):
            if sheet.use[n] == UNREAD:
                sheet.take(n, n + 1, by="pay")


def _third_party(sheet: Sheet) -> None:
    """«платит ООО «Вектор», ИНН 7701234567»: who it is stands beside."""
    pay = sheet.fields.get("pay")
    if not (isinstance(pay, Accept) and isinstance(pay.value, Payment) and pay.value.payer == "third"):
        return
    about = max((m.start() for m in payment.PAYERS["third"].finditer(sheet.line.plain)), default=0)
    firm = next((m for m in _FIRM.finditer(sheet.line.plain) if m.end() > about), None)
    if firm:
        outcome = read_third(read_line(sheet.line.words(*firm.span())))
        sheet.fields["third"] = outcome
        sheet.take(*firm.span(), by="third")

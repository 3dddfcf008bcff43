"""A whole message weighed for every field of a waybill; what no field takes is a remark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from relay_bot.domain.parsing import dims, payment, question, weight
from relay_bot.domain.parsing.address import read_address, same_place
from relay_bot.domain.parsing.amending import amend
from relay_bot.domain.parsing.cargo import read_cargo
from relay_bot.domain.parsing.claim import read_third
from relay_bot.domain.parsing.denial import without_denied
from relay_bot.domain.parsing.description import describe, is_noise
from relay_bot.domain.parsing.details import details_of
from relay_bot.domain.parsing.ends import read_ends
from relay_bot.domain.parsing.facts import find_facts
from relay_bot.domain.parsing.goods import Part, find_goods
from relay_bot.domain.parsing.labels import Label, find_labels
from relay_bot.domain.parsing.loads import MOST, loads_of
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.sheet import DROP, REMARK, UNREAD, Sheet
from relay_bot.domain.parsing.text import GONE, PHONE, blank, fold
from relay_bot.domain.parsing.tokens import FROM, TO
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Ask,
    Description,
    Dims,
    FieldName,
    Outcome,
    Payment,
    Reading,
    Refuse,
    Rules,
    Span,
    Value,
    Weight,
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
_CALLED = re.compile(  # «груз станок фрезерный», not «груз готов»
    r"(?:нет,? |а )?(?:груз|товар|везем|cargo|goods)(?: это| теперь| другой| is(?: now)?(?: an?)?(?= ))?[ :,-]+"
    r"(?!(?:готов|весит|хрупк|будет|можно|нуж|уже|еще|лежит|наход|ждет|очень|тяжел|больш)"
    r"|(?:не|на|в|из|без|там|есть|вес|до|с|is|will|not|at|in)(?![а-яa-z]))[а-яa-z]{3}"
)
_BULLET = re.compile(r"(?:(?<=\n)|^)[•*-] ?(?=[^\d\s])|(?:(?<=\n)|^|(?<= ))(\d{1,2})(?:\)|\.(?= [^\d])) ?(?=[^\s])")
_SLASH = re.compile(r"(?<=[^\d] )/(?= )|(?<= )/(?= [^\d])")
_EDGES = " .,;:|()-–—→>=«»\"'•*/!?\n\t"
FORM: tuple[FieldName, ...] = ("descr", "weight", "dims", "frm", "to", "pay", "third")


def read_message(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    """Facts and labels, then numbers and payment, the addresses among what they leave, the goods among the rest."""
    sheet = _lay_out(text, rules, asked, known)
    if not known and asked in (None, "descr") and (loads := loads_of(sheet.line)):
        return _several(loads, sheet.line.source)
    labels = find_labels(sheet.work)
    read_cargo(sheet, labels)
    _read_payment(sheet, labels)
    read_ends(sheet, labels)
    for label in labels:
        sheet.take(label.start, label.end)
    _describe(sheet, labels)
    _answer(sheet)
    _compare(sheet)
    changed = amend(sheet, known) if known else {}
    sheet.fields.update(changed)
    comment = _remarks(sheet)
    fields = {name: sheet.fields[name] for name in FORM if name in sheet.fields}
    spans = _spans(sheet)
    return Reading(fields, sheet.places, comment, _asks(sheet, labels), details_of(sheet), sheet.line.source, spans)


def _spans(sheet: Sheet) -> tuple[Span, ...]:
    """Which words of the message went where; what no field took is a remark."""
    whose = [
        owner or ("comment" if use in (UNREAD, REMARK) else "")
        for owner, use in zip(sheet.owners, sheet.use, strict=True)
    ]
    found: list[Span] = []
    start = 0
    for name, run in groupby(whose):
        end = start + len(list(run))
        if name and re.search(r"[\w\x01]", sheet.line.plain[start:end]):
            found.append(Span(name, *sheet.line.origin(start, end)))
        start = end
    return tuple(found)


def _several(loads: Sequence[str], source: str) -> Reading:
    """Of several loads the client picks one; of more than a few the manager makes forms."""
    if len(loads) > MOST:
        return Reading(comment=source, question=True)
    return Reading({"descr": Ask("ask-two_loads", tuple(Description(load) for load in loads))})


def _lay_out(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Sheet:
    line = read_line(text)
    facts = find_facts(line.plain)
    sheet = Sheet(
        line, rules, asked, known, without_denied(line.plain), [UNREAD] * len(line.plain), facts, [""] * len(line.plain)
    )
    for n, char in enumerate(sheet.work):
        if char == GONE:
            sheet.use[n] = DROP
    for fact in facts:
        if fact.kind == "phone":
            sheet.work = sheet.work[: fact.start] + PHONE * (fact.end - fact.start) + sheet.work[fact.end :]
        elif fact.kind != "company" and not (asked == "pay" and fact.kind in ("price", "deferral")):
            sheet.note(fact)
    bullets = list(_BULLET.finditer(sheet.work))
    numbers = [int(match[1]) for match in bullets if match[1]]
    counts = numbers == list(range(1, len(numbers) + 1)) and len(numbers) != 1  # «1) … 2) …», not «д. 5) …»
    for start, end in [match.span() for match in bullets if counts or not match[1]] + [
        match.span() for match in _SLASH.finditer(sheet.work)
    ]:
        sheet.take(start, end, DROP)
    return sheet


# --- payment -------------------------------------------------------------------------------------------------------


def _read_payment(sheet: Sheet, labels: Sequence[Label]) -> None:
    for label in labels:
        if label.kind == "pay" and "pay" not in sheet.fields:
            _labelled_pay(sheet, label)
    phrases = payment.find_payment(sheet.work)
    if not phrases and sheet.asked == "pay":
        clauses = re.finditer(rf"[^,;\n{GONE}]+", sheet.work)
        phrases = [one.span() for one in clauses if payment.read_payment(one[0]) != Refuse("err-pay_none")]
    phrases = [(_with_denial(sheet, start), end) for start, end in phrases]
    if phrases:
        outcome = payment.read_payment(" , ".join(_in_sentence(sheet, start, end) for start, end in phrases))
        if outcome != Refuse("err-pay_none"):
            sheet.fields.setdefault("pay", outcome)
            for start, end in phrases:
                sheet.take(start, end, by="pay")
    prices = [sheet.line.plain[fact.start : fact.end] for fact in sheet.facts if fact.kind == "price"]
    if "pay" not in sheet.fields and len(prices) == 1:
        outcome = payment.read_payment(prices[0])  # «ставка 140 т.р. с НДС»
        if outcome != Refuse("err-pay_none"):
            sheet.fields["pay"] = outcome
    _third_party(sheet)
    for fact in sheet.facts:
        if fact.kind == "company" and set(sheet.use[fact.start : fact.end]) == {UNREAD}:
            sheet.note(fact)


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
    if said.strip() and (outcome != Refuse("err-pay_none") or (not re.search(r"\d", said) and len(said) < 40)):
        end = label.end + len(phrase)
        if outcome != Refuse("err-pay_none"):
            clauses = re.split(r"(,)", phrase)
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


# --- description ---------------------------------------------------------------------------------------------------


def _describe(sheet: Sheet, labels: Sequence[Label]) -> None:
    if sheet.asked in ("third", "waybill", "story", "amount", "email", "phone"):
        return
    parts = find_goods(sheet, labels)
    labelled = any(label.kind == "descr" for label in labels)
    if "descr" in sheet.known and not (labelled or sheet.asked == "descr" or _CALLED.match(sheet.line.plain)):
        return
    other = sheet.asked not in (None, "descr") and not labelled and len(sheet.fields) < 2
    if parts and not other:
        outcome = describe(_joined(sheet, parts))
        if (
            isinstance(outcome, Accept)
            or (isinstance(outcome, Refuse) and outcome.key == "err-descr_ban")
            or sheet.asked == "descr"
        ):
            sheet.fields["descr"] = outcome
            for part in parts:
                sheet.take(part.whole, part.end, by="descr")
            if isinstance(outcome, Accept):
                _count_goods(sheet, outcome.value)
    elif sheet.asked == "descr" and not sheet.fields:
        sheet.fields["descr"] = describe(sheet.line.source)
        sheet.take(0, len(sheet.work))


def _joined(sheet: Sheet, parts: Sequence[Part]) -> str:
    """In one sentence, with the client's own marks where nothing else stood between."""
    text = parts[0].text
    for before, part in pairwise(parts):
        marks = sheet.line.words(before.end, part.start)
        text += (marks if re.fullmatch(r"[:,+;] ?", marks) else ", ") + part.text
    return text


def _count_goods(sheet: Sheet, value: Value) -> None:
    """«2 велосипеда»: pieces that only the description counts."""
    counted = re.match(r"(\d{1,3}) [а-яa-z]", fold(value.text)) if isinstance(value, Description) else None
    weighed, sized = sheet.fields.get("weight"), sheet.fields.get("dims")
    places = any(isinstance(one, Accept) and (getattr(one.value, "places", 0) or 0) > 1 for one in (weighed, sized))
    if counted and int(counted[1]) and not places and sheet.places is None:
        n = sheet.places = int(counted[1])
        if sheet.of_one and isinstance(weighed, Accept) and isinstance(weighed.value, Weight):
            sheet.fields["weight"] = weight.settle(
                (weighed.value.kg * n,), n, weighed.value.approx, sheet.rules, ((n, weighed.value.kg),)
            )
            sheet.places = None
            if isinstance(sized, Accept) and isinstance(sized.value, Dims) and len(sized.value.pieces) == 1:
                sheet.fields["dims"] = replace(sized, value=Dims((replace(sized.value.pieces[0], n=n),)))


# --- the answer to the question ------------------------------------------------------------------------------------


def _answer(sheet: Sheet) -> None:
    asked = sheet.asked
    if asked is None or asked in sheet.fields or asked == "descr":
        return
    unread = [sheet.line.words(start, end) for start, end in sheet.unread()]
    rest = read_line(", ".join(words.strip(" ,;") for words in unread if words.strip(" ,.;:")))
    alone = not sheet.fields and sheet.places is None
    outcome: Outcome | None = None
    if asked in ("frm", "to"):
        outcome = read_address(sheet.line.source if alone else rest.source) if rest.source or alone else None
    elif asked == "weight":
        truck = any(fact.kind == "truck" for fact in sheet.facts)  # «5-тонник»
        outcome = weight.read_weight(rest if truck or not alone else sheet.line, sheet.rules)
    elif asked == "dims":
        outcome = dims.read_dims(sheet.line if alone else rest, sheet.rules)
    elif asked == "pay":
        outcome = payment.read_pay_field(sheet.line)
    nothing = isinstance(outcome, Refuse) and (outcome.key.endswith("_none") or (asked in ("frm", "to") and not alone))
    if outcome is not None and not (nothing and not alone):
        sheet.fields[asked] = outcome
        if isinstance(outcome, Accept) or not question.asks(sheet.line.plain):  # what was refused is no remark
            for start, end in sheet.unread():
                sheet.take(start, end, by=asked)


def _compare(sheet: Sheet) -> None:
    """One address for both ends is a slip."""
    frm, to = (_address(sheet, name) for name in ("frm", "to"))
    if frm and to and same_place(frm, to):
        sheet.fields["to" if "to" in sheet.fields else "frm"] = Refuse("err-addr_same")


def _address(sheet: Sheet, name: FieldName) -> Address | None:
    outcome = sheet.fields.get(name)
    value = outcome.value if isinstance(outcome, Accept) else None if outcome else sheet.known.get(name)
    return value if isinstance(value, Address) else None


# --- what is left --------------------------------------------------------------------------------------------------


def _remarks(sheet: Sheet) -> str:
    """Everything that no field took, in the client's words and order."""
    kept: list[str] = []
    told = [f"{one.value.text} {one.value.contact}" for one in _addresses(sheet)]
    for stretch in re.finditer(rf"[{UNREAD}{REMARK}]+", "".join(sheet.use)):
        for words in re.split(r"\n| \| |(?<=[!?;])|(?<=[^\W\d_]{5}\.) ", _without_noise(sheet, *stretch.span())):
            bare = words.strip(_EDGES)
            if bare and not _says_nothing(bare) and not any(bare in text for text in told):
                kept.append(bare + ("?" if words.rstrip().endswith("?") else ""))
    return "; ".join(dict.fromkeys([*kept, *sheet.notes]))


def _without_noise(sheet: Sheet, start: int, end: int) -> str:
    """The words of a stretch that nothing has read; «прошу забрать груз» before «по заявке № 118» is nothing."""
    out = ""
    runs = list(re.finditer(rf"{UNREAD}+|{REMARK}+", "".join(sheet.use[start:end])))
    for run in runs:
        words = sheet.line.words(start + run.start(), start + run.end())
        kept = run[0][0] == REMARK or run not in (runs[0], runs[-1]) or not _says_nothing(words.strip(_EDGES))
        out += words if kept else re.sub(r"\w", "", words)
    return out


def _says_nothing(words: str) -> bool:
    said = [word for word in re.findall(r"\w+", fold(words)) if not (FROM.fullmatch(word) or TO.fullmatch(word))]
    return not said or is_noise(" ".join(said))


def _addresses(sheet: Sheet) -> list[Any]:
    found = [sheet.fields.get(name) for name in ("frm", "to")]
    return [one for one in found if isinstance(one, Accept) and isinstance(one.value, Address)]


def _asks(sheet: Sheet, labels: Sequence[Label]) -> bool:
    plain = sheet.line.plain
    spans = [(label.start, label.end) for label in labels]
    spans += [(fact.start, fact.end) for fact in sheet.facts if fact.kind in ("when", "header")]
    for start, end in spans:
        plain = blank(plain, start, end)
    if question.asks(plain):
        return True
    understood = any(not isinstance(outcome, Refuse) for outcome in sheet.fields.values())
    return sheet.asked in ("weight", "dims", "pay") and not understood and question.rambles(sheet.line.plain)

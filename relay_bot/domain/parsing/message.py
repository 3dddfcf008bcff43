"""A whole message weighed for every field of a waybill; what no field takes is a remark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from relay_bot.domain.parsing import dims, payment, question, weight
from relay_bot.domain.parsing.address import read_address, same_place
from relay_bot.domain.parsing.amending import amend
from relay_bot.domain.parsing.cargo import read_cargo
from relay_bot.domain.parsing.denial import without_denied
from relay_bot.domain.parsing.description import describe
from relay_bot.domain.parsing.details import details_of, says_only, told_in
from relay_bot.domain.parsing.ends import read_ends
from relay_bot.domain.parsing.facts import find_facts
from relay_bot.domain.parsing.goods import Part, find_goods
from relay_bot.domain.parsing.labels import Label, find_labels
from relay_bot.domain.parsing.loads import MOST, loads_of
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.paying import read_payments
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.remarks import asks_something, find_remarks, spans_of
from relay_bot.domain.parsing.sheet import CARGO, DROP, TAKEN, UNREAD, Sheet
from relay_bot.domain.parsing.text import GONE, PHONE, fold
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Ask,
    Description,
    Dims,
    FieldName,
    Outcome,
    Refuse,
    Rules,
    Value,
    Weight,
)

_CALLED = re.compile(  # «груз станок фрезерный», not «груз готов»
    r"(?:нет,? |а )?(?:груз|товар|везем|cargo|goods)(?: это| теперь| другой| is(?: now)?(?: an?)?(?= ))?[ :,-]+"
    r"(?!(?:готов|весит|хрупк|будет|можно|нуж|уже|еще|лежит|наход|ждет|очень|тяжел|больш)"
    r"|(?:не|на|в|из|без|там|есть|вес|до|с|is|will|not|at|in)(?![а-яa-z]))[а-яa-z]{3}"
)
_TAKEN_BACK = re.compile(r"(?i)^не [^,\n]{2,60}?,? а (?:это )?(?=\w)")  # «описание: не станок, а насос»
_BULLET = re.compile(r"(?:(?<=\n)|^)[•*-] ?(?=[^\d\s])|(?:(?<=\n)|^|(?<= ))(\d{1,2})(?:\)|\.(?= [^\d])) ?(?=[^\s])")
_SLASH = re.compile(r"(?<=[^\d] )/(?= )|(?<= )/(?= [^\d])")
FORM: tuple[FieldName, ...] = ("descr", "weight", "dims", "frm", "to", "pay", "third")


def read_message(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    """Facts and labels, then numbers and payment, the addresses among what they leave, the goods among the rest."""
    sheet = _lay_out(text, rules, asked, known)
    if not known and asked in (None, "descr") and (loads := loads_of(sheet.line)):
        return _several(loads, sheet.line.source)
    labels = find_labels(sheet.work)
    read_cargo(sheet, labels)
    read_payments(sheet, labels)
    read_ends(sheet, labels)
    for label in labels:
        sheet.take(label.start, label.end, CARGO if label.kind in ("weight", "dims", "places") else TAKEN)
    details = details_of(sheet)
    told = tuple(told_in(sheet, details))
    if not says_only(sheet, told):  # «хрупкое» is no answer to «Вес?»
        _describe(sheet, labels)
        _answer(sheet)
    _compare(sheet)
    changed = amend(sheet, known) if known else {}
    sheet.fields.update(changed)
    comment = find_remarks(sheet)
    spans = spans_of(sheet)
    return Reading(
        {name: sheet.fields[name] for name in FORM if name in sheet.fields},
        sheet.places,
        comment,
        asks_something(sheet, labels),
        _without(sheet, told, comment),
        details,
        sheet.line.source,
        spans,
    )


def _without(sheet: Sheet, told: Sequence[tuple[int, int]], comment: str) -> str:
    """The comment without the words that have a place of their own."""
    if not told and not sheet.notes:
        return comment
    for start, end in told:
        sheet.take(start, end, DROP)
    sheet.notes.clear()
    return find_remarks(sheet)


def _several(loads: Sequence[str], source: str) -> Reading:
    """Of several loads the client picks one; of more than a few the manager makes forms."""
    if len(loads) > MOST:
        return Reading(comment=source, question=True, remark=source)
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
        text = _joined(sheet, parts)
        outcome = describe(_TAKEN_BACK.sub("", text) if "descr" in sheet.known else text)
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

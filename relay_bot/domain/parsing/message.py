"""A whole message read for every field of a waybill: labels, numbers, payment, route, and what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import filterfalse

from relay_bot.domain.parsing import dims, payment, question, weight
from relay_bot.domain.parsing.address import read_address
from relay_bot.domain.parsing.cargo import Cargo
from relay_bot.domain.parsing.claim import read_third
from relay_bot.domain.parsing.description import describe, is_noise, is_remark
from relay_bot.domain.parsing.ends import Ends
from relay_bot.domain.parsing.labels import Label, find_labels
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.rest import Rest, sort_out
from relay_bot.domain.parsing.sheet import Sheet, lay_out
from relay_bot.domain.parsing.text import GONE, fold
from relay_bot.domain.parsing.timing import when_at_end
from relay_bot.domain.parsing.values import Accept, FieldName, Outcome, Payment, Reading, Refuse, Rules, Value

_FIRM = re.compile(
    r"(?<![а-яa-z])(?:ооо|оао|зао|пао|ао|ип|llc|ltd)(?![а-яa-z])[^,;\n]{2,60}"
    r"(?:[ ,]{0,2}(?:инн)?[ :]{0,2}\d{10,12}(?!\d))?"
)
_CALLED = re.compile(  # «груз станок фрезерный», not «груз готов»
    r"(?:нет,? |а )?(?:груз|товар|везем|cargo|goods)(?: это| теперь| другой)?[ :,-]+"
    r"(?!(?:готов|весит|хрупк|будет|можно|нуж|уже|еще|лежит|наход|ждет|очень|тяжел|больш)"
    r"|(?:не|на|в|из|без|там|есть|вес|до|с|is|will|not|at|in)(?![а-яa-z]))[а-яa-z]{3}"
)
LOOSE_WORDS = 3  # left over from an answer, they are no comment: «габариты станка 2500х1200х1300»


def read_message(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    """In the order of normalisation.md; the route waits for the numbers and the payment, which end its addresses."""
    sheet = lay_out(text, rules, asked, known)
    labels = find_labels(sheet.work)
    cargo, ends, words = Cargo(sheet), Ends(sheet), _Words(sheet)
    cargo.read(labels)
    words.read_payment(labels)
    cargo.finish()
    ends.read(labels)
    words.read_labelled(labels)
    rest = sort_out(sheet.line, sheet.work)
    words.answer(rest)
    words.describe(rest)
    cargo.forget_told_places()
    ends.compare()
    comment = "; ".join(filter(None, [*sheet.notes, *filterfalse(is_noise, rest.remarks), *rest.questions]))
    return Reading(sheet.fields, sheet.places, comment, words.ask(rest))


class _Words:
    """Reads the payment, the description and the answer to the question asked off a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def read_payment(self, labels: list[Label]) -> None:
        for label in labels:
            if label.kind == "pay":
                self._labelled_pay(label, self.sheet.segment(label))
        self._pay()
        self._third_party()

    def read_labelled(self, labels: list[Label]) -> None:
        for label in labels:
            if label.kind in ("descr", "comment"):
                self._labelled_words(label)

    def _labelled_pay(self, label: Label, segment: str) -> None:
        phrase = re.split(rf"[;\n{GONE}]|\. ", segment, maxsplit=1)[0]
        outcome = payment.read_payment(phrase)
        if phrase.strip() and outcome != Refuse("err-pay_none"):
            clauses = re.split(r"(,)", phrase)
            while len(clauses) > 1 and payment.read_payment("".join(clauses[:-2])) == outcome:
                clauses = clauses[:-2]
            self.sheet.fields.setdefault("pay", outcome)
            self.sheet.take(label.start, label.end + len("".join(clauses)))
        elif phrase.strip() and not re.search(r"\d", phrase) and len(phrase) < 40:
            self.sheet.fields.setdefault("pay", outcome)
            self.sheet.take(label.start, label.end + len(phrase))

    def _pay(self) -> None:
        if "pay" in self.sheet.fields:
            return
        phrases = payment.find_payment(self.sheet.work)
        if not phrases and self.sheet.asked == "pay":
            phrases = self._clauses_about_payment()
        phrases = [(self._with_denial(start), end) for start, end in phrases]
        if phrases:
            outcome = payment.read_payment(" , ".join(self.sheet.work[start:end] for start, end in phrases))
            if outcome != Refuse("err-pay_none"):
                self.sheet.fields["pay"] = outcome
                for start, end in phrases:
                    self.sheet.take(start, end)

    def _with_denial(self, start: int) -> int:
        """«не картой, а наличными»: the denial goes with the word."""
        denial = re.search(r"(?<![а-яa-z])(?:не|not) (?:по )?$", self.sheet.work[max(0, start - 8) : start])
        return start - len(denial[0]) if denial else start

    def _third_party(self) -> None:
        """«платит ООО «Вектор», ИНН 7701234567»: who it is stands beside."""
        pay = self.sheet.fields.get("pay")
        firm = _FIRM.search(self.sheet.line.plain)
        if isinstance(pay, Accept) and isinstance(pay.value, Payment) and pay.value.payer == "third" and firm:
            self.sheet.fields["third"] = read_third(read_line(self.sheet.line.words(*firm.span())))
            self.sheet.take(*firm.span())

    def _clauses_about_payment(self) -> list[tuple[int, int]]:
        clauses = re.finditer(rf"[^,;\n{GONE}]+", self.sheet.work)
        return [clause.span() for clause in clauses if payment.read_payment(clause[0]) != Refuse("err-pay_none")]

    def _labelled_words(self, label: Label) -> None:
        if GONE in self.sheet.work[label.start : label.start + 1]:
            return
        text = self.sheet.source(label.end, label.until)
        if label.kind == "comment":
            self.sheet.notes.append(text.strip())
        elif text.strip(" ,.;"):
            self.sheet.fields["descr"] = describe(text)
        self.sheet.take(label.start, label.until)

    def answer(self, rest: Rest) -> None:
        asked = self.sheet.asked
        if asked is None or asked in self.sheet.fields or asked == "descr":
            return
        outcome = self._read_asked(asked, rest)
        if outcome is not None:
            self.sheet.fields[asked] = outcome

    def _read_asked(self, asked: FieldName, rest: Rest) -> Outcome | None:
        alone = not self.sheet.fields and self.sheet.places is None
        if asked in ("frm", "to"):
            text = rest.everything
            if not text.strip() or (rest.only_remarks and not alone):
                return read_address("") if alone else None
            rest.clear()
            when = when_at_end(fold(text))
            if when is not None:
                self.sheet.notes.append(text[when:].strip(" ,;.()"))
            return read_address(text)
        unread = read_line(rest.everything)
        if asked == "weight":
            outcome = weight.read_weight(self.sheet.line if alone else unread, self.sheet.rules)
            short = len(re.findall(r"[а-яa-z]{3,}", unread.plain)) <= 3
            if outcome != Refuse("err-weight_none") and not (short or alone):
                return None
        elif asked == "dims":
            outcome = dims.read_dims(self.sheet.line if alone else unread, self.sheet.rules)
        elif asked == "pay":
            outcome = payment.read_pay_field(self.sheet.line)
        else:
            return None
        nothing = isinstance(outcome, Refuse) and outcome.key in ("err-weight_none", "err-dims_none", "err-pay_none")
        if nothing and not alone:
            return None
        rest.clear()
        return outcome

    def describe(self, rest: Rest) -> None:
        text = rest.cargo
        if "descr" in self.sheet.fields or self.sheet.asked in (
            "third",
            "waybill",
            "story",
            "amount",
            "email",
            "phone",
        ):
            return
        if not text.strip():
            if self.sheet.asked == "descr" and not self.sheet.fields:
                outcome = describe(self.sheet.line.source)
                if self.sheet.places is None or outcome == Refuse("err-descr_generic"):  # «груз 5 мест»
                    self.sheet.fields["descr"] = outcome
            return
        if (
            self.sheet.asked == "descr"
            and not self.sheet.fields
            and self.sheet.places
            and not is_remark(self.sheet.line.source)
        ):
            self.sheet.fields["descr"] = describe(self.sheet.line.source)
            return
        outcome = describe(text)
        if isinstance(outcome, Accept):
            known = "descr" in self.sheet.known and not _CALLED.match(self.sheet.line.plain)
            if self.sheet.asked == "descr" or not (known or rest.only_counts):
                self.sheet.fields["descr"] = outcome
            elif not rest.only_counts and (
                self.sheet.asked not in self.sheet.fields or len(text.split()) > LOOSE_WORDS
            ):
                self.sheet.notes.append(text)
        elif isinstance(outcome, Refuse) and self._worth_telling(outcome):
            self.sheet.fields["descr"] = outcome

    def _worth_telling(self, refusal: Refuse) -> bool:
        """What is forbidden always; what is too short or vague, to those who were asked."""
        asked = self.sheet.asked == "descr" and (not self.sheet.fields or refusal.key != "err-descr_short")
        return asked or refusal.key == "err-descr_ban"

    def ask(self, rest: Rest) -> bool:
        if rest.questions or question.asks(self.sheet.line.plain):
            return True
        understood = any(not isinstance(outcome, Refuse) for outcome in self.sheet.fields.values())
        return (
            self.sheet.asked in ("weight", "dims", "pay") and not understood and question.rambles(self.sheet.line.plain)
        )

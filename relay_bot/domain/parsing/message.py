"""A whole message read for every field of a waybill: labels, sizes, weight, payment, route, and what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import filterfalse

from relay_bot.domain.parsing import dims, payment, places, question, weight
from relay_bot.domain.parsing.address import read_address, same_place
from relay_bot.domain.parsing.contact import contact_in
from relay_bot.domain.parsing.description import describe, is_noise, is_remark
from relay_bot.domain.parsing.labels import Label, find_labels
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.rest import Rest, sort_out
from relay_bot.domain.parsing.route import Part, find_route
from relay_bot.domain.parsing.text import GONE, Line, blank
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Dims,
    FieldName,
    Outcome,
    Reading,
    Refuse,
    Rules,
    Value,
    Weight,
)

CARGO: tuple[FieldName, ...] = ("descr", "weight", "dims")
LOOSE_WORDS = 3  # left over from an answer, they are no comment: «габариты станка 2500х1200х1300»
PHONE = "\x01"  # stands in for a phone: no number to read, yet part of an address


def read_message(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    return _Reader(read_line(text), rules, asked, known).read()


def _contacted(outcome: Accept, contact: str, phone: str) -> Accept:
    value = outcome.value
    if not isinstance(value, Address) or not (contact or phone):
        return outcome
    return replace(outcome, value=replace(value, contact=value.contact or contact, phone=value.phone or phone))


_LONE_NUMBER = re.compile(rf"(?:^|[,;\n{GONE}]) ?(\d{{1,3}} \d{{3}}|\d{{2,5}}) ?(?=$|[,;\n{GONE}])")
_WEIGHT_SAID = re.compile(r"(?<![а-я])(?:вес|масса)(?![а-я])|weight")


class _Reader:
    """One message on its way from «unread» to fields: `work` is its plain twin with what was read blanked."""

    def __init__(self, line: Line, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> None:
        self.line, self.rules, self.asked, self.known = line, rules, asked, known
        self.fields: dict[FieldName, Outcome] = {}
        self.contact = ("", "")
        self.places: int | None = None
        self.notes: list[str] = []
        self.work = line.plain
        for _, start, end in find_phones(line.plain):
            self.work = self.work[:start] + PHONE * (end - start) + self.work[end:]

    def read(self) -> Reading:
        labels = find_labels(self.work)
        for label in labels:
            if label.kind in ("places", "dims"):
                self._labelled_number(label)
        self._sizes()
        for label in labels:
            if label.kind in ("weight", "pay"):
                self._labelled_number(label)
        self._weights()
        self._pay()
        self._lone_number()
        self._count()
        for label in labels:
            if label.kind in ("frm", "to"):
                self._labelled_address(label)
        self._route()
        for label in labels:
            if label.kind in ("descr", "comment"):
                self._labelled_words(label)
        rest = sort_out(self.line, self.work)
        self._answer(rest)
        self._describe(rest)
        self._forget_told_places()
        self._compare_ends()
        comment = "; ".join(filter(None, [*self.notes, *filterfalse(is_noise, rest.remarks), *rest.questions]))
        return Reading(self.fields, self.places, comment, self._asks(rest))

    def _take(self, start: int, end: int) -> None:
        self.work = blank(self.work, start, end)

    # (1) Labels.

    def _labelled_number(self, label: Label) -> None:
        segment = self._segment(label)
        match label.kind:
            case "dims" if "dims" not in self.fields:
                self._labelled_dims(label, segment)
            case "weight" if "weight" not in self.fields:
                found = weight.find_weights(segment, bare=True)
                if re.match(r" ?-? ?-\d", segment):
                    self.fields["weight"] = Refuse("err-weight_zero")
                elif found:
                    found = found if found[0].unit else found[:1]
                    self._weigh(found, label.end, labelled=True)
                elif segment.strip() and not re.search(r"[а-я]{4,}", segment):
                    self.fields["weight"] = Refuse("err-weight_none")
                self._take(label.start, label.end)
            case "places" if re.match(r" ?\d{1,4}(?![\d.,])", segment):
                count = re.match(r" ?(\d{1,4})(?: ?" + places.PIECE + ")?", segment)
                if count and int(count[1]):
                    self.places = int(count[1])
                    self._take(label.start, label.end + count.end())
            case "pay":
                self._labelled_pay(label, segment)

    def _segment(self, label: Label) -> str:
        return self.work[label.end : label.until]

    def _labelled_dims(self, label: Label, segment: str) -> None:
        sizes = dims.find_sizes(segment, loose=True)
        self._take(label.start, label.end)
        if sizes:
            self._measure(sizes, label.end)
            return
        volume = dims.find_volume(self.line.plain[label.start : label.until])
        if volume:
            self.fields["dims"] = dims.settle_volume(volume[0], self.rules)
            self._take(label.start + volume[1], label.start + volume[2])
            return
        clause = re.split(rf"[,;\n{GONE}]", segment, maxsplit=1)[0]
        outcome = dims.read_dims(read_line(clause), self.rules)
        if clause.strip() and (outcome != Refuse("err-dims_none") or len(segment) < 40):
            self.fields["dims"] = outcome
            self._take(label.end, label.end + len(clause))

    def _labelled_pay(self, label: Label, segment: str) -> None:
        phrase = re.split(rf"[;\n{GONE}]|\. ", segment, maxsplit=1)[0]
        outcome = payment.read_payment(phrase)
        if phrase.strip() and outcome != Refuse("err-pay_none"):
            clauses = re.split(r"(,)", phrase)
            while len(clauses) > 1 and payment.read_payment("".join(clauses[:-2])) == outcome:
                clauses = clauses[:-2]
            self.fields.setdefault("pay", outcome)
            self._take(label.start, label.end + len("".join(clauses)))
        elif phrase.strip() and not re.search(r"\d", phrase) and len(phrase) < 40:
            self.fields.setdefault("pay", outcome)
            self._take(label.start, label.end + len(phrase))

    def _labelled_address(self, label: Label) -> None:
        raw = self._segment(label)
        text = self._source(label.end, label.until, cut=True)
        if not text.strip(" ,.;") or "?" in raw or GONE in self.work[label.start : label.start + 1]:
            return
        name: FieldName = "frm" if label.kind == "frm" else "to"
        self.fields[name] = self._with_contact(self.fields.get(name), read_address(text), text)
        lead = len(raw) - len(raw.lstrip(f" ,{GONE}"))
        cut = raw[lead:].find(GONE)
        self._take(label.start, label.end + lead + cut if cut >= 0 else label.until)

    def _with_contact(self, before: Outcome | None, outcome: Outcome, text: str) -> Outcome:
        """«Куда: …» and «Получатель: Иван, +7 …» are one address, in either order."""
        if before is None:
            contact, phone = contact_in(text)
            if isinstance(outcome, Refuse) and phone:
                self.contact = (contact, phone)
            return outcome
        if isinstance(before, Accept) and isinstance(before.value, Address) and not isinstance(outcome, Accept):
            return _contacted(before, *contact_in(text))
        if isinstance(before, Refuse) and isinstance(outcome, Accept):
            return _contacted(outcome, *self.contact)
        return before

    def _labelled_words(self, label: Label) -> None:
        if GONE in self.work[label.start : label.start + 1]:
            return
        text = self._source(label.end, label.until)
        if label.kind == "comment":
            self.notes.append(text.strip())
        elif text.strip(" ,.;"):
            self.fields["descr"] = describe(text)
        self._take(label.start, label.until)

    def _source(self, start: int, end: int, cut: bool = False) -> str:
        """The client's words of a span without what was read; `cut`: only up to that."""
        pieces = [(m.start(), m.end()) for m in re.finditer(rf"[^{GONE}]+", self.work[start:end])]
        words = [self.line.words(start + a, start + b).strip(" ,;") for a, b in pieces]
        words = [word for word in words if word]
        return words[0] if cut and words else ", ".join(words)

    # (3) Sizes, (4) weight, (5) payment.

    def _sizes(self) -> None:
        if "dims" in self.fields:
            return
        sizes = dims.find_sizes(self.work, loose=self.asked in CARGO)
        if sizes:
            self._measure(sizes, 0)
            return
        volume = dims.find_volume(self.work)
        unknown = dims.speaks_of_unknown(self.work)
        if volume:
            self.fields["dims"] = dims.settle_volume(volume[0], self.rules)
            self._take(volume[1], volume[2])
        elif unknown:
            self.fields["dims"] = dims.read_dims(read_line("не знаю"), self.rules)
            self._take(unknown.start(), unknown.end())

    def _measure(self, sizes: list[dims.Size], offset: int) -> None:
        overall = re.search(r"общ[а-я]+ (?:габарит|размер)|overall|total dim", self.line.plain)
        for size in sizes:
            self._take(offset + size.start, offset + size.end)
        counted = [] if overall else places.find_places(self.work)
        n = (places.total(counted) or self.places) if len(sizes) == 1 and sizes[0].n is None and not overall else None
        self.fields["dims"] = dims.measure(sizes, n, self.rules)
        if n:
            for count in counted:
                if count.bare:
                    self._take(count.start, count.end)
        volume = dims.find_volume(self.work)
        if volume:
            self._take(volume[1], volume[2])

    def _weights(self) -> None:
        if "weight" in self.fields:
            return
        found = weight.find_weights(self.work, grams=self.asked == "weight")
        if found:
            self._weigh(found, 0, labelled=self.asked == "weight" or bool(_WEIGHT_SAID.search(self.line.plain)))

    def _weigh(self, found: list[weight.Mention], offset: int, labelled: bool) -> None:
        for mention in found:
            self._take(offset + mention.start, offset + mention.end)
        near = [c for c in places.find_places(self.work) if c.bare or (labelled and self._beside(c, found, offset))]
        in_dims = self._counted_in_dims()
        each = any(m.each for m in found)
        counted = places.find_places(self.work) if each and not near else near
        attach = bool(counted) and (each or not in_dims)
        pieces = (places.total(counted) if attach else None) or self.places or (self._in_dims() if each else None)
        outcome = weight.weigh(found, pieces, self.rules)
        if outcome is None:
            return
        if in_dims and isinstance(outcome, Accept) and isinstance(outcome.value, Weight) and not each:
            outcome = replace(outcome, value=replace(outcome.value, places=None))
        self.fields["weight"] = outcome
        for count in counted if attach else []:
            if count.bare or count in near:
                self._take(count.start, count.end)

    def _beside(self, count: places.Places, found: list[weight.Mention], offset: int) -> bool:
        """«вес 40 кг, 2 коробки»: nothing stands between."""
        gaps = [
            (offset + m.end, count.start) if count.start >= offset + m.end else (count.end, offset + m.start)
            for m in found
        ]
        return any(re.fullmatch(rf"(?:[ ,;:(-]|на|и|{GONE})*", self.work[a:b]) for a, b in gaps if a <= b)

    def _in_dims(self) -> int | None:
        """How many pieces the sizes are of, if that was said."""
        outcome = self.fields.get("dims")
        n = outcome.value.places if isinstance(outcome, Accept) and isinstance(outcome.value, Dims) else None
        return n if n and n > 1 else None

    def _counted_in_dims(self) -> bool:
        return self._in_dims() is not None

    def _pay(self) -> None:
        if "pay" in self.fields:
            return
        phrases = payment.find_payment(self.work)
        if not phrases and self.asked == "pay":
            phrases = self._clauses_about_payment()
        if phrases:
            outcome = payment.read_payment(" , ".join(self.work[start:end] for start, end in phrases))
            if outcome != Refuse("err-pay_none"):
                self.fields["pay"] = outcome
                for start, end in phrases:
                    self._take(start, end)

    def _clauses_about_payment(self) -> list[tuple[int, int]]:
        clauses = re.finditer(rf"[^,;\n{GONE}]+", self.work)
        return [clause.span() for clause in clauses if payment.read_payment(clause[0]) != Refuse("err-pay_none")]

    def _count(self) -> None:
        """A count that stands alone, in neither the weight nor the sizes."""
        counted = places.find_places(self.work)
        if not counted or self._counted_in_dims():
            return
        self.places = self.places or places.total(counted)
        for count in counted:
            if count.bare and self.asked not in ("frm", "to"):
                self._take(count.start, count.end)

    def _lone_number(self) -> None:
        """«станок⏎800⏎120х80х150» as the answer about the cargo: a number between commas is the weight."""
        if self.asked in CARGO and "weight" not in self.fields:
            lone = _LONE_NUMBER.search(self.work)
            if lone and lone[0].strip() != self.work.strip():
                self._weigh(weight.find_weights(lone[1], bare=True), lone.start(1), labelled=False)

    def _forget_told_places(self) -> None:
        weighed = self.fields.get("weight")
        told = isinstance(weighed, Accept) and isinstance(weighed.value, Weight) and weighed.value.places
        if told or self._counted_in_dims():
            self.places = None

    # (2) The route; its ends are known only now that the numbers are read.

    def _route(self) -> None:
        ends = find_route(self.line, self.work)
        names: tuple[FieldName, FieldName] = ("frm", "to")
        for name, part in zip(names, ends, strict=True):
            if part and name not in self.fields and self._fits(part):
                self.fields[name] = read_address(self.line.words(part.text_start, part.end))
                self._take(part.start, part.end)

    def _fits(self, part: Part) -> bool:
        """Not «в Казань, Баумана 1» as the answer to «Откуда?»: that is the address asked for."""
        return bool(self.line.words(part.text_start, part.end).strip(" ,.")) and not (
            self.asked in ("frm", "to") and part.start == 0 and None in find_route(self.line, self.work)
        )

    # (6) What is left.

    def _answer(self, rest: Rest) -> None:
        asked = self.asked
        if asked is None or asked in self.fields or asked == "descr":
            return
        outcome = self._read_asked(asked, rest)
        if outcome is not None:
            self.fields[asked] = outcome

    def _read_asked(self, asked: FieldName, rest: Rest) -> Outcome | None:
        alone = not self.fields and self.places is None
        if asked in ("frm", "to"):
            text = rest.everything
            if not text.strip() or (rest.only_remarks and not alone):
                return read_address("") if alone else None
            rest.clear()
            return read_address(text)
        unread = read_line(rest.everything)
        if asked == "weight":
            outcome = weight.read_weight(self.line if alone else unread, self.rules)
            short = len(re.findall(r"[а-яa-z]{3,}", unread.plain)) <= 3
            if outcome != Refuse("err-weight_none") and not (short or alone):
                return None
        elif asked == "dims":
            outcome = dims.read_dims(self.line if alone else unread, self.rules)
        elif asked == "pay":
            outcome = payment.read_pay_field(self.line)
        else:
            return None
        nothing = isinstance(outcome, Refuse) and outcome.key in ("err-weight_none", "err-dims_none", "err-pay_none")
        if nothing and not alone:
            return None
        rest.clear()
        return outcome

    def _describe(self, rest: Rest) -> None:
        text = rest.cargo
        if "descr" in self.fields or self.asked in ("third", "waybill", "story", "amount", "email", "phone"):
            return
        if not text.strip():
            if self.asked == "descr" and not self.fields and self.places is None:
                self.fields["descr"] = describe(self.line.source)
            return
        if self.asked == "descr" and not self.fields and self.places and not is_remark(self.line.source):
            self.fields["descr"] = describe(self.line.source)
            return
        outcome = describe(text)
        if isinstance(outcome, Accept):
            if self.asked == "descr" or ("descr" not in self.known and not rest.only_counts):
                self.fields["descr"] = outcome
            elif not rest.only_counts and (self.asked not in self.fields or len(text.split()) > LOOSE_WORDS):
                self.notes.append(text)
        elif isinstance(outcome, Refuse) and self._worth_telling(outcome):
            self.fields["descr"] = outcome

    def _worth_telling(self, refusal: Refuse) -> bool:
        """What is forbidden always; what is too short or vague, to those who were asked."""
        asked = self.asked == "descr" and (not self.fields or refusal.key != "err-descr_short")
        return asked or refusal.key == "err-descr_ban"

    def _compare_ends(self) -> None:
        frm, to = self._address("frm"), self._address("to")
        if frm and to and same_place(frm, to):
            self.fields["to" if "to" in self.fields else "frm"] = Refuse("err-addr_same")

    def _address(self, name: FieldName) -> Address | None:
        outcome = self.fields.get(name)
        value = outcome.value if isinstance(outcome, Accept) else None if outcome else self.known.get(name)
        return value if isinstance(value, Address) else None

    def _asks(self, rest: Rest) -> bool:
        if rest.questions or question.asks(self.line.plain):
            return True
        understood = any(not isinstance(outcome, Refuse) for outcome in self.fields.values())
        return self.asked in ("weight", "dims", "pay") and not understood and question.rambles(self.line.plain)

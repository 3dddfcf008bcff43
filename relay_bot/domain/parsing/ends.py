"""Both ends of the route in a message: labelled lines, «из X в Y», and the contacts beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from relay_bot.domain.parsing.address import read_address, same_place
from relay_bot.domain.parsing.contact import contact_in
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.morphology import place_name
from relay_bot.domain.parsing.route import Part, find_route, like_address, town_starts
from relay_bot.domain.parsing.sheet import PHONE, Sheet
from relay_bot.domain.parsing.text import GONE, fold
from relay_bot.domain.parsing.timing import when_in
from relay_bot.domain.parsing.values import Accept, Address, FieldName, Outcome, Refuse

_AFTER_PHONE = re.compile(rf" ?\)? ?,([^,\n{GONE}]*)")


class Ends:
    """Reads the addresses off a sheet; the numbers must be read by then, they end an address."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.contact = ("", "")

    def read(self, labels: list[Label]) -> None:
        for label in labels:
            if label.kind in ("frm", "to"):
                self._labelled_address(label)
        self._route()
        if not {"frm", "to"} & (set(self.sheet.fields) | set(self.sheet.known)):
            self._two_in_a_row()

    def _labelled_address(self, label: Label) -> None:
        raw = self.sheet.segment(label)
        end = self._end_of_labelled(label)
        text = self.sheet.source(label.end, end, cut=True)
        if not text.strip(" ,.;") or "?" in raw or GONE in self.sheet.work[label.start : label.start + 1]:
            return
        outcome = read_address(text)
        head = self.sheet.line.plain[label.start : label.start + 8]
        if isinstance(outcome, Refuse) and head.startswith(("доставка", "отправка")) and not _names_a_town(text):
            return  # «доставка: кресло»: it is the cargo
        name: FieldName = "frm" if label.kind == "frm" else "to"
        self.sheet.fields[name] = self._with_contact(self.sheet.fields.get(name), outcome, text)
        lead = len(raw) - len(raw.lstrip(f" ,{GONE}"))
        cut = raw[lead:].find(GONE)
        self.sheet.take(label.start, min(end, label.end + lead + cut) if cut >= 0 else end)

    def _end_of_labelled(self, label: Label) -> int:
        """Not the cargo after the contact: «доставить Самара, Победы 5 (Ольга 8917…), запчасти», nor the time."""
        work = self.sheet.work
        phone = work.rfind(PHONE, label.end, label.until)
        after = _AFTER_PHONE.match(work, phone + 1, label.until) if phone >= 0 else None
        if after and not like_address(after[1]):
            return after.start(1) - 1
        return when_in(work, label.end, label.until)

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

    def _route(self) -> None:
        ends = find_route(self.sheet.line, self.sheet.work)
        names: tuple[FieldName, FieldName] = ("frm", "to")
        for name, part in zip(names, ends, strict=True):
            if part and name not in self.sheet.fields and self._fits(part):
                self.sheet.fields[name] = read_address(self.sheet.line.words(part.text_start, part.end))
                self.sheet.take(part.start, part.end)

    def _fits(self, part: Part) -> bool:
        """Not «в Казань, Баумана 1» as the answer to «Откуда?»: that is the address asked for."""
        return bool(self.sheet.line.words(part.text_start, part.end).strip(" ,.")) and not (
            self.sheet.asked in ("frm", "to")
            and part.start == 0
            and None in find_route(self.sheet.line, self.sheet.work)
        )

    def _two_in_a_row(self) -> None:
        """«станок 800 кг Казань Баумана 1 Москва Тверская 5»: of exactly two addresses the first is where from."""
        starts = town_starts(self.sheet.work)
        spans = [(a, _stop(self.sheet.work, a, b)) for a, b in pairwise([*starts, len(self.sheet.work)])]
        outcomes = [read_address(self.sheet.line.words(start, end)) for start, end in spans]
        if len(spans) == 2 and all(isinstance(outcome, Accept) for outcome in outcomes):
            self.sheet.fields["frm"], self.sheet.fields["to"] = outcomes
            for start, end in spans:
                self.sheet.take(start, end)

    def compare(self) -> None:
        frm, to = self._address("frm"), self._address("to")
        if frm and to and same_place(frm, to):
            self.sheet.fields["to" if "to" in self.sheet.fields else "frm"] = Refuse("err-addr_same")

    def _address(self, name: FieldName) -> Address | None:
        outcome = self.sheet.fields.get(name)
        value = outcome.value if isinstance(outcome, Accept) else None if outcome else self.sheet.known.get(name)
        return value if isinstance(value, Address) else None


def _names_a_town(text: str) -> bool:
    return any(map(place_name, re.findall(r"[а-я]{3,}", fold(text))))


def _stop(work: str, start: int, end: int) -> int:
    stop = re.search(rf"[{GONE}\n]|[,; ]+$", work[start:end])
    return start + stop.start() if stop else end


def _contacted(outcome: Accept, contact: str, phone: str) -> Accept:
    value = outcome.value
    if not isinstance(value, Address) or not (contact or phone):
        return outcome
    return replace(outcome, value=replace(value, contact=value.contact or contact, phone=value.phone or phone))

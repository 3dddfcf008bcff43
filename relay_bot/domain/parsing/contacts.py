"""Contacts that stand apart from their address: in lines of their own, or behind «на выгрузке»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.people import find_person
from relay_bot.domain.parsing.place import Place
from relay_bot.domain.parsing.roles import FAR
from relay_bot.domain.parsing.sheet import REMARK, UNREAD, Sheet
from relay_bot.domain.parsing.tokens import FROM, TO, Token
from relay_bot.domain.parsing.values import Accept, Address, End


def contacts(sheet: Sheet, tokens: Sequence[Token], labels: Sequence[Label]) -> None:
    """«Контакт: Вера, 8900…» below an address, «Получатель: Иванов, +7…» beside «Куда: …»."""
    last: End = "frm"
    for label in labels:
        if label.kind in ("frm", "to"):
            last = "frm" if label.kind == "frm" else "to"
        if label.kind not in ("contact", "frm", "to"):
            continue
        inside = [n for n, token in enumerate(tokens) if label.end <= token.start < label.until]
        outcome = sheet.fields.get(last)
        if (
            not inside
            or not isinstance(outcome, Accept)
            or not isinstance(outcome.value, Address)
            or outcome.value.phone
        ):
            continue
        fresh = set(sheet.use[label.end : tokens[inside[-1]].end]) <= {UNREAD, REMARK}
        nowhere = Place(inside[0], inside[0], town=False, house=False)
        person = find_person(sheet, tokens, inside[0], nowhere, inside[-1] + 1) if fresh else None
        if person and (person.phone or not outcome.value.contact):
            contact = person.name or outcome.value.contact
            sheet.fields[last] = replace(outcome, value=replace(outcome.value, contact=contact, phone=person.phone))
            for a, b in person.spans:
                sheet.take(a, b, by=last)


def phones(sheet: Sheet, tokens: Sequence[Token]) -> None:
    """«на загрузке Андрей +7…, на выгрузке Сергей 8…»: the words before a phone say whose it is."""
    for n, token in enumerate(tokens):
        if token.kind != "phone" or sheet.use[token.start] != UNREAD:
            continue
        said = [m for m in range(max(0, n - FAR), n) if FROM.fullmatch(tokens[m].text) or TO.fullmatch(tokens[m].text)]
        if not said or any(tokens[m].kind in ("phone", "line") for m in range(said[-1], n)):
            continue
        end: End = "frm" if FROM.fullmatch(tokens[said[-1]].text) else "to"
        outcome = sheet.fields.get(end)
        nowhere = Place(said[-1] + 1, said[-1] + 1, town=False, house=False)
        behind = [m for m in range(n + 1, min(n + 4, len(tokens))) if tokens[m].kind in ("phone", "line", "gone")]
        person = find_person(sheet, tokens, said[-1], nowhere, behind[0] if behind else min(n + 4, len(tokens)))
        if person and isinstance(outcome, Accept) and isinstance(outcome.value, Address) and not outcome.value.phone:
            contact = person.name or outcome.value.contact
            sheet.fields[end] = replace(outcome, value=replace(outcome.value, contact=contact, phone=person.phone))
            for a, b in person.spans:
                sheet.take(a, b, by=end)

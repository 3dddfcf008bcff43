"""Both ends of the route: the addresses of a message, and who waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.parsing.address import checked
from relay_bot.domain.parsing.contacts import contacts, phones
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.people import PATRONYMIC, find_person
from relay_bot.domain.parsing.place import Place, begins_place, read_place, text_of
from relay_bot.domain.parsing.roles import INTO, LOOSE, role_of
from relay_bot.domain.parsing.settling import Found, settle, with_person
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.text import PHONE
from relay_bot.domain.parsing.tokens import FROM, TO, Token, tokens_of
from relay_bot.domain.parsing.values import End

_OF_CONTACT = (PHONE, "конт", "тел", "conta", "phone", "спрос")  # the next line is of the same end
LONGEST = 40  # tokens of an address
_AND = frozenset(("и", "+", "плюс", "затем", "and"))
_ARROWS = ("-", "→", "➡", "⇒", "->", ">", "=>", "-->", ">>")


def read_ends(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Fill `frm` and `to`, and take their words off the sheet."""
    tokens = tokens_of(sheet.line, sheet.work)
    found = _labelled(sheet, tokens, labels)
    about = [(one, _stop(tokens, one)) for one in labels if one.kind in ("frm", "to")]
    free = {
        n for n, token in enumerate(tokens) if not any(one.start <= token.start and n < stop for one, stop in about)
    }
    found += _free(sheet, tokens, free)
    arrow = any(tokens[one.place.first - 1].text in _ARROWS for one in found if one.place.first)
    plain = not arrow and all(one.role in (None, sheet.asked) and not one.labelled for one in found)
    if sheet.asked in ("frm", "to") and (plain or (len(found) < 2 and not any(one.labelled for one in found))):
        return  # the whole of it is the answer
    settle(sheet, tokens, sorted(found, key=lambda one: one.place.first))
    contacts(sheet, tokens, labels)
    phones(sheet, tokens)


def _labelled(sheet: Sheet, tokens: Sequence[Token], labels: Sequence[Label]) -> list[Found]:
    found: list[Found] = []
    for label in labels:
        if label.kind not in ("frm", "to"):
            continue
        stop = _stop(tokens, label)
        inside = [n for n, token in enumerate(tokens) if label.end <= token.start and n < stop]
        if not inside:
            continue
        first = inside[0]
        role: End = "frm" if label.kind == "frm" else "to"
        place = _first_place(tokens, first, stop)
        if place is None:
            continue
        if role == "to" and (route := _route(tokens, place, label)):
            one = _found(sheet, tokens, place, "frm", first, place.last)
            end = _found(sheet, tokens, route, "to", route.first, _until(tokens, route.last, len(tokens)))
            found += [replace(one, labelled=True), replace(end, labelled=True)]
            continue
        one = _found(sheet, tokens, place, role, first, stop)
        found.append(replace(one, labelled=True))
        second = _second_place(tokens, place.last, stop)
        if second:  # «забрать Тула, Щекинское ш. 12 и Тула, Октябрьская 300»
            found.append(replace(_found(sheet, tokens, second, role, second.first, stop), labelled=True))
    return found


def _route(tokens: Sequence[Token], place: Place, label: Label) -> Place | None:
    """«Доставка: Тула, Мира 1 → Калуга, Ленина 5»: the address behind the arrow."""
    at, stop = place.last + 1, sum(token.start < label.until for token in tokens)
    full = place.town and place.house and at < stop and tokens[place.last].text in _ARROWS
    return read_place(tokens, at, stop, trusted=True) if full and _town_behind(tokens, at, stop) else None


def _second_place(tokens: Sequence[Token], at: int, stop: int) -> Place | None:
    """Another full address behind «и»."""
    n = next((n for n in range(at, min(at + 3, stop)) if tokens[n].kind != "mark" and tokens[n].text not in _AND), stop)
    place = read_place(tokens, n, stop) if n < stop and _as_well(tokens, at, n) else None
    return place if place and place.town and place.house else None


def _stop(tokens: Sequence[Token], label: Label) -> int:
    """The token that ends what a label asks about: not the other end, which an arrow or a word of its own begins."""
    inside = [n for n, token in enumerate(tokens) if label.end <= token.start < label.until]
    other = TO if label.kind == "frm" else FROM
    for n in inside[1:-1]:
        after = n + 1 + (tokens[n + 1].text in (*INTO, ":") and n + 2 <= inside[-1])
        town = tokens[after].kind in ("town", "settlement", "region", "index") or begins_place(
            tokens, after, inside[-1] + 1
        )
        if town and (tokens[n].text in _ARROWS[1:] or other.fullmatch(tokens[n].text)):
            return n
    return inside[-1] + 1 if inside else 0


def _first_place(tokens: Sequence[Token], first: int, stop: int) -> Place | None:
    """The best address after a label: mostly at once, else behind the company, the person, the time."""
    best: Place | None = None
    fresh = True
    for n in range(first, stop):
        token = tokens[n]
        if token.kind in ("mark", "line", "gone", "phone"):
            fresh = True
            continue
        if PATRONYMIC.search(token.text) and token.kind in ("word", "town"):
            continue
        place = read_place(tokens, n, stop, trusted=fresh) if fresh or begins_place(tokens, n, stop) else None
        fresh = token.text in LOOSE or (token.kind == "part" and n == first)
        better = place and (
            best is None or (place.town >= best.town and (place.house, place.town) > (best.house, best.town))
        )
        if place and better:
            if best is not None and place.first < best.last:
                continue
            best = place
        if best and best.house and best.town:
            break
    return best


def _free(sheet: Sheet, tokens: Sequence[Token], free: set[int]) -> list[Found]:
    found: list[Found] = []
    n = stop = 0
    while n < len(tokens):
        if stop <= n:
            stop = next((m for m in range(n, len(tokens)) if m not in free), len(tokens))
        place = _place_at(tokens, n, min(stop, n + LONGEST)) if n in free else None
        if place is None:
            n += 1
            continue
        role, lead = role_of(tokens, place.first, found[-1].place.last if found else 0)
        if lead < 0:  # «не с Казани, а с Самары»
            sheet.take(tokens[place.first].start, tokens[place.last - 1].end)
            n = place.last
            continue
        if role is None and found and found[-1].role and _as_well(tokens, found[-1].place.last, place.first):
            role = found[-1].role  # «забор из двух мест: … и …»
        until = _until(tokens, place.last, stop)
        if role is None and found and found[-1].role == "to" and _arrow(tokens, found[-1].place.last, place.first):
            found[-1] = replace(found[-1], role="frm")  # «доставить кабель Тверь, Мира 5 → Клин, Ленина 2»
            role = "to"
        found.append(_found(sheet, tokens, place, role, lead, until))
        n = max(place.last, n + 1)
    return found


def _place_at(tokens: Sequence[Token], n: int, stop: int) -> Place | None:
    before = tokens[n - 1] if n else None
    after_word = before is not None and (
        before.text in INTO or before.text in _ARROWS or bool(FROM.fullmatch(before.text) or TO.fullmatch(before.text))
    )
    named = tokens[n].capital and tokens[n].kind == "word"
    if not begins_place(tokens, n, stop) and not (
        after_word and (named or tokens[n].kind == "town" or (before and before.text in ("->", "→")))
    ):
        return None
    place = read_place(tokens, n, stop, trusted=after_word)
    if place is None or not (place.town or place.house):
        return None
    alone = not place.house and place.last == place.first + 1
    town = tokens[n].town
    if alone and not after_word and town and not town.plain:
        arrow = place.last < stop and tokens[place.last].text in _ARROWS
        return place if arrow else None
    return place


def _arrow(tokens: Sequence[Token], first: int, last: int) -> bool:
    return last - first == 1 and tokens[first].text in _ARROWS


def _as_well(tokens: Sequence[Token], first: int, last: int) -> bool:
    between = {token.text for token in tokens[first:last]}
    return bool(_AND & between) and between <= _AND | {",", "а"}


def _until(tokens: Sequence[Token], at: int, stop: int) -> int:
    """How far the words beside an address may name its contact: to the next address or the end of the paragraph."""
    for n in range(at, min(stop, at + 24)):
        if tokens[n].kind == "line" and n + 1 < stop and not tokens[n + 1].text.startswith(_OF_CONTACT):
            return n
        if tokens[n].text in _ARROWS and _town_behind(tokens, n + 1, stop):
            return n  # «… 12 - Гай, Ленина 40»: no contact by the name of the town
        if tokens[n].text in ("к", "ко", "от", "у") and n + 1 < stop and tokens[n + 1].capital:
            return n  # «… к Игорю (8915…)»
        if n > at and (
            tokens[n].kind in ("town", "street", "settlement", "index")
            or FROM.fullmatch(tokens[n].text)
            or (
                TO.fullmatch(tokens[n].text)
                and not tokens[n].text.startswith(("получ", "принима", "consignee", "recip"))
            )
        ):
            return n
    return min(stop, at + 24)


def _town_behind(tokens: Sequence[Token], at: int, stop: int) -> bool:
    place = read_place(tokens, at, stop, trusted=True) if at < stop else None
    return place is not None and place.town and place.house


def _found(sheet: Sheet, tokens: Sequence[Token], place: Place, role: End | None, lead: int, until: int) -> Found:
    person = find_person(sheet, tokens, lead, place, until)
    text = text_of(sheet.line, tokens, place)
    named = tokens[place.at].town if place.at is not None else None
    town = named.name if named else ""
    outcome = checked(text, place, town)
    return Found(place, role, lead, with_person(outcome, person), person)

"""Both ends of the route: the addresses of a message, which is where from and which where to, who waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relay_bot.domain.parsing.address import checked, same_place
from relay_bot.domain.parsing.contacts import contacts, phones, reached_by
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.people import PATRONYMIC, Person, find_person
from relay_bot.domain.parsing.place import Place, begins_place, read_place, text_of
from relay_bot.domain.parsing.roles import INTO, LOOSE, role_of
from relay_bot.domain.parsing.sheet import REMARK, TAKEN, Sheet
from relay_bot.domain.parsing.text import PHONE
from relay_bot.domain.parsing.tokens import FROM, TO, Token, tokens_of
from relay_bot.domain.parsing.values import Accept, Address, Ask, End, Outcome

_OF_CONTACT = (PHONE, "конт", "тел", "conta", "phone", "спрос")  # the next line is of the same end
_BOTH: tuple[End, End] = ("frm", "to")
LONGEST = 40  # tokens of an address
_ARROWS = ("-", "→", "➡", "⇒", "->", ">", "=>", "-->", ">>")


@dataclass(frozen=True, slots=True)
class Found:
    """An address in the message: its tokens, what says which end it is (None: nothing), and what was made of it."""

    place: Place
    role: End | None
    lead: int  # the first token that belongs to it: its preposition, its label
    outcome: Outcome
    person: Person | None = None
    labelled: bool = False

    @property
    def good(self) -> int:
        """How much of an address it is."""
        return 2 * isinstance(self.outcome, Accept) + self.place.house + self.place.town


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
    _settle(sheet, tokens, sorted(found, key=lambda one: one.place.first))
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
        one = _found(sheet, tokens, place, role, first, stop)
        found.append(replace(one, labelled=True))
    return found


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
        until = _until(tokens, place.last, stop)
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


def _until(tokens: Sequence[Token], at: int, stop: int) -> int:
    """How far the words beside an address may name its contact: to the next address or the end of the paragraph."""
    for n in range(at, min(stop, at + 24)):
        if tokens[n].kind == "line" and n + 1 < stop and not tokens[n + 1].text.startswith(_OF_CONTACT):
            return n
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


def _found(sheet: Sheet, tokens: Sequence[Token], place: Place, role: End | None, lead: int, until: int) -> Found:
    person = find_person(sheet, tokens, lead, place, until)
    text = text_of(sheet.line, tokens, place)
    named = tokens[place.at].town if place.at is not None else None
    town = named.name if named else ""
    outcome = checked(text, place, town)
    return Found(place, role, lead, _with_person(outcome, person), person)


def _settle(sheet: Sheet, tokens: Sequence[Token], found: list[Found]) -> None:
    """Which of them is which end: by what is said, then by their order."""
    best: dict[End, Found | None] = {role: _best(found, role) for role in _BOTH}
    rest = [one for one in found if one.role is None]
    asked: End | None = "frm" if sheet.asked == "frm" else "to" if sheet.asked == "to" else None
    missing = [role for role in _BOTH if best[role] is None]
    if len(missing) == 2 and asked and len([one for one in rest if one.good > 1]) == 1:
        best[asked] = rest[0]
    elif len(missing) == 2 and len(rest) >= 2:
        full = [one for one in rest if one.place.house] if len([one for one in rest if one.place.house]) >= 2 else rest
        best["frm"], best["to"] = full[0], full[1]
    elif len(missing) == 1 and rest:
        ranked = sorted(rest, key=lambda one: -one.good)
        best[missing[0]] = ranked[0]
    route = [one for one in found if one.place.town and not one.place.house]
    for role in _BOTH:
        one = best[role]
        if one is not None and one.place.house and not one.place.town:
            best[role] = one = _in_town_of_route(sheet, tokens, one, route, role)
        if one is not None:
            rival = next((other for other in found if other.role == role and _rivals(one, other)), None)
            sheet.fields[role] = _either(one, rival) if rival else one.outcome
    for one in found:
        name = next((role for role, taken in best.items() if taken and taken.place is one.place), None)
        _take(sheet, tokens, one, TAKEN if name or not one.place.house else REMARK, name)


def _in_town_of_route(sheet: Sheet, tokens: Sequence[Token], one: Found, route: Sequence[Found], role: End) -> Found:
    """«Воронеж → Тамбов», below «Загрузка: ул. Латненская 3»: the street is in the town of its end."""
    mine = [town for town in route if town.role == role] or (list(route) if len(route) == 2 else [])
    if not mine:
        return one
    town = mine[-1 if role == "to" else 0]
    named = tokens[town.place.at].town if town.place.at is not None else None
    text = f"{text_of(sheet.line, tokens, town.place)}, {text_of(sheet.line, tokens, one.place)}"
    outcome = checked(text, replace(one.place, town=True), named.name if named else "")
    return replace(one, outcome=_with_person(outcome, one.person))


def _with_person(outcome: Outcome, person: Person | None) -> Outcome:
    if person and isinstance(outcome, Accept) and isinstance(outcome.value, Address):
        return replace(outcome, value=reached_by(outcome.value, person))
    return outcome


def _rivals(one: Found, other: Found) -> bool:
    """Two full addresses for one end, the one as plainly said as the other."""
    full = isinstance(one.outcome, Accept) and isinstance(other.outcome, Accept)
    return full and one is not other and one.labelled == other.labelled and not same_place(_value(one), _value(other))


def _either(one: Found, other: Found) -> Outcome:
    first, second = sorted((one, other), key=lambda found: found.place.first)
    return Ask("ask-addr_many", (_value(first), _value(second)))


def _value(one: Found) -> Address:
    value = one.outcome.value if isinstance(one.outcome, Accept) else None
    return value if isinstance(value, Address) else Address("")


def _best(found: Sequence[Found], role: str) -> Found | None:
    """The fullest; of two full ones that differ the client has to say."""
    mine = [one for one in found if one.role == role]
    if not mine:
        return None
    top = max(mine, key=lambda one: (one.good, one.labelled))
    return top


def _take(sheet: Sheet, tokens: Sequence[Token], one: Found, use: str, name: End | None) -> None:
    """Its words, and those before it that only say which end it is; others are remarks."""
    for token in tokens[one.lead : one.place.first]:
        if token.kind in ("word", "part", "mark", "settlement", "town"):
            said = token.kind == "mark" or token.text in LOOSE or FROM.fullmatch(token.text) or TO.fullmatch(token.text)
            sheet.take(token.start, token.end, TAKEN if said else REMARK)
    start, end = tokens[one.place.first].start, tokens[one.place.last - 1].end
    sheet.take(start, end, use, name or "")
    if name:
        sheet.ends.append((name, start, end))
    if one.person and isinstance(one.outcome, Accept):
        person = one.person
        sheet.notes += [f"доб. {person.ext}: {person.name or person.phone}"] if person.ext else []
        for a, b in one.person.spans:
            sheet.take(a, b, by=name or "")

"""Which of the addresses of a message is which end: by what is said, then by their order; two for one end are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.address import checked, same_place
from relay_bot.domain.parsing.contacts import reached_by
from relay_bot.domain.parsing.people import Person
from relay_bot.domain.parsing.place import Place, text_of
from relay_bot.domain.parsing.roles import INTO, LOOSE
from relay_bot.domain.parsing.sheet import REMARK, TAKEN, Sheet
from relay_bot.domain.parsing.tokens import FROM, TO, Token
from relay_bot.domain.parsing.values import Accept, Address, Ask, End, Outcome

_BOTH: tuple[End, End] = ("frm", "to")


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


def settle(sheet: Sheet, tokens: Sequence[Token], found: list[Found]) -> None:
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
        best[missing[0]] = max(rest, key=lambda one: one.good)
    route = [one for one in found if one.place.town and not one.place.house]
    for role in _BOTH:
        one = best[role]
        if one is not None and one.place.house and not one.place.town:
            best[role] = one = _in_town_of_route(sheet, tokens, one, route, role)
        if one is not None:
            rival = next((other for other in found if other.role == one.role and _rivals(one, other)), None)
            rival = rival if one.role == role or len(missing) == 1 else None
            sheet.fields[role] = _either(one, rival) if rival else one.outcome
    for one in found:
        name = next((role for role, taken in best.items() if taken and taken.place is one.place), None)
        if name is None and not one.place.house and not _said_again(sheet, tokens, one):
            first = tokens[one.place.first]
            if first.capital and first.town and first.town.plain:
                _take(sheet, tokens, one, REMARK, None)
            continue  # «14 cartons of tea» is no town of the route
        _take(sheet, tokens, one, TAKEN if name or not one.place.house else REMARK, name)


def _said_again(sheet: Sheet, tokens: Sequence[Token], one: Found) -> bool:
    """The town of an end, or one that a word makes an end: «Тверь → Кострома» above the two addresses."""
    town = tokens[one.place.at].town if one.place.at is not None else None
    ends = [end.value for end in map(sheet.fields.get, _BOTH) if isinstance(end, Accept)]
    return one.role is not None or any(town and isinstance(end, Address) and town.name in end.text for end in ends)


def _in_town_of_route(sheet: Sheet, tokens: Sequence[Token], one: Found, route: Sequence[Found], role: End) -> Found:
    """«Воронеж → Тамбов», below «Загрузка: ул. Латненская 3»: the street is in the town of its end."""
    mine = [town for town in route if town.role == role] or (list(route) if len(route) == 2 else [])
    if not mine:
        return one
    town = mine[-1 if role == "to" else 0]
    named = tokens[town.place.at].town if town.place.at is not None else None
    text = f"{text_of(sheet.line, tokens, town.place)}, {text_of(sheet.line, tokens, one.place)}"
    outcome = checked(text, replace(one.place, town=True), named.name if named else "")
    return replace(one, outcome=with_person(outcome, one.person))


def with_person(outcome: Outcome, person: Person | None) -> Outcome:
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


def _names(token: Token) -> bool:
    said = token.text in LOOSE or token.text in INTO or FROM.fullmatch(token.text) or TO.fullmatch(token.text)
    return not said and morphology.noun(token.text) and not morphology.person_name(token.text)


def _take(sheet: Sheet, tokens: Sequence[Token], one: Found, use: str, name: End | None) -> None:
    """Its words, and those before it that only say which end it is; others are remarks."""
    for token in tokens[one.lead : one.place.first]:
        if token.kind in ("word", "part", "mark", "settlement", "town"):
            if token.kind == "word" and one.role == "frm" and _names(token):
                continue  # «отправить станок Тула, Мира 1 → …»: the goods
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

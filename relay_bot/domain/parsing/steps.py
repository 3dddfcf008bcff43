"""One step along an address: how many of the next tokens still belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.gazetteer import bears_a_name
from relay_bot.domain.parsing.houses import (
    NO_NAME,
    State,
    after_comma,
    is_adjective,
    region_ahead,
    step_number,
    step_part,
    step_region,
    step_street,
    step_words,
    street_ahead,
)
from relay_bot.domain.parsing.tokens import FROM, TO, Token

_DASHES = ("-", "→", "➡", "⇒")


def unknown_town(tokens: Sequence[Token], first: int, stop: int, state: State) -> int:
    """«Усады, Дорожная 40»: a word that no gazetteer has, before a comma or the street."""
    token = tokens[first]
    if token.kind != "word" or token.text in NO_NAME or len(token.text) < 3:
        return first
    route = first > 0 and tokens[first - 1].text in (*_DASHES, "из", "в", "до") and bears_a_name(token.text)
    if morphology.first_name(token.text) and not route:
        return first
    end = first + 1
    while end < min(first + 3, stop) and tokens[end].kind == "word" and tokens[end].capital:
        end += 1
    comma = end < stop and tokens[end].text == "," and street_ahead(tokens, end + 1, stop)
    street = end < stop and tokens[end].kind == "street" and not is_adjective(tokens[end - 1].text)
    latin = token.text.isascii() and end - first > 1 and street_ahead(tokens, first + 1, stop) and not comma
    if comma or street:
        state.town = state.large = not is_adjective(token.text) or comma
        return end if state.town else first
    if latin:
        state.town = state.large = True
        return first + 1
    return first


def next_step(tokens: Sequence[Token], at: int, stop: int, state: State, trusted: bool) -> int:
    """How many tokens from `at` belong to the address; 0: it is over."""
    token = tokens[at]
    match token.kind:
        case "index":
            return 0 if state.town or state.street else 1
        case "region":
            return step_region(tokens, at, stop, state)
        case "settlement":
            return step_settlement(tokens, at, stop, state)
        case "town":
            return _town(tokens, at, stop, state)
        case "street":
            return step_street(tokens, at, stop, state)
        case "number":
            return step_number(tokens, at, stop, state)
        case "house" | "part":
            return step_part(tokens, at, stop, state)
        case "word":
            return step_words(tokens, at, stop, state)
        case "mark":
            return _mark(tokens, at, stop, state, trusted)
        case "line":
            more = trusted and at + 1 < stop and not state.house
            named = more and (tokens[at + 1].kind != "word" or street_ahead(tokens, at + 1, stop))
            return 1 if named and _goes_on(tokens, at + 1, stop, state) else 0
        case _:
            return 0


def step_settlement(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    """«г. Казань», «с. Усады», «д. Сосновка», «СНТ Березка-2»; «д. 5» is a house."""
    name = at + 1
    while name < stop and tokens[name].text in (".", "«", '"'):
        name += 1
    if name >= stop or tokens[name].kind not in ("word", "town", "region") or state.closed:
        return 0
    if state.house and state.large:
        return 0
    end = name + 1
    while end < min(name + 3, stop) and tokens[end].kind == "word" and tokens[end].capital:
        end += 1
    if end < stop and tokens[end].text in ("»", '"'):
        end += 1
    numbered = end + 1 < stop and tokens[end].text == "-" and tokens[end + 1].kind == "number"
    if numbered and tokens[at].text in ("снт", "днт", "тсн", "кп"):
        end += 2
    state.town, state.closed = True, state.house
    state.large, state.at = True, name
    return end - at


def _town(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    token, following = tokens[at], tokens[at + 1] if at + 1 < stop else None
    if state.closed:
        return 0
    if state.house and after_comma(tokens, at) and (ahead := region_ahead(tokens, at, stop)):
        return ahead
    if state.house:
        if state.large or not (after_comma(tokens, at) or _last(tokens, at, stop)):
            return 0
        state.town = state.large = state.closed = True
        state.at = at
        return 1
    if following is not None and following.kind == "region" and is_adjective(token.text):
        return 1 + step_region(tokens, at + 1, stop, state)  # «Тверская обл.»
    names_street = following is not None and following.kind == "street" and _agree(token.text, following.text)
    numbered = following is not None and following.kind == "number"
    street = (
        numbered
        and token.town is not None
        and not token.town.plain
        and (token.town.inflected or state.large or is_adjective(token.text))
    )
    if names_street or street or (state.street and not after_comma(tokens, at)) or (state.large and numbered):
        return step_words(tokens, at, stop, state)
    if state.large and (not after_comma(tokens, at) or street_ahead(tokens, at, stop)):
        return step_words(tokens, at, stop, state)
    if state.large and not (token.town and token.town.plain):
        return 0
    state.town = state.large = True
    state.at = at
    return 1


def _agree(adjective: str, street: str) -> bool:
    """«Промышленный проезд», «Московское шоссе»; not «Железнодорожный улица …»: that is a town before its street."""
    gender = (
        "ая" if street.startswith(("ул", "наб", "пл", "алл", "лин")) else "ое" if street.startswith(("ш", "s")) else "й"
    )
    return adjective.endswith(gender) or (adjective.isascii() and is_adjective(adjective))


def _last(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """«ул Ларина 22 НН»: nothing of an address comes behind."""
    if at + 1 >= stop or tokens[at + 1].kind in ("gone", "line"):
        return True
    text = tokens[at + 1].text
    return text in (",", ".", ";", "и", "в", "на", "до", "-", "→") or bool(FROM.fullmatch(text) or TO.fullmatch(text))


def _mark(tokens: Sequence[Token], at: int, stop: int, state: State, trusted: bool) -> int:
    text = tokens[at].text
    if text == "(":
        return _bracket(tokens, at, stop, state)
    if text in '«"' and state.town:  # «ТЦ «Садовод»»
        closed = next((n for n in range(at + 1, min(at + 6, stop)) if tokens[n].text in ("»", '"')), None)
        return closed + 1 - at if closed else 0
    if text in "/-" and at + 1 < stop and tokens[at + 1].kind == "number" and tokens[at - 1].kind == "number":
        return 2 if tokens[at].end == tokens[at + 1].start and state.house else 0
    if text in _DASHES or text not in ",.«»\"№'":
        return 0
    if at + 1 >= stop:
        return 0
    if text == "." and not _abbreviated(tokens[at - 1]) and tokens[at].end != tokens[at + 1].start:
        part = tokens[at + 1].kind in ("part", "house") and at + 2 < stop and tokens[at + 2].kind == "number"
        more = (
            part
            or tokens[at + 1].kind in ("street", "settlement")
            or (trusted and not state.house and state.town and street_ahead(tokens, at + 1, stop))
        )
        return 1 if more and _goes_on(tokens, at + 1, stop, state) else 0
    return 1 if _goes_on(tokens, at + 1, stop, state) else 0


def _abbreviated(token: Token) -> bool:
    known = token.kind in ("settlement", "region", "street", "house", "part")
    return known or (len(token.text) <= 2 and token.kind != "number")


def _goes_on(tokens: Sequence[Token], at: int, stop: int, state: State) -> bool:
    """Whether the address takes the token at `at`, tried on a copy."""
    return at < stop and next_step(tokens, at, stop, State(*_fields(state)), trusted=False) > 0


def _fields(state: State) -> tuple[bool, bool, bool, bool, bool]:
    return state.town, state.large, state.street, state.house, state.closed


def _bracket(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    """«Рязань (ул. Новая, 3)», «5 (вход со двора)»; not «(Иван, 8917…)» nor sizes."""
    end = at + 1
    while end < stop and tokens[end].text != ")":
        if tokens[end].kind in ("phone", "gone", "line"):
            return 0
        end += 1
    if end >= stop or end == at + 1:
        return 0
    inner = tokens[at + 1 : end]
    if not state.house and state.town and _goes_on(tokens, at + 1, end, state):
        copy = State(*_fields(state))
        place = at + 1
        while place < end and (step := next_step(tokens, place, end, copy, trusted=False)):
            place += step
        if place == end:
            state.town, state.large, state.street, state.house, state.closed = _fields(copy)
            return end + 1 - at
        return 0
    return end + 1 - at if state.house and any(one.kind in ("part", "house") for one in inner) else 0

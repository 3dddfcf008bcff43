"""An address in a row of tokens: where it begins, what belongs to it, where the next thing begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.domain.parsing.houses import (
    State,
    english_street,
    is_adjective,
    street_ahead,
)
from relay_bot.domain.parsing.steps import next_step, step_settlement, unknown_town
from relay_bot.domain.parsing.text import Line
from relay_bot.domain.parsing.tokens import MARKETS, Token

_NOMINATIVE = {
    "города": "город", "городе": "город", "городу": "город", "деревни": "деревня", "деревню": "деревня",
    "деревне": "деревня", "улицы": "улица", "улицу": "улица", "улице": "улица", "проспекта": "проспект", "села": "село",
    "селе": "село", "поселка": "поселок", "посёлка": "посёлок", "станицы": "станица", "станицу": "станица",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `first` up to `last` (not included). `house`: a number that finds the door; `town`: it is named."""

    first: int
    last: int
    town: bool
    house: bool
    at: int | None = None  # the token that names the town


def read_place(tokens: Sequence[Token], first: int, stop: int, trusted: bool = False) -> Place | None:
    """The address that begins at `first`. `trusted`: a label or an arrow says that one is here."""
    state, at = State(), first
    if trusted:
        at = unknown_town(tokens, first, stop, state)
    while at < stop:
        step = next_step(tokens, at, stop, state, trusted)
        if not step:
            break
        at += step
    at = _without_marks(tokens, first, at)
    if at == first or not (state.town or state.street or state.house):
        return None
    return Place(first, at, state.town, state.house, state.at)


def _without_marks(tokens: Sequence[Token], first: int, last: int) -> int:
    while last > first and tokens[last - 1].kind in ("mark", "line") and tokens[last - 1].text not in (")", "»", '"'):
        last -= 1
    return last


def begins_place(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Whether an address may begin here with no word to say so: a sure town, an index, a street with its house."""
    token = tokens[at]
    match token.kind:
        case "index":
            return at + 1 < stop and tokens[at + 1].kind in ("mark", "town", "settlement", "word", "region")
        case "town":
            return token.town is not None and (token.town.plain or token.capital or street_ahead(tokens, at + 1, stop))
        case "settlement":
            return step_settlement(tokens, at, stop, State()) > 0 and len(token.text) > 0
        case "region" | "street":
            return True
        case "part":
            return bool(MARKETS.fullmatch(token.text))
        case "word" | "number":
            region = at + 1 < stop and tokens[at + 1].kind == "region" and token.kind == "word"
            return (region and is_adjective(token.text)) or _street_name(tokens, at, stop)
        case _:
            return False


def _street_name(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """«Ленинградский пр-т 80», «11 км Ялуторовского тракта»: the kind of the street comes after its name."""
    if tokens[at].kind == "number" and english_street(tokens, at, stop):
        return True
    if not (tokens[at].capital or tokens[at].kind == "number"):
        return False
    end = at + 1
    while end < min(at + 3, stop) and tokens[end].kind == "word":
        end += 1
    return end < stop and tokens[end].kind == "street" and is_adjective(tokens[end - 1].text) and end > at


def text_of(line: Line, tokens: Sequence[Token], place: Place) -> str:
    """As the client wrote it, dictated numbers in digits, the town in the nominative, lines in one."""
    out, end = "", tokens[place.first].start
    for n in range(place.first, place.last):
        token = tokens[n]
        words = line.words(token.start, token.end)
        if n == place.at and token.town is not None and token.town.inflected:
            words = token.town.name
        elif token.kind in ("settlement", "street"):
            words = _NOMINATIVE.get(words.lower(), words)
        elif token.kind == "number" and not words[:1].isdigit():
            words = token.text
        out += (" " if token.start > end else "") + (", " if token.kind == "line" else words)
        end = token.end
    return out

"""The parts of an address that stand at a street: its name, the house, what is inside of it, the region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.text import words
from relay_bot.domain.parsing.tokens import FROM, MARKETS, ROAD, TO, Token

STREET_WORDS = 4  # words of a street's name before its house
NO_NAME = frozenset(
    words("""
    ой нет on by as is it мне меня мой вам вас наш
    из в на от до с со за и а но по или не нет груз вес оплата для к о у как
    это мы я вам нам там тут можно надо нужно потом затем далее to from and the with is for by at in of
    deliver pickup weight cargo please then
    """)
)
_UNITS = frozenset(
    words("""
    км km м см мм метр метра метров кг т тонн шт мест места кубов куба руб m cm mm kg t pcs
    """)
)
_DOORS = ("к.", "скл", "корп", "стр", "терм", "ворот", "лит", "цех")  # «Зеленоград к. 1606»


@dataclass(slots=True)
class State:
    town: bool = False
    large: bool = False  # a settlement or a town, not a region only
    street: bool = False
    house: bool = False
    closed: bool = False  # «Ленина 5, Самара»: the town came last
    at: int | None = None


def is_adjective(word: str) -> bool:
    return word.endswith(("ая", "ое", "ий", "ый", "ой", "oe", "aya", "iy", "yy"))


def street_ahead(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """A house number within the words of a street's name."""
    words = 0
    while at < stop and words <= STREET_WORDS:
        token = tokens[at]
        if token.kind in ("number", "street", "settlement"):
            return token.kind != "number" or (words > 0 and not is_measured(tokens, at))
        if token.text == "," and words and at + 1 < stop and tokens[at + 1].kind in ("number", "house"):
            return not is_measured(tokens, at + 1)
        if token.kind not in ("word", "town", "region") or token.text in NO_NAME:
            return False
        words, at = words + 1, at + 1
    return False


def is_measured(tokens: Sequence[Token], at: int) -> bool:
    """«11,5м», «3 метра»: a number that is no house."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return False
    decimal = following.text in (",", ".") and following.start == tokens[at].end and at + 2 < len(tokens)
    decimal = decimal and tokens[at + 2].kind == "number" and tokens[at + 2].start == following.end
    return decimal or bool(re.match(r"\d+(?:м|см|мм|кг|т|шт|m|kg)$", tokens[at].text)) or following.text in _UNITS


def step_region(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    if state.closed or (state.house and not after_comma(tokens, at)):
        return 0
    if tokens[at].text in ("мо", "ло", "го", "г.о.", "мр") or tokens[at].text.startswith("рос"):
        return 1
    name = at + 1 + (at + 1 < stop and tokens[at + 1].text == ".")
    if (
        name < stop
        and tokens[name].kind in ("word", "town")
        and (after_comma(tokens, at) or tokens[name].text == "марий")
    ):
        return name + 1 - at + (tokens[name].text in ("марий", "северная", "саха"))  # «Респ. Марий Эл»
    return name - at


def step_street(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    if state.house or state.closed:
        return 0
    state.street = True
    return 2 if at + 1 < stop and tokens[at + 1].text == "." else 1


def step_number(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    """The house, or a number in the street's name: «ул. 8 Марта», «50 лет Октября», «2-й Академический проезд»."""
    if not (state.town or state.street) and (length := english_street(tokens, at, stop)):
        state.street = state.house = True
        return length
    if at + 1 < stop and tokens[at + 1].text in ("км", "km") and not state.house:
        state.street, state.house = True, not street_ahead(tokens, at + 2, stop)
        return 2
    named = at + 1 < stop and tokens[at + 1].kind in ("word", "street", "town") and not state.house
    ordinal = re.fullmatch(r"\d+-?(?:й|я|го|ая|ое|летия|лет|y|th|st|nd|rd)", tokens[at].text)
    dated = named and (morphology.of_date(tokens[at + 1].text) or tokens[at + 1].text in ("лет", "let"))
    if named and (ordinal or dated) and (state.town or state.street or street_ahead(tokens, at + 1, stop)):
        state.street = True
        return 2
    if _packages(tokens, at + 1, stop):
        return 0  # «Домодедово 4 паллеты»
    floor = at + 1 < stop and tokens[at + 1].text.startswith(("этаж", "эт", "подъезд", "floor"))
    if state.house and floor and after_comma(tokens, at):
        return 2
    if state.house:
        return 1 if re.match(r"(?:к|с|стр|корп)?\d", tokens[at].text) and tokens[at - 1].text in ("/", "-") else 0
    if not (state.street or state.town):
        return 0
    state.house = True
    return 1


def _packages(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """«5 паллет», «4 моно паллеты»: what the number before counts."""
    for token in tokens[at : min(at + 2, stop)]:
        if token.kind != "word":
            return False
        if re.fullmatch(PIECE, token.text):
            return True
    return False


def english_street(tokens: Sequence[Token], at: int, stop: int) -> int:
    """«12 Lenina street»: how many tokens; the house comes first."""
    for end in range(at + 1, min(at + 4, stop)):
        if tokens[end].kind == "street" and end > at + 1 and tokens[end].text.isascii():
            return end + 1 - at
        if tokens[end].kind not in ("word", "town") or not tokens[end].text.isascii():
            return 0
    return 0


def step_part(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    """«д. 5», «корп. 2», «склад 3», «лит. А», «41-й км»; and marketplaces with the town of their warehouse."""
    end = at + 1 + (at + 1 < stop and tokens[at + 1].text in (".", "№"))
    token = tokens[at]
    if token.kind == "house" and not (state.town or state.street):
        return 0
    if ROAD.fullmatch(token.text) or token.text.startswith(("трасс", "автодор")):
        state.town = state.town or (at > 0 and tokens[at - 1].kind in ("mark", "region"))
    if token.text in ("мкад", "ттк") and end < stop and tokens[end].kind == "number":
        state.house = True
    if end < stop and (tokens[end].kind == "number" or _litera(tokens[end])):
        if token.kind == "house" or (state.street and token.text not in ("этаж", "подъезд", "ворота", "склад")):
            state.house = True
        elif token.kind == "part" and f"{token.text}{tokens[at + 1].text}".startswith(_DOORS):
            state.house = state.house or state.town
        return end + 1 - at
    if token.kind == "house":
        return end - at if token.text in ("км", "km") else 0
    if MARKETS.fullmatch(token.text) and end < stop and _branch(tokens[end]):
        state.town = state.large = True
        state.at = end
        return 2  # «Озон Хоругвино»
    if MARKETS.fullmatch(token.text) or not (state.town or state.street):
        return 1 if MARKETS.fullmatch(token.text) or token.kind == "part" else 0
    if end < stop and tokens[end].kind in ("word", "town") and tokens[end].capital and not state.house:
        return end + 1 - at  # «промзона Масловка»
    return end - at


def _branch(token: Token) -> bool:
    """«Озон Хоругвино», «вб коледино»: the place of a warehouse, with a capital or unknown as anything else."""
    return token.kind == "town" or (
        token.kind == "word" and (token.capital or not (morphology.known_word(token.text) or token.text in NO_NAME))
    )


def _litera(token: Token) -> bool:
    letters = token.kind == "word" and bool(re.fullmatch(r"[а-яa-z]{1,2}\d*", token.text))
    return letters and (token.text not in NO_NAME or (token.capital and len(token.text) == 1))


def step_words(tokens: Sequence[Token], at: int, stop: int, state: State) -> int:
    """The name of a street: words that a house number or «шоссе» follows."""
    if tokens[at].text == "в" and state.house and not state.town and at + 1 < stop and tokens[at + 1].kind == "town":
        state.town, state.closed, state.at = True, True, at + 1
        return 2  # «на Промышленной 7 в Домодедово»
    if tokens[at].text in ("на", "по", "с", "со", "at", "on") and state.town and not (state.street or state.house):
        return 1 if at + 1 < stop and (tokens[at + 1].kind == "street" or street_ahead(tokens, at + 1, stop)) else 0
    if state.closed or tokens[at].text in NO_NAME:
        return 0
    if state.house and not state.street and after_comma(tokens, at) and street_ahead(tokens, at, stop):
        state.house = False  # «Tula, Sklad 3, Korotkova 9»
    if state.house:
        dictated = tokens[at - 1].kind == "number" and is_adjective(tokens[at].text)  # «… 4 орловская область»
        if (after_comma(tokens, at) or dictated) and (ahead := region_ahead(tokens, at, stop)):
            return ahead
        return 1 if _litera(tokens[at]) and tokens[at - 1].kind in ("number", "part", "house") else 0
    end = at
    while end < min(at + STREET_WORDS, stop) and tokens[end].kind in ("word", "town") and _named(tokens[end]):
        end += 1
        if end < stop and tokens[end].text == "." and len(tokens[end - 1].text) <= 2:
            end += 1  # «К. Маркса»
    if end >= stop:
        return 0 if not state.street else end - at
    following = tokens[end]
    if following.kind == "region" and end > at and not state.house:
        return end - at + step_region(tokens, end, stop, state)
    if following.kind == "part" and end - at == 1 and is_adjective(tokens[at].text) and state.town and not state.house:
        return 2  # «Индустриальный парк»
    comma = following.text == "," and end + 1 < stop and not is_measured(tokens, end + 1)
    if comma and tokens[end + 1].kind in ("number", "house") and (state.town or state.street):
        state.street = True
        return end - at
    if comma and tokens[end + 1].kind == "street" and _estate(tokens, at, end, stop, state):
        return end - at
    alone = following.kind == "number" and tokens[at].kind == "town"
    if following.kind in ("number", "street", "house") and (
        state.town or state.street or alone or following.kind == "street"
    ):
        state.street = True
        return end - at
    behind = tokens[at - 1].text == "." or tokens[at - 1].kind == "street"
    return end - at if state.street and not state.house and behind else 0


def _estate(tokens: Sequence[Token], at: int, end: int, stop: int, state: State) -> bool:
    """«Елабуга, ОЭЗ Алабуга, ул. …»: a name between the town and the street."""
    if end == at or not (tokens[at].capital and state.town and after_comma(tokens, at)) or state.street:
        return False
    return not any(morphology.first_name(one.text) for one in tokens[at:end]) and street_ahead(tokens, end + 1, stop)


def region_ahead(tokens: Sequence[Token], at: int, stop: int) -> int:
    """«…, дом 14, Коломенский городской округ»: how many tokens name it."""
    for end in range(at, min(at + 3, stop)):
        if tokens[end].kind == "region" and end > at:
            while end < stop and tokens[end].kind == "region":
                end += 1
            return end - at
        if tokens[end].kind not in ("word", "region", "town"):
            return 0
    return 0


def _named(token: Token) -> bool:
    text = token.text
    return not (text in NO_NAME or FROM.fullmatch(text) or TO.fullmatch(text) or morphology.verb(text))


def after_comma(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].text in (",", "(", "\n") or tokens[at - 1].kind in ("region", "index")

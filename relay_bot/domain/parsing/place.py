"""An address in a row of tokens: where it begins, what belongs to it, where the next thing begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.text import Line, words
from relay_bot.domain.parsing.tokens import FROM, MARKETS, ROAD, TO, Token

STREET_WORDS = 4  # words of a street's name before its house
_DASHES = ("-", "→", "➡", "⇒")
NO_NAME = frozenset(
    words("""
    ой нет on by as is it     мне меня мой вам вас наш из в на от до с со за и а но по или не нет груз вес оплата для к о у как
    это мы я вам нам там тут можно надо нужно потом затем далее to from and the with is for by at in of
    deliver pickup weight cargo please then
    """)
)


_UNITS = frozenset(
    words("""
    км km м см мм метр метра метров кг т тонн шт мест места кубов куба руб m cm mm kg t pcs
    """)
)
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


@dataclass(slots=True)
class _State:
    town: bool = False
    large: bool = False  # a settlement or a town, not a region only
    street: bool = False
    house: bool = False
    closed: bool = False  # «Ленина 5, Самара»: the town came last
    at: int | None = None


def read_place(tokens: Sequence[Token], first: int, stop: int, trusted: bool = False) -> Place | None:
    """The address that begins at `first`. `trusted`: a label or an arrow says that one is here."""
    state, at = _State(), first
    if trusted:
        at = _unknown_town(tokens, first, stop, state)
    while at < stop:
        step = _step(tokens, at, stop, state, trusted)
        if not step:
            break
        at += step
    at = _without_marks(tokens, first, at)
    if at == first or not (state.town or state.street or state.house):
        return None
    return Place(first, at, state.town, state.house, state.at)


def _unknown_town(tokens: Sequence[Token], first: int, stop: int, state: _State) -> int:
    """«Усады, Дорожная 40»: a word that no gazetteer has, before a comma or the street."""
    token = tokens[first]
    if token.kind != "word" or token.text in NO_NAME or len(token.text) < 3 or morphology.first_name(token.text):
        return first
    end = first + 1
    while end < min(first + 3, stop) and tokens[end].kind == "word" and tokens[end].capital:
        end += 1
    comma = end < stop and tokens[end].text == "," and _street_ahead(tokens, end + 1, stop)
    street = end < stop and tokens[end].kind == "street" and not _adjective(tokens[end - 1].text)
    latin = token.text.isascii() and end - first > 1 and _street_ahead(tokens, first + 1, stop) and not comma
    if comma or street:
        state.town = state.large = not _adjective(token.text) or comma
        return end if state.town else first
    if latin:
        state.town = state.large = True
        return first + 1
    return first


def _adjective(word: str) -> bool:
    return word.endswith(("ая", "ое", "ий", "ый", "ой", "oe", "aya", "iy", "yy"))


def _street_ahead(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """A house number within the words of a street's name."""
    words = 0
    while at < stop and words <= STREET_WORDS:
        token = tokens[at]
        if token.kind in ("number", "street", "settlement"):
            return token.kind != "number" or (words > 0 and not _measured(tokens, at))
        if token.text == "," and words and at + 1 < stop and tokens[at + 1].kind in ("number", "house"):
            return True
        if token.kind not in ("word", "town", "region") or token.text in NO_NAME:
            return False
        words, at = words + 1, at + 1
    return False


def _measured(tokens: Sequence[Token], at: int) -> bool:
    """«11,5м», «3 метра»: a number that is no house."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return False
    decimal = following.text in (",", ".") and following.start == tokens[at].end and at + 2 < len(tokens)
    decimal = decimal and tokens[at + 2].kind == "number" and tokens[at + 2].start == following.end
    return decimal or bool(re.match(r"\d+(?:м|см|мм|кг|т|шт|m|kg)$", tokens[at].text)) or following.text in _UNITS


def _step(tokens: Sequence[Token], at: int, stop: int, state: _State, trusted: bool) -> int:
    """How many tokens from `at` belong to the address; 0: it is over."""
    token = tokens[at]
    match token.kind:
        case "index":
            return 0 if state.town or state.street else 1
        case "region":
            return _region(tokens, at, stop, state)
        case "settlement":
            return _settlement(tokens, at, stop, state)
        case "town":
            return _town(tokens, at, stop, state)
        case "street":
            return _street(tokens, at, stop, state)
        case "number":
            return _number(tokens, at, stop, state)
        case "house" | "part":
            return _part(tokens, at, stop, state)
        case "word":
            return _words(tokens, at, stop, state)
        case "mark":
            return _mark(tokens, at, stop, state, trusted)
        case "line":
            more = trusted and at + 1 < stop and not state.house
            named = more and (tokens[at + 1].kind != "word" or _street_ahead(tokens, at + 1, stop))
            return 1 if named and _goes_on(tokens, at + 1, stop, state) else 0
        case _:
            return 0


def _region(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
    if state.closed or (state.house and not _after_comma(tokens, at)):
        return 0
    if tokens[at].text in ("мо", "ло", "го", "мр") or tokens[at].text.startswith("рос"):
        return 1
    name = at + 1 + (at + 1 < stop and tokens[at + 1].text == ".")
    if name < stop and tokens[name].kind in ("word", "town") and _after_comma(tokens, at):
        return name + 1 - at  # «Респ. Татарстан»
    return name - at


def _settlement(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
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


def _town(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
    token, following = tokens[at], tokens[at + 1] if at + 1 < stop else None
    if state.closed:
        return 0
    if state.house and _after_comma(tokens, at) and (ahead := _region_ahead(tokens, at, stop)):
        return ahead
    if state.house:
        if state.large or not (_after_comma(tokens, at) or _last(tokens, at, stop)):
            return 0
        state.town = state.large = state.closed = True
        state.at = at
        return 1
    if following is not None and following.kind == "region" and _adjective(token.text):
        return 1 + _region(tokens, at + 1, stop, state)  # «Тверская обл.»
    names_street = following is not None and following.kind == "street" and _agree(token.text, following.text)
    numbered = following is not None and following.kind == "number"
    street = numbered and token.town is not None and not token.town.plain and (token.town.inflected or state.large)
    if names_street or street or (state.street and not _after_comma(tokens, at)) or (state.large and numbered):
        return _words(tokens, at, stop, state)
    if state.large and (not _after_comma(tokens, at) or _street_ahead(tokens, at, stop)):
        return _words(tokens, at, stop, state)
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
    return adjective.endswith(gender) or (adjective.isascii() and _adjective(adjective))


def _last(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """«ул Ларина 22 НН»: nothing of an address comes behind."""
    if at + 1 >= stop or tokens[at + 1].kind in ("gone", "line"):
        return True
    text = tokens[at + 1].text
    return text in (",", ".", ";", "и", "в", "на", "до", "-", "→") or bool(FROM.fullmatch(text) or TO.fullmatch(text))


def _street(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
    if state.house or state.closed:
        return 0
    state.street = True
    return 2 if at + 1 < stop and tokens[at + 1].text == "." else 1


def _number(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
    """The house, or a number in the street's name: «ул. 8 Марта», «50 лет Октября», «2-й Академический проезд»."""
    if not (state.town or state.street) and (length := _english(tokens, at, stop)):
        state.street = state.house = True
        return length
    if at + 1 < stop and tokens[at + 1].text in ("км", "km") and not state.house:
        state.street, state.house = True, not _street_ahead(tokens, at + 2, stop)
        return 2
    named = at + 1 < stop and tokens[at + 1].kind in ("word", "street", "town") and not state.house
    ordinal = re.fullmatch(r"\d+-?(?:й|я|го|ая|ое|летия|лет|y|th|st|nd|rd)", tokens[at].text)
    dated = named and (morphology.of_date(tokens[at + 1].text) or tokens[at + 1].text in ("лет", "let"))
    if named and (ordinal or dated) and (state.town or state.street or _street_ahead(tokens, at + 1, stop)):
        state.street = True
        return 2
    if _packages(tokens, at + 1, stop):
        return 0  # «Домодедово 4 паллеты»
    floor = at + 1 < stop and tokens[at + 1].text.startswith(("этаж", "эт", "подъезд", "floor"))
    if state.house and floor and _after_comma(tokens, at):
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


def _english(tokens: Sequence[Token], at: int, stop: int) -> int:
    """«12 Lenina street»: how many tokens; the house comes first."""
    for end in range(at + 1, min(at + 4, stop)):
        if tokens[end].kind == "street" and end > at + 1 and tokens[end].text.isascii():
            return end + 1 - at
        if tokens[end].kind not in ("word", "town") or not tokens[end].text.isascii():
            return 0
    return 0


def _part(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
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
        elif token.kind == "part" and token.text.startswith(("скл", "корп", "стр", "терм", "ворот", "лит", "цех")):
            state.house = state.house or state.town
        return end + 1 - at
    if token.kind == "house":
        return end - at if token.text in ("км", "km") else 0
    if MARKETS.fullmatch(token.text) and end < stop and tokens[end].capital and tokens[end].kind in ("word", "town"):
        state.town = state.large = True
        state.at = end
        return 2  # «Озон Хоругвино»
    if MARKETS.fullmatch(token.text) or not (state.town or state.street):
        return 1 if MARKETS.fullmatch(token.text) or token.kind == "part" else 0
    if end < stop and tokens[end].kind in ("word", "town") and tokens[end].capital and not state.house:
        return end + 1 - at  # «промзона Масловка»
    return end - at


def _litera(token: Token) -> bool:
    letters = token.kind == "word" and bool(re.fullmatch(r"[а-яa-z]{1,2}\d*", token.text))
    return letters and (token.text not in NO_NAME or (token.capital and len(token.text) == 1))


def _words(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
    """The name of a street: words that a house number or «шоссе» follows."""
    if tokens[at].text == "в" and state.house and not state.town and at + 1 < stop and tokens[at + 1].kind == "town":
        state.town, state.closed, state.at = True, True, at + 1
        return 2  # «на Промышленной 7 в Домодедово»
    if tokens[at].text in ("на", "по", "at", "on") and state.town and not (state.street or state.house):
        return 1 if at + 1 < stop and (tokens[at + 1].kind == "street" or _street_ahead(tokens, at + 1, stop)) else 0
    if state.closed or tokens[at].text in NO_NAME:
        return 0
    if state.house:
        if _after_comma(tokens, at) and (ahead := _region_ahead(tokens, at, stop)):
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
        return end - at + _region(tokens, end, stop, state)
    if following.kind == "part" and end - at == 1 and _adjective(tokens[at].text) and state.town and not state.house:
        return 2  # «Индустриальный парк»
    comma = following.text == "," and end + 1 < stop
    if comma and tokens[end + 1].kind in ("number", "house") and (state.town or state.street):
        state.street = True
        return end - at
    alone = following.kind == "number" and tokens[at].kind == "town"
    if following.kind in ("number", "street", "house") and (
        state.town or state.street or alone or following.kind == "street"
    ):
        state.street = True
        return end - at
    behind = tokens[at - 1].text == "." or tokens[at - 1].kind == "street"
    return end - at if state.street and not state.house and behind else 0


def _region_ahead(tokens: Sequence[Token], at: int, stop: int) -> int:
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
    word = token.text
    return word not in NO_NAME and not FROM.fullmatch(word) and not TO.fullmatch(word) and not morphology.verb(word)


def _mark(tokens: Sequence[Token], at: int, stop: int, state: _State, trusted: bool) -> int:
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
            or (trusted and not state.house and state.town and _street_ahead(tokens, at + 1, stop))
        )
        return 1 if more and _goes_on(tokens, at + 1, stop, state) else 0
    return 1 if _goes_on(tokens, at + 1, stop, state) else 0


def _abbreviated(token: Token) -> bool:
    known = token.kind in ("settlement", "region", "street", "house", "part")
    return known or (len(token.text) <= 2 and token.kind != "number")


def _goes_on(tokens: Sequence[Token], at: int, stop: int, state: _State) -> bool:
    """Whether the address takes the token at `at`, tried on a copy."""
    return at < stop and _step(tokens, at, stop, _State(*_fields(state)), trusted=False) > 0


def _fields(state: _State) -> tuple[bool, bool, bool, bool, bool]:
    return state.town, state.large, state.street, state.house, state.closed


def _bracket(tokens: Sequence[Token], at: int, stop: int, state: _State) -> int:
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
        copy = _State(*_fields(state))
        place = at + 1
        while place < end and (step := _step(tokens, place, end, copy, trusted=False)):
            place += step
        if place == end:
            state.town, state.large, state.street, state.house, state.closed = _fields(copy)
            return end + 1 - at
        return 0
    return end + 1 - at if state.house and any(one.kind in ("part", "house") for one in inner) else 0


def _after_comma(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].text in (",", "(", "\n") or tokens[at - 1].kind in ("region", "index")


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
            return token.town is not None and (token.town.plain or token.capital or _street_ahead(tokens, at + 1, stop))
        case "settlement":
            return _settlement(tokens, at, stop, _State()) > 0 and len(token.text) > 0
        case "region" | "street":
            return True
        case "part":
            return bool(MARKETS.fullmatch(token.text))
        case "word" | "number":
            region = at + 1 < stop and tokens[at + 1].kind == "region" and token.kind == "word"
            return (region and _adjective(token.text)) or _street_name(tokens, at, stop)
        case _:
            return False


def _street_name(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """«Ленинградский пр-т 80», «11 км Ялуторовского тракта»: the kind of the street comes after its name."""
    if tokens[at].kind == "number" and _english(tokens, at, stop):
        return True
    if not (tokens[at].capital or tokens[at].kind == "number"):
        return False
    end = at + 1
    while end < min(at + 3, stop) and tokens[end].kind == "word":
        end += 1
    return end < stop and tokens[end].kind == "street" and _adjective(tokens[end - 1].text) and end > at


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

"""Which end of the route an address is, as the words before it say."""

from __future__ import annotations

from collections.abc import Sequence

from relay_bot.domain.parsing.text import words
from relay_bot.domain.parsing.tokens import FROM, TO, Token
from relay_bot.domain.parsing.values import End

FAR = 7  # tokens between an address and the word that says which end it is
INTO: dict[str, End] = {
    "из": "frm", "от": "frm", "с": "frm", "со": "frm", "from": "frm", "в": "to", "во": "to", "на": "to",
    "до": "to", "to": "to", "из-под": "frm",
}  # fmt: skip
_LOCATIVE = ("в", "во", "на")
LOOSE = frozenset(
    words("""
    по адрес адресу адреса г из в на от до с со во к товар груз магазина склада завода терминала для the
    а и потом объект объекте город городе пункт место базы у нас address at from to point
    """)
)


def role_of(tokens: Sequence[Token], first: int, floor: int) -> tuple[End | None, int]:
    """What the words before an address say of it, and where they begin."""
    lead = first
    for n in range(first - 1, max(floor, first - FAR) - 1, -1):
        text = tokens[n].text
        if text == "вместо" and n == first - 1:
            return None, -1
        if text in INTO and n and tokens[n - 1].text in ("не", "not", "вместо"):
            return None, -1
        if text in INTO and n == lead - 1:
            town = tokens[first].town
            if text in _LOCATIVE and town and town.inflected and _locative(tokens[first].text, town.name):
                verb = _verb_before(tokens, n, floor)
                return (verb, n) if verb else (None, n)
            verb = _verb_before(tokens, n, floor) if text in ("на", "до", "в") else None
            return verb or INTO[text], n
        if FROM.fullmatch(text):
            return "frm", n
        if TO.fullmatch(text):
            return "to", n
        if tokens[n].kind in ("line", "gone") or text in (".", ";", "!", "?"):
            break
        if tokens[n].kind in ("word",) and text not in LOOSE and n < first - 3:
            break
        if text in LOOSE:
            lead = n
    return None, lead if lead == first or tokens[lead].text in INTO else first


def _locative(word: str, name: str) -> bool:
    adjective = word.endswith(("ом", "ем")) and name.endswith(("ий", "ый", "ой", "ое"))  # «в Залесском»
    return (
        word.endswith(("ах", "ях"))
        or adjective
        or (word.endswith(("е", "и")) and not name.lower().endswith(("е", "и")))
    )


def _verb_before(tokens: Sequence[Token], n: int, floor: int) -> End | None:
    for m in range(n - 1, max(floor, n - 4) - 1, -1):
        if FROM.fullmatch(tokens[m].text):
            return "frm"
        if TO.fullmatch(tokens[m].text):
            return "to"
        if tokens[m].text in ("с", "со") and tokens[m + 1].text in LOOSE:
            return "frm"  # «с базы в Кинешме»
        if tokens[m].kind in ("line", "gone", "mark"):
            return None
    return None

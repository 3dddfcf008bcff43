"""Units of weight, in every spelling: «кг», «килограмов», «тн», "tons"; pounds are known too, to be refused."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from relay_bot.domain.parsing.text import words

GRAM = Decimal("0.001")
_EXACT: dict[str, int | Decimal] = {
    **dict.fromkeys(
        words("кг кгр кило kg kgs kilo kilos kилограмм kг кg килограм килограмов kilogram kilograms килл"), 1
    ),
    **dict.fromkeys(words("т тн тонн тонна тонны тонну тонне t ton tons tonne tonnes mt тоны тонная тона тон"), 1000),
    **dict.fromkeys(words("г гр грамм грамма граммов g gr gram grams gramm"), GRAM),
    **dict.fromkeys(words("ц цн центнер центнера центнеров"), 100),
}
_FOREIGN = re.compile(r"фунт[а-я]*|lbs?|pounds?|oz|ounces?|унци[а-я]*|пуд(?:а|ов)?|stones?")
_SPELLED = {"килограммов": 1, "килограмма": 1, "килограмм": 1, "центнеров": 100, "kilograms": 1}


@lru_cache(4096)
def unit_of(word: str) -> Decimal | None:
    """How many kg the unit has; 0 for one that we do not take (pounds); None: no unit of weight."""
    if word in _EXACT:
        return Decimal(_EXACT[word])
    if _FOREIGN.fullmatch(word):
        return Decimal(0)
    if word.startswith("килограм"):
        return Decimal(1)
    if len(word) < 6:
        return None
    from rapidfuzz.distance import OSA

    return next((Decimal(kg) for full, kg in _SPELLED.items() if OSA.distance(word, full, score_cutoff=2) <= 2), None)

"""Numbers that are taken back: «не 3 места, а 4», «вместо 800 кг 750», «750 вместо 800 кг»."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.numbers import NUMBER
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.text import GONE

_UNIT = rf"(?:кг|кило[а-я]*|т|тонн[а-я]*|kg|kilos?|tons?|см|мм|м|cm|mm|m|{PIECE})(?![а-яa-z])\.?"
_VALUE = rf"{NUMBER}(?: ?[хx*] ?{NUMBER}){{0,2}}"
_DENIED = rf"{_VALUE}(?: ?(?P<unit>{_UNIT}))?"
_HELD = rf"(?P<value>{_VALUE})(?P<own> ?{_UNIT})?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![а-яa-z])(?:не|not) {_DENIED},? (?:а|but) {_HELD}",
        rf"(?<![а-яa-z])(?:вместо|instead of) {_DENIED}(?:,| -)?(?: будет| теперь)?"
        rf" {_HELD}",
        rf"(?<![а-яa-z])(?:было|была|был) {_DENIED},? (?:а )?(?:стало|стала|стал|теперь|будет) {_HELD}",
        rf"{_DENIED}[ ,.-]{{1,3}}(?:(?:ой|нет|не|не так|вру|вернее|точнее|то есть|пардон|ошибся|ошиблась|поправка"
        rf"|подожди(?:те)?|погоди(?:те)?|стоп|тьфу|оговорил[а-я]+|опечатка|сорри|прост[иь]те"
        rf"|извин[а-я]+|виноват[а-я]?"
        rf"|sorry|no|actually|i mean|make that|rather)[ ,.:-]+){{1,3}}{_HELD}",
        r"(?P<value>(?P<street>[а-яa-z]{3,}) \d{1,4}[а-я]?),? (?:(?:ой|нет|точнее|вернее"
        r"|то есть)[ ,]+){1,2}(?=(?P=street) \d)(?P<own>)(?P<unit>)",
        rf"{_DENIED} ?(?:→|=>|->) ?{_HELD}",
        rf"{_HELD},? (?:а не|вместо|instead of|not) {_DENIED}",
    )
)


def without_denied(plain: str) -> str:
    """Only what holds, with the unit of what does not where it has none itself; as long as `plain`."""
    for pattern in _PATTERNS:
        plain = pattern.sub(_held, plain)
    return plain


def _held(match: re.Match[str]) -> str:
    if "street" in match.groupdict():  # «Щорса 70, ой нет, Щорса 95»
        return " " * len(match[0])  # nothing stands between the town and the right street
    unit = match["own"] or (f" {match['unit']}" if match["unit"] else "")
    held = f"{match['value']}{unit}"
    before = match.start("value") > match.start()
    return held.rjust(len(match[0]), GONE) if before else held.ljust(len(match[0]), GONE)

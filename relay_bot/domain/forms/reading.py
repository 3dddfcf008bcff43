"""How a form without a reading of its own takes a message apart: each field reads it by itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.question import asks
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    FieldName,
    Outcome,
    Refuse,
    Rules,
)

if TYPE_CHECKING:
    from relay_bot.domain.forms.form import Field


def read_each(fields: Sequence[Field], text: str, rules: Rules, asked: FieldName | None) -> Reading:
    """A message that names a field («срок: 5 дней») is about that one. Else the asked field answers or refuses, and
    of the others counts what they plainly recognise; a field of free words counts only when it is asked for.
    """
    for one in fields:
        named = re.match(rf"\s*(?:{one.called})\s*[:\-–—]?\s*", text, re.IGNORECASE) if one.called else None
        if named is not None:
            return Reading({one.name: one.reader(text[named.end() :], rules)})
    outcomes = {one.name: one.reader(text, rules) for one in fields if one.name == asked or not one.free}
    plain: dict[FieldName, Outcome] = {name: got for name, got in outcomes.items() if not isinstance(got, Refuse)}
    free = {one.name for one in fields if one.free}
    if not plain.keys() - free and asks(read_line(text).plain):
        return Reading(comment=text, question=True)
    if not plain and asked is not None:
        return Reading({asked: outcomes[asked]})
    return Reading(plain, comment="" if plain else text)

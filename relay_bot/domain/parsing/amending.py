"""Corrections of a draft: what a message changes of a value that is known already."""

from __future__ import annotations

from collections.abc import Mapping

from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.values import FieldName, Outcome, Value


def amend(sheet: Sheet, known: Mapping[FieldName, Value]) -> dict[FieldName, Outcome]:
    return {}

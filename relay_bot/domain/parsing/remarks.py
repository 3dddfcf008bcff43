"""What no field took: remarks in the words and the order of the client, and whether they ask something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from relay_bot.domain.parsing import question
from relay_bot.domain.parsing.description import is_noise
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.reading import Span
from relay_bot.domain.parsing.sheet import REMARK, UNREAD, Sheet
from relay_bot.domain.parsing.text import blank, fold
from relay_bot.domain.parsing.tokens import FROM, TO
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Refuse,
)

_EDGES = " .,;:|()-–—→>=«»\"'•*/!?\n\t"


def spans_of(sheet: Sheet) -> tuple[Span, ...]:
    """Which words of the message went where; what no field took is a remark."""
    whose = [
        owner or ("comment" if use in (UNREAD, REMARK) else "")
        for owner, use in zip(sheet.owners, sheet.use, strict=True)
    ]
    found: list[Span] = []
    start = 0
    for name, run in groupby(whose):
        end = start + len(list(run))
        if name and re.search(r"[\w\x01]", sheet.line.plain[start:end]):
            found.append(Span(name, *sheet.line.origin(start, end)))
        start = end
    return tuple(found)


# --- what is left --------------------------------------------------------------------------------------------------


def find_remarks(sheet: Sheet) -> str:
    """Everything that no field took, in the client's words and order."""
    kept: list[str] = []
    told = [f"{one.value.text} {one.value.contact}" for one in _addresses(sheet)]
    for stretch in re.finditer(rf"[{UNREAD}{REMARK}]+", "".join(sheet.use)):
        for words in re.split(r"\n| \| |(?<=[!?;])|(?<=[^\W\d_]{5}\.) ", _without_noise(sheet, *stretch.span())):
            bare = words.strip(_EDGES)
            if bare and not _says_nothing(bare) and not any(bare in text for text in told):
                kept.append(bare + ("?" if words.rstrip().endswith("?") else ""))
    return "; ".join(dict.fromkeys([*kept, *sheet.notes]))


def _without_noise(sheet: Sheet, start: int, end: int) -> str:
    """The words of a stretch that nothing has read; «прошу забрать груз» before «по заявке № 118» is nothing."""
    out = ""
    runs = list(re.finditer(rf"{UNREAD}+|{REMARK}+", "".join(sheet.use[start:end])))
    for run in runs:
        words = sheet.line.words(start + run.start(), start + run.end())
        kept = run[0][0] == REMARK or run not in (runs[0], runs[-1]) or not _says_nothing(words.strip(_EDGES))
        out += words if kept else re.sub(r"\w", "", words)
    return out


def _says_nothing(words: str) -> bool:
    said = [word for word in re.findall(r"\w+", fold(words)) if not (FROM.fullmatch(word) or TO.fullmatch(word))]
    return not said or is_noise(" ".join(said))


def _addresses(sheet: Sheet) -> list[Any]:
    found = [sheet.fields.get(name) for name in ("frm", "to")]
    return [one for one in found if isinstance(one, Accept) and isinstance(one.value, Address)]


def asks_something(sheet: Sheet, labels: Sequence[Label]) -> bool:
    plain = sheet.line.plain
    spans = [(label.start, label.end) for label in labels]
    spans += [(fact.start, fact.end) for fact in sheet.facts if fact.kind in ("when", "header")]
    for start, end in spans:
        plain = blank(plain, start, end)
    if question.asks(plain):
        return True
    understood = any(not isinstance(outcome, Refuse) for outcome in sheet.fields.values())
    return sheet.asked in ("weight", "dims", "pay") and not understood and question.rambles(sheet.line.plain)

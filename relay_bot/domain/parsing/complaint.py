"""A whole message about a claim: «по накладной 2611-00042 разбили две коробки, 15 000 руб, ivan@mail.ru»."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.amount import SUM_UNKNOWN, read_amount
from relay_bot.domain.parsing.claim import read_story
from relay_bot.domain.parsing.email import read_email
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.question import asks
from relay_bot.domain.parsing.text import Line
from relay_bot.domain.parsing.values import (
    Accept,
    Amount,
    Ask,
    FieldName,
    Outcome,
    Reading,
    Refuse,
    Rules,
    Story,
)
from relay_bot.domain.parsing.waybill import read_waybill_number

STORY_WORDS = 3
STORY_MAX = 4096
"""A whole message of Telegram's: none of the client's own words is left out."""
_NOT_A_STORY = re.compile(
    r"(?i)\b(?:по|накладн\w*|номер\w*|сумм\w*|руб\w*|тыс\w*|требую|почта|ответ\w*|amount|waybill|reply)\b"
)
_OURS = re.compile(
    r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])[- ]?\d{5}(?![\d-])|накладн[а-я]+ ?(?:№|номер)? ?\d|waybill (?:no\.? ?)?\d"
)
_MONEY = re.compile(r"руб|₽|\bр\.|тыс|млн|\d ?[кk]\b|требу|сумм|ущерб на|компенс|rub|amount|\bclaim(?:ing)? \d")
_LABELS: dict[FieldName, re.Pattern[str]] = {
    "story": re.compile(r"^\s*(?:описание|что случилось|история|суть|story|description)\s*[:\-–—]\s*", re.IGNORECASE),
    "amount": re.compile(r"^\s*(?:сумма|требую|amount|sum)\s*[:\-–—]?\s*", re.IGNORECASE),
    "email": re.compile(r"^\s*(?:почта|e-?mail|мейл|имейл|ответ на|mail)\s*[:\-–—]?\s*", re.IGNORECASE),
    "waybill": re.compile(r"^\s*(?:накладная|номер|waybill|number)\s*[:\-–—]?\s*(?=№|\d)", re.IGNORECASE),
}
_NUMBER = re.compile(r"(?<![\d-])\d{4}[- ]?\d{5}(?![\d-])")
_SKIP = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+(?:(?<!\.ru)(?<!\.com),[a-zа-я]{2,3}(?!\w))?")


def read_complaint(text: str, rules: Rules, asked: FieldName | None, known: frozenset[FieldName]) -> Reading:
    """Everything about a claim that the message says; first of all the answer to what was `asked`.

    The story is the message itself, without the e-mail; one that is known is replaced only when it is asked for or
    labelled. A sum counts where money is spoken of, or where it is asked for.
    """
    line, whole = read_line(text), " ".join(text.split(" "))[:STORY_MAX].strip()
    if len(text) > len(line.source):  # the rules read a thousand characters; sums and addresses stand at the end, too
        line = read_line(f"{text[:700]} {text[-280:]}")
    label = next((name for name, pattern in _LABELS.items() if pattern.match(line.source)), None)
    if label is not None:
        rest = _LABELS[label].sub("", whole if label == "story" else line.source, count=1)
        if label == "story":
            return Reading({label: _told(rest)})
        return Reading({label: _outcome(label, read_line(rest), rules)})
    fields: dict[FieldName, Outcome] = {}
    if "@" in line.source or asked == "email":
        fields["email"] = read_email(line)
    if asked == "waybill" or _OURS.search(line.plain):
        fields["waybill"] = read_waybill_number(line)
    if asked == "amount" or _MONEY.search(line.source.lower()):
        fields["amount"] = read_amount(read_line(_NUMBER.sub(" ", line.source)), rules)
    story = _story(whole, asked, known, fields)
    if story is not None:
        fields["story"] = story
    return _settled(line, asked, known, fields)


def _outcome(name: FieldName, line: Line, rules: Rules) -> Outcome:
    match name:
        case "amount":
            return read_amount(line, rules)
        case "email":
            return read_email(line)
        case "waybill":
            return read_waybill_number(line)
        case _:
            return read_story(line)


def _story(
    whole: str, asked: FieldName | None, known: frozenset[FieldName], fields: dict[FieldName, Outcome]
) -> Outcome | None:
    words = _SKIP.sub(" ", whole).strip(" ,;")
    told = _told(words)
    if asked == "story":
        return told
    if "story" in known or not tells(words, fields) or not isinstance(told, Accept):
        return None
    return told


def _told(words: str) -> Outcome:
    """Whether it is a story is seen from its beginning; kept is all of it."""
    told = read_story(read_line(words))
    return Accept(Story(words)) if isinstance(told, Accept) else told


def tells(words: str, fields: dict[FieldName, Outcome]) -> bool:
    """Beside numbers and addresses there is a story: three words, or two when the message answers something too."""
    told = len(re.findall(r"[^\W\d_]{4,}", _NOT_A_STORY.sub(" ", words)))
    return told >= (STORY_WORDS - 1 if any(isinstance(one, Accept) for one in fields.values()) else STORY_WORDS)


def _settled(
    line: Line, asked: FieldName | None, known: frozenset[FieldName], fields: dict[FieldName, Outcome]
) -> Reading:
    """What was not asked for counts only when it is plain; a refusal of it would be noise."""
    kept: dict[FieldName, Outcome] = {}
    for name, outcome in fields.items():
        silent = isinstance(outcome, Refuse) or (
            name == "amount"
            and isinstance(outcome, Accept)
            and outcome.value == Amount(None)
            and not SUM_UNKNOWN.search(line.plain)
        )
        if name == asked or not silent:
            kept[name] = outcome
    if asked in kept and isinstance(kept[asked], Refuse) and any(not isinstance(one, Refuse) for one in kept.values()):
        del kept[asked]
    understood = any(isinstance(one, Accept | Ask) for name, one in kept.items() if name != "story")
    if not understood and asked != "story" and (asks(line.plain) or _talks(line, asked)):
        return Reading(comment=line.source, question=True)
    more = "story" not in kept and "story" in known and tells(line.source, kept)  # told beside a correction
    return Reading(kept, comment=line.source if more or not kept else "")


def _talks(line: Line, asked: FieldName | None) -> bool:
    """«нет у меня почты, пишите сюда», «не помню номер»: words for the manager, not a mistyped answer."""
    words = re.findall(r"[^\W\d_]{2,}", line.source)
    plain = "@" not in line.source and not any(char.isdigit() for char in line.source)
    return asked in ("email", "waybill") and plain and len(words) >= 2

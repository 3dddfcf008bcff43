"""A whole message about a claim: «по накладной 2611-00042 разбили две коробки, 15 000 руб, ivan@mail.ru»."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.amount import SUM_UNKNOWN, read_amount
from relay_bot.domain.parsing.claim import read_story
from relay_bot.domain.parsing.email import dictated_in, read_email
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.question import asks
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.text import Line
from relay_bot.domain.parsing.values import (
    Accept,
    Amount,
    Ask,
    FieldName,
    Outcome,
    Refuse,
    Rules,
    Story,
)
from relay_bot.domain.parsing.waybill import find_waybill_number, read_waybill_number

STORY_WORDS = 3
STORY_MAX = 4096
"""A whole message of Telegram's: none of the client's own words is left out."""
_NOT_A_STORY = re.compile(
    r"(?i)\b(?:по|накладн\w*|номер\w*|сумм\w*|руб\w*|тыс\w*|требую|почт\w*|ответ\w*|пришл\w*|друг\w*|неправильн\w*"
    r"|надо|amount|waybill|reply)\b"
)
_MONEY = re.compile(
    r"ден(?:ег|ьги) не"
    r"|руб|₽|\bр\.|\d ?р\b|тыс|млн|миллион|\d ?[кk]\b|\d ?т\.? ?р|требу|сумм|ущерб на|компенс|возмест|rub|amount"
    r"|\bclaim(?:ing)? \d|[$€]|\d ?(?:usd|eur|долл|евро|euro)"
)
_HARM = re.compile(
    r"разби|слома|повре|недост|недовоз|не довез|потер|утра|утер|мят|помя|порв|вскрыт|пропа|намок|подмо|промо|царап"
    r"|трес|бой|брак|опозда|просроч|damage|broken|missing|crack|crush|lost|shortage|late|wet"
)
_STORY_LABEL = re.compile(r"(?im)^\s*(?:описание|что случилось|история|суть|story|description)\s*[:\-–—]\s*")
_ASKED_BY_LABEL: tuple[tuple[FieldName, re.Pattern[str]], ...] = (
    ("amount", re.compile(r"(?:сумма|требую|amount|sum)(?![а-яa-z])")),
    ("email", re.compile(r"(?:почта|e-?mail|мейл|имейл|ответ на|mail)(?![а-яa-z])")),
    ("waybill", re.compile(r"(?:накладная|номер|waybill|number)(?![а-яa-z])")),
)
_NUMBER = re.compile(r"(?<![\d-])\d{4}[- ]?\d{5}(?![\d-])")
_SKIP = re.compile(
    r"(?i)(?:\b(?:почта|e-?mail|имейл|мейл) ?[:\-–—]? ?)?"  # what only names the address goes with it
    r"[^\s,;<>()]+@[^\s,;<>()]+(?:(?<!\.ru)(?<!\.com),[a-zа-я]{2,3}(?!\w))?"
)


def read_complaint(text: str, rules: Rules, asked: FieldName | None, known: frozenset[FieldName]) -> Reading:
    """Everything about a claim that the message says; first of all the answer to what was `asked`.

    The story is the message itself, without the e-mail; one that is known is replaced only when it is asked for or
    labelled. A sum counts where money is spoken of, or where it is asked for.
    """
    line, whole = read_line(text), " ".join(text.split(" "))[:STORY_MAX].strip()
    if len(text) > len(line.source):  # the rules read a thousand characters; sums and addresses stand at the end, too
        line = read_line(f"{text[:700]} {text[-280:]}")
    short = len(line.source) < 40
    about = next((name for name, words in _ASKED_BY_LABEL if words.match(line.plain)), None) if short else None
    fields: dict[FieldName, Outcome] = {}
    email = dictated_in(line)
    if "@" in line.source or email or asked == "email":
        fields["email"] = read_email(read_line(email)) if email and "@" not in line.source else read_email(line)
    number = find_waybill_number(line)
    if number or "waybill" in (asked, about):
        fields["waybill"] = number or read_waybill_number(line)
    if "amount" in (asked, about) or _MONEY.search(line.plain) or _MONEY.search(line.source.lower()):
        fields["amount"] = read_amount(read_line(_NUMBER.sub(" ", line.source)), rules)
    story = _story(whole, asked, known, fields)
    if story is not None:
        fields["story"] = story
    return _settled(line, asked, known, fields)


def _story(
    whole: str, asked: FieldName | None, known: frozenset[FieldName], fields: dict[FieldName, Outcome]
) -> Outcome | None:
    labelled = _STORY_LABEL.match(whole)
    words = _SKIP.sub(" ", whole[labelled.end() :] if labelled else whole).strip(" ,;")
    told = read_story(read_line(words))
    told = Accept(Story(words)) if isinstance(told, Accept) else told
    if asked == "story" or labelled:
        return told
    if "story" in known or not tells(words, fields) or not isinstance(told, Accept):
        return None
    return told


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
        silent = (isinstance(outcome, Refuse) and outcome.key != "err-amount_currency") or (
            name == "amount"
            and isinstance(outcome, Accept)
            and outcome.value == Amount(None)
            and not SUM_UNKNOWN.search(line.plain)
        )
        if name == asked or not silent:
            kept[name] = outcome
    if asked in kept and isinstance(kept[asked], Refuse) and any(not isinstance(one, Refuse) for one in kept.values()):
        del kept[asked]
    understood = any(isinstance(one, Accept | Ask) for name, one in kept.items() if name not in ("story", "waybill"))
    answered = (asked in kept and isinstance(kept[asked], Accept | Ask)) or (not asks(line.plain) and "waybill" in kept)
    harm = _HARM.search(line.plain) and "story" in kept
    if not understood and not answered and asked != "story" and not harm and (asks(line.plain) or _talks(line, asked)):
        return Reading(comment=line.source, question=True)
    if not kept:
        return Reading(comment=line.source)
    told = " ".join(_SKIP.sub(" ", line.source).split()).strip(" ,;")  # an address is an answer, taken or refused
    more = "story" not in kept and "story" in known and tells(told, kept)  # told beside a correction
    return Reading(kept, comment=told if more else "")


def _talks(line: Line, asked: FieldName | None) -> bool:
    """«нет у меня почты, пишите сюда», «не помню номер»: words for the manager, not a mistyped answer."""
    words = re.findall(r"[^\W\d_]{2,}", line.source)
    plain = "@" not in line.source and not any(char.isdigit() for char in line.source)
    return asked in ("email", "waybill") and plain and len(words) >= 2

"""The story of a claim, and who pays when it is neither side."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.text import Line, flat, fold
from relay_bot.domain.parsing.values import Accept, Outcome, Refuse, Story, ThirdParty

FEWEST_LETTERS = 8
_INN = re.compile(r"(?<![\d-])(\d{12}|\d{10})(?![\d-])")
_INN_LABEL = re.compile(r"(?:инн|inn|tax id|tin)$")
_PAYER = re.compile(
    r"^(?:(?:за нас )?(?:оплачивает|оплатит|заплатит|платит|платить будет|плательщик|pays"
    r"|payer)(?: компания| организация| фирма)?|компания|организация|фирма)(?: ?[:-])? +"
)

_NOBODY = re.compile(
    r"(?:(?:пока|я|мы|еще|точно|сам|сама) )*(?:не ?зна(?:ю|ем)|хз|не ?помн(?:ю|им)|без понятия"
    r"|не (?:уверен[а-я]*|решил[а-я]*)"
    r"|неизвестно|(?:i )?(?:don'?t|do not) know|unknown|not sure|нет|да|никто|потом|позже|уточн[а-я]+|ок|no|yes)[ .!]*"
    r"(?:(?:пока|еще|точно|кто|название|инн|реквизит[а-я]*|yet)[ .!]*)*"
)


def read_story(line: Line) -> Outcome:
    """What happened, in the client's own words."""
    words = [word for word in re.findall(r"[^\W\d_]+", line.source) if len(word) > 1]
    if len(words) < 2 or sum(map(len, words)) < FEWEST_LETTERS:
        return Refuse("err-story_short")
    return Accept(Story(line.source))


def read_third(line: Line) -> Outcome:
    """Name and tax ID: «ООО «Вектор», 7701234567»; the ID may be missing."""
    text = flat(line.source)
    inn = _INN.search(text)
    name = text
    if inn:
        before, after = text[: inn.start()], text[inn.end() :]
        before = before.rstrip(" ,;:(-№")
        label = _INN_LABEL.search(fold(before))
        before = before[: label.start()] if label else before
        name = f"{before} {after.strip(' ,;.)')}"
    name = re.sub(r"(?i)[\s,;(]{0,3}\b(?:инн|inn)\b[\s:]*(?=$|[,;)])", "", name).strip(" ,;.:-")
    intro = _PAYER.match(fold(name))
    name = name[intro.end() :] if intro else name
    if not inn and _NOBODY.fullmatch(fold(name)):
        return Refuse("wb-ask_third")
    if sum(char.isalpha() for char in name) < 2 or len(name) > 200 or (not inn and re.search(r"\d{6,}", name)):
        return Refuse("wb-ask_third")
    return Accept(ThirdParty(name, inn[1] if inn else ""))

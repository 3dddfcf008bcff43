"""Addresses: town, street, house; the contact and the phone that people put beside them."""

from __future__ import annotations

import re

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.contact import set_apart, tidy
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.place import Place
from relay_bot.domain.parsing.text import fold
from relay_bot.domain.parsing.timing import when_at_end
from relay_bot.domain.parsing.town import PLACE_WORDS, WORD, city_of, has_town, words_of_place
from relay_bot.domain.parsing.values import Accept, Address, Outcome, Refuse

LONGEST = 300

_INTRO = re.compile(
    r"^[\s,.:;(-]*(?:не [^,\n]{2,40},? а(?= )|с \d{1,2}(?:[:.]\d\d)? до \d{1,2}(?:[:.]\d\d)?(?![\d.:])"
    r"|(?:поменя|исправ|измени"
    r"|замени)[а-я]*(?: адрес)?(?: на)?(?![а-я])|(?:(?:наш |мой "
    r"|новый |полный )?адрес[а-я]*(?: (?:отправки|отправления|отправителя"
    r"|погрузки|забора|получения|получателя|доставки|выгрузки|разгрузки|назначения|загрузки))?)(?![а-я]) ?[:=-]?"
    r"|(?:откуда|куда|отправка|отправление|отправитель|погрузка|загрузка|забор|доставка|выгрузка|разгрузка"
    r"|получатель) ?(?:[:=]| - |-(?= ))|(?:откуда|куда)(?![а-я])"
    r"|(?:(?:надо |нужно |можно )?(?:забрать|забирать|забираем|заберите|забирайте|забор|отвезти|везти|везем"
    r"|доставить|доставьте|доставка|отправить|отправляем|отправка|привезти|погрузка|выгрузка|грузимся"
    r"|загрузка))(?: груз)?(?= (?:по адресу|по|из|с|со|от|в|на|до|г\.|город) )"
    r"|(?:по адресу|по)(?= )|(?:из|с|со|от|в|во|на|до)(?= )(?! ?/)|(?:to|from|at|pick ?up(?: at| from)?"
    r"|deliver(?:y)?(?: to| at)?|address|destination|the)(?= |:) ?[:=-]?)[\s,:;-]*"
)
_LAST = re.compile(
    r"(?:(?:как|что и) )?(?:в )?(?:прошл[а-я]+|предыдущ[а-я]+|последн[а-я]+)(?: раз)?(?: адрес[а-я]*)?"
    r"|(?:тот|туда|там|оттуда)(?: же)(?: адрес)?|как обычно|как всегда|обычный адрес|прежний(?: адрес)?"
    r"|старый адрес"
    r"|(?:the )?same(?: address)?(?: as (?:before|last time|usual|always))?|as usual|last time"
    r"|previous(?: address)?|(?:the )?usual(?: address)?|last address|as last time"
)


def read_address(text: str) -> Outcome:
    """The answer to «Откуда?» or «Куда?»; `text` as the client wrote it."""
    line = read_line(text)
    text = tidy(strip_intro(line.source if re.search(r"\d", line.source) else line.dictated()))
    if _LAST.fullmatch(fold(text)):
        return Refuse("err-addr_nolast")
    if len(text) > LONGEST:
        return Refuse("err-addr_long")
    text = re.sub(r"(?i)(?<=\w)[ ,]{1,2}по адресу(?: ?:)? (?=\w)", ", ", re.sub(r"https?://\S+", "", text))
    text = text[: when_at_end(fold(text))]
    place, contact, phone = set_apart(text)
    folded = fold(place)
    if not any(len(word) >= 2 for word in WORD.findall(folded)) or folded in ("не знаю", "хз", "unknown", "нет", "да"):
        return Refuse("err-addr_short")
    if not re.search(r"\d", folded) and not PLACE_WORDS.search(folded):
        return Refuse("err-addr_house")
    if not has_town(folded):
        return Refuse("err-addr_city", {"typed": place})
    if not words_of_place(folded):
        return Refuse("err-addr_short")
    return Accept(Address(place, city_of(place), contact, phone))


def checked(text: str, place: Place, town: str) -> Outcome:
    """An address found in a message: with its town and its house, or what it lacks."""
    text = tidy(re.sub(r"(?i)(?<=\w)[ ,]{1,2}по адресу(?: ?:)? (?=\w)", ", ", text))
    if len(text) > LONGEST:
        return Refuse("err-addr_long")
    if not place.house and not PLACE_WORDS.search(fold(text)):
        return Refuse("err-addr_house")
    if not place.town:
        return Refuse("err-addr_city", {"typed": text})
    return Accept(Address(text, town or city_of(text)))


def same_place(one: Address, other: Address) -> bool:
    return _bare(one.text) == _bare(other.text)


def _bare(text: str) -> list[str]:
    """Its words with towns in the nominative: «в Москву, Ленина 5» is «Москва, Ленина, 5»."""
    return [morphology.place_name(word) or word for word in re.findall(r"[^\W_]+", fold(text))]


def strip_intro(text: str) -> str:
    """Without «адрес:», «доставить в», «с 9 до 18» in front."""
    for _ in range(4):
        match = _INTRO.match(fold(text))
        if not match or match.end() >= len(text):
            break
        text = text[match.end() :]
    return text

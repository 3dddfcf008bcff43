"""Addresses: town, street, house; the contact and the phone that people put beside them."""

from __future__ import annotations

import re

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.text import GONE, capital, clean, flat, fold
from relay_bot.domain.parsing.values import Accept, Address, Outcome, Refuse

LONGEST = 300

# Kinds of streets, of settlements, of parts of a house: abbreviations and words.
_STREET = (
    r"ул(?:\.|ица|ице|ицы)?|пр-?к?т\.?|просп(?:\.|ект[а-я]*)?|пр\.|пр-д\.?|проезд[а-я]*|пер(?:\."
    r"|еул[а-я]*)?|ш\.|шоссе|наб\.?|набережн[а-я]+|б-р|бул(?:\.|ьвар[а-я]*)|пл\.|площад[а-я]+"
    r"|туп\.|тупик|аллея|тракт|линия|мкр\.?|мкрн\.?|м-н|микрорайон|квартал|street|st\.?|avenue|ave\.?|road"
    r"|rd\.?|lane|blvd\.?|boulevard|pr\.|prospekt|prospect|ul\.|ulitsa|shosse|highway|square"
)
_TOWN = (
    r"г\.|гор\.|город[а-я]*|г(?= )|дер\.|деревн[а-я]+|д\.(?= ?[а-я]{3})|с\.(?= ?[а-я]{3})|сел[оае]"
    r"|пос(?:\.|ел[а-я]+)|п\.(?= ?[а-я]{3})|п(?:\.|/)?г\.?т\.?|пгт|рп|ст-ца|станица|хутор|х\.|аул|снт|днт"
    r"|обл\.?|област[а-я]+|край|края|респ\.?|республик[а-я]+"
    r"|р-н|район[а-я]*|мо(?= )|л\.?о\.?(?= )|округ|го\.|village|city|town|region|oblast|district"
)
_HOUSE = (
    r"д|дом|дома|корп(?:ус)?|к|стр(?:оен[а-я]+)?|соор|влад(?:ение)?|вл|оф(?:ис)?|кв(?:артира)?"
    r"|пом(?:ещение)?|эт(?:аж)?|под(?:ъ|ь)?езд|под|лит(?:ера?)?|литер[а-я]*|склад[а-я]*|ангар|бокс|цех"
    r"|ворота|км|уч(?:асток)?|секция|терминал|пав(?:ильон)?|бц|тц|трц|тк|жк|зд(?:ание)?"
    r"|house|building|bld|bldg|apt|office|off|floor|suite|warehouse|gate|km|unit|room|block|b|h|n|no"
)
_STREET_WORD = re.compile(rf"(?<![а-яa-z])(?:{_STREET})(?![а-яa-z])")
TOWN_WORD = re.compile(rf"(?<![а-яa-z])(?:{_TOWN})(?![а-яa-z])")
TAIL = re.compile(
    rf"\d|(?<![а-яa-z])(?:{_STREET}|{_TOWN}|{_HOUSE})(?![а-яa-z])|вход|въезд|двор|контакт|тел|\x01"
    rf"|спросить|получатель|промзон|рядом|напротив"
)  # what may follow a house
_HOUSE_WORD = re.compile(rf"(?:{_HOUSE})\.?")
_PLACE_WORDS = re.compile(r"(?<![а-яa-z])(?:км|литер[а-я]?|лит|б/н|без номера|промзона|территория|тер)(?![а-яa-z])")
_WORD = re.compile(r"[а-яa-z]+(?:-[а-яa-z]+)*")

_INTRO = re.compile(
    r"^[\s,.:;(-]*(?:(?:(?:наш |мой |новый |полный )?адрес[а-я]*(?: (?:отправки|отправления|отправителя"
    r"|погрузки|забора|получения|получателя|доставки|выгрузки|разгрузки|назначения|загрузки))?)(?![а-я]) ?[:=-]?"
    r"|(?:откуда|куда|отправка|отправление|отправитель|погрузка|загрузка|забор|доставка|выгрузка|разгрузка"
    r"|получатель) ?(?:[:=]| - |-(?= ))|(?:откуда|куда)(?![а-я])"
    r"|(?:(?:надо |нужно |можно )?(?:забрать|забирать|забираем|заберите|забор|отвезти|везти|везем"
    r"|доставить|доставьте|доставка|отправить|отправляем|отправка|привезти|погрузка|выгрузка|грузимся"
    r"|загрузка))(?: груз)?(?= (?:по адресу|по|из|с|со|от|в|на|до|г\.|город) )"
    r"|(?:по адресу|по)(?= )|(?:из|с|со|от|в|во|на|до)(?= )(?! ?/)|(?:to|from|at|pick ?up(?: at| from)?"
    r"|deliver(?:y)?(?: to| at)?|address|destination|the)(?= |:) ?[:=-]?)[\s,:;-]*"
)
_NAME = r"[а-яa-z]+(?:[ .]+[а-яa-z]+\.?){0,3}"
_CONTACT = re.compile(
    rf"[\s,;.(]*(?:контакт[а-я]*(?: лицо| на (?:погрузке|выгрузке|месте|складе))?|конт\.|спросить"
    rf"|спрашивать|звонить|позвонить|набрать|встречает|встретит|принимает|ответственн[а-я]+|получатель"
    rf"|отправитель|грузополучатель|грузоотправитель|представитель|кладовщик|менеджер|contact(?: person)?"
    rf"|ask for|attn\.?|call)"
    rf"(?![а-яa-z]) ?[:=-]? ?({_NAME})?\)?"
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
    text = _tidy(strip_intro(clean(text)))
    if _LAST.fullmatch(fold(text)):
        return Refuse("err-addr_nolast")
    if len(text) > LONGEST:
        return Refuse("err-addr_long")
    place, contact, phone = _apart(text)
    folded = fold(place)
    if not any(len(word) >= 2 for word in _WORD.findall(folded)) or folded in ("не знаю", "хз", "unknown", "нет", "да"):
        return Refuse("err-addr_short")
    if not re.search(r"\d", folded) and not _PLACE_WORDS.search(folded):
        return Refuse("err-addr_house")
    if not _has_town(folded):
        return Refuse("err-addr_city", {"typed": place})
    if not _words_of_place(folded):
        return Refuse("err-addr_short")
    return Accept(Address(place, city_of(place), contact, phone))


def same_place(one: Address, other: Address) -> bool:
    return re.sub(r"[\W_]", "", fold(one.text)) == re.sub(r"[\W_]", "", fold(other.text))


def strip_intro(text: str) -> str:
    for _ in range(4):
        match = _INTRO.match(fold(text))
        if not match or match.end() >= len(text):
            break
        text = text[match.end() :]
    return text


def looks_like_address(text: str) -> bool:
    """Enough of a town or a house to take a part of a free message for an address."""
    folded = fold(text)
    if not any(len(word) >= 3 for word in _WORD.findall(folded)):
        return False
    if _STREET_WORD.search(folded) or TOWN_WORD.search(folded):
        return True
    if any(morphology.place_name(word) for word in _simple_words(folded)[:6]):
        return True
    return text[:1].isupper()


def _simple_words(folded: str) -> list[str]:
    return re.findall(r"[а-яa-z]{3,}", folded)


def _tidy(text: str) -> str:
    """One line; a space after commas and after the dot of an abbreviation."""
    text = re.sub(r"[\s,;]*\n[\s,;]*", ", ", text.strip().replace(GONE, " "))
    text = flat(text).strip(" ,;:→-+|")
    text = re.sub(r"\s*,\s*(?=[^\s])", ", ", text)
    text = re.sub(r"(?<![\w.])([а-яёА-ЯЁ]{1,6})\.(?=[^\W_])", r"\1. ", text)
    text = re.sub(r"(?:, ){2,}", ", ", text)
    return text.strip(" ,;").rstrip("!?") if not re.search(r"[^\W\d_]{3,}\.$|\d\.$", text) else text.strip(" ,;.")


def _apart(text: str) -> tuple[str, str, str]:
    """The place itself, the contact's name, the phone."""
    phone, contact = "", ""
    folded = fold(text)
    for e164, start, end in find_phones(folded)[:1]:
        phone = e164
        name = re.match(rf"[ ,(-]{{0,3}}({_NAME})\)?", folded[end:])
        if name and is_name(name[1]):
            contact = text[end + name.start(1) : end + name.end(1)]
            end += name.end()
        text = f"{text[:start].rstrip(' ,;(:-')}{GONE}{text[end:]}"
    folded = fold(text)
    label = _CONTACT.search(folded, next((m.end() for m in re.finditer(r"\d", folded)), 0))
    if label and (phone or (label[1] and is_name(label[1]))):
        if label[1]:
            contact = contact or text[label.start(1) : label.end(1)]
        text = text[: label.start()] + GONE + text[label.end() :]
    elif not contact:
        text, contact = _name_at_end(text)
    return _tidy(text.strip(GONE).replace(GONE, ", ")).rstrip("(").strip(" ,"), contact.strip(" .,"), phone


def _name_at_end(text: str) -> tuple[str, str]:
    """«…, 1, Иван Петров» and «…, 1 Иван ☎»: the last part after the house is a name."""
    head, gone, tail = text.partition(GONE)
    match = re.search(r"\d[\w/-]*\.?(?:[ ,;(-]{1,3})([^\d,;]{3,60})$", head.rstrip(" ,;("))
    if match and is_name(fold(match[1].strip())):
        return head[: match.start(1)].rstrip(" ,;(-") + gone + tail, match[1].strip()
    return text, ""


def is_name(folded: str) -> bool:
    words = re.findall(r"[а-яa-z-]+", folded)
    whole = [word for word in words if len(word) > 1]
    return bool(whole) and any(map(morphology.first_name, whole)) and all(map(morphology.person_name, whole))


def _words_of_place(folded: str) -> list[str]:
    """The words that name something: no «дом», no «ул.»."""
    text = TOWN_WORD.sub(" ", _STREET_WORD.sub(" ", folded))
    return [word for word in _WORD.findall(text) if len(word) >= 2 and not _HOUSE_WORD.fullmatch(word)]


def _has_town(folded: str) -> bool:
    """Whether anything but the street is named."""
    if TOWN_WORD.search(folded):
        return True
    if any(morphology.place_name(word) for word in _simple_words(folded) if not _in_street(folded, word)):
        return True
    rest = _without_street(folded)
    left = _words_of_place(rest)
    if rest == folded and len(left) == 1 and not re.search(r"[a-z]", left[0]):
        return not morphology.surname_of_street(left[0])
    return bool(left)


def _in_street(folded: str, word: str) -> bool:
    """«ул. Казанская», «Московское шоссе», «ул. Москва»: directly at the kind of street."""
    for kind in _STREET_WORD.finditer(folded):
        after = folded[kind.end() :].lstrip(" .")
        if re.match(rf"{re.escape(word)}(?![а-я])", after) or folded[: kind.start()].endswith(f"{word} "):
            return True
    return False


def _without_street(folded: str) -> str:
    """The text without «ул. Ленина», «Ленинградский пр-т»."""
    for match in reversed(list(_STREET_WORD.finditer(folded))):
        before, after = folded[: match.start()], folded[match.end() :]
        name = re.match(r"[ .]*[^,\d\n]*[а-яa-z][^,\d\n]*", after)
        if name and name[0].strip(" .") and not _HOUSE_WORD.fullmatch(name[0].strip(" .")):
            folded = before + "," + after[name.end() :]
            continue
        adjectives = re.search(r"((?:[а-яa-z-]+ )*)([а-яa-z-]+) *$", before)
        if adjectives:
            start = adjectives.start(2)
            for word in reversed(adjectives[1].split()):
                if not morphology.adjective(word) or morphology.place_name(word):
                    break
                start = before.rindex(word, 0, start)
            folded = before[:start] + "," + after
    return folded


def city_of(text: str) -> str:
    """The town of an address, in the nominative where the dictionary knows it; else its first telling part."""
    parts = [part.strip() for part in text.split(",")]
    for part in parts[:4]:
        town = re.match(
            r"(?:г|гор|город|д|дер|деревня|с|село|п|пос|поселок|посёлок|пгт|city|town)\.? +([^\d,]+)",
            part,
            re.IGNORECASE,
        )
        if town and len(town[1].strip()) > 2:
            return _named(town[1].strip())
    regional = re.compile(r"област|обл\b|край|респ|район|р-н|росси|рф\b|oblast|region|russia")
    for part in parts[:3]:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", part)
        folded = [fold(word) for word in words]
        if regional.search(fold(part)) or (
            _STREET_WORD.search(fold(part)) and not any(map(morphology.place_name, folded))
        ):
            continue
        for n, word in enumerate(folded):
            if morphology.place_name(word) and not _in_street(fold(part), word):
                start = (
                    n - 1
                    if n and morphology.adjective(folded[n - 1]) and not morphology.place_name(folded[n - 1])
                    else n
                )
                pair = words[n : n + 2] if word.startswith("нижн") or word.startswith("велик") else words[start : n + 1]
                return _named(" ".join(pair))
        if words:
            name = re.split(r"\d", part, maxsplit=1)[0].strip(" .") or part
            return capital(_named(name if len(name) > 1 else part))[:60]
    return parts[0][:60]


def _named(name: str) -> str:
    """«Казани» → «Казань»; what the dictionary does not know stays as written."""
    known = morphology.place_name(fold(name)) if " " not in name else None
    if known and known != fold(name):
        return "-".join(part.capitalize() if part not in ("на",) else part for part in known.split("-"))
    return capital(name)

"""Phone numbers: alone, and inside an address or a story."""

from __future__ import annotations

import re
from functools import lru_cache

from relay_bot.domain.parsing.text import Line
from relay_bot.domain.parsing.values import Accept, Outcome, Phone, Refuse

_GAP = r"[ \-().]{0,3}"
_FORMAL = re.compile(
    rf"(?<![\d+])(?:(?:\+ ?7|8|7){_GAP})?\(?[3-9]\d{{2}}\)?{_GAP}\d{{3}}{_GAP}\d ?\d{_GAP}\d ?\d(?![\d])"
    r"|(?<![\d+])(?:(?:\+ ?7|8) ?)?\(\d{3,5}\) ?\d[\d -]{3,8}\d(?!\d)"
    r"|(?<![\d+])(?:\+ ?7|8)[ -]\d{4,5}[ -]\d{1,2}-?\d\d-\d\d(?![\d-])"
    r"|(?<![\d+])\+ ?\d{1,3}(?:[ \-().]{0,2}\d){6,13}(?!\d)"
)
_LABEL = re.compile(r"(?:моб(?:ильный)?\.?|тел(?:ефон)?\.?|т\.|сот\.?|номер|tel\.?|phone|mob\.?|ph\.?) ?[:№]? ?$")

_EXTENSION = re.compile(r"[ ,(]{0,2}(?:доб(?:авочный)?\.?|вн\.|ext\.?|extension) ?:? ?(\d{1,6})\)?")


def extension_in(text: str) -> str:
    """«доб. 114» of a number that has one."""
    found = _EXTENSION.search(text)
    return found[1] if found else ""


def find_phones(plain: str) -> list[tuple[str, int, int]]:
    """(E.164, start, end) of every number, its label («тел.») included."""
    found = []
    for match in _FORMAL.finditer(plain):
        e164 = to_e164(match[0])
        if e164 and _written_as_phone(match[0], plain[max(0, match.start() - 12) : match.start()]):
            label = _LABEL.search(plain[max(0, match.start() - 12) : match.start()])
            start = match.start() - (len(label[0]) if label else 0)
            extension = _EXTENSION.match(plain, match.end())
            found.append((e164, start, extension.end() if extension else match.end()))
    return found


def _written_as_phone(text: str, before: str) -> bool:
    """Not any ten digits: «1234567890» may be a waybill, «120 80 150 …» sizes."""
    digits = re.sub(r"\D", "", text)
    return (
        text.startswith("+")
        or (len(digits) == 11 and digits[0] in "78")
        or digits[0] == "9"
        or text.startswith("(")
        or bool(_LABEL.search(before))
    )


@lru_cache(512)
def to_e164(text: str) -> str | None:
    """10–11 digits of Russia, or `+` and 8–15 digits of another country."""
    import phonenumbers

    digits = re.sub(r"\D", "", text)
    foreign = text.lstrip().startswith("+") and not digits.startswith("7")
    if not (8 <= len(digits) <= 15 if foreign else 10 <= len(digits) <= 11):
        return None
    if not foreign and (digits[0] not in "78" if len(digits) == 11 else text.lstrip().startswith("+")):
        return None
    try:
        number = phonenumbers.parse(f"+{digits}" if foreign else f"+7{digits[-10:]}", None)
    except phonenumbers.NumberParseException:
        return None
    if not foreign and digits[-10] in "012":  # no Russian area begins so
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_phone(line: Line) -> Outcome:
    """The answer to «Телефон?»: words around the number do no harm, a second number does."""
    plain = line.plain
    found = list(dict.fromkeys(phone for phone, _, _ in find_phones(plain)))
    if len(found) == 1:
        return Accept(Phone(found[0]))
    digits = re.sub(r"[^\d+]", "", plain)
    e164 = None if found or plain.count("+") > 1 else to_e164(digits)
    return Accept(Phone(e164)) if e164 else Refuse("err-phone_bad")

"""E-mail addresses: typed, dictated («собака», «точка»), with a mistyped domain."""

from __future__ import annotations

import re
from functools import lru_cache

from relay_bot.domain.parsing.text import Line, words
from relay_bot.domain.parsing.values import Accept, Ask, Email, Outcome, Refuse

LONGEST = 254
_SPOKEN = (
    (re.compile(r"\s*[\[(]?\s*(?<![\w@.])(?:собака|собачка|собакой|эт|at)(?![\w@.])\s*[\])]?\s*"), "@"),
    (re.compile(r"\s*(?<![\w@])(?:точка|тчк|dot)(?!\w)\s*"), "."),
    (re.compile(r"\s*(?<!\w)(?:дефис|тире|минус|dash|hyphen)(?!\w)\s*"), "-"),
    (re.compile(r"\s*(?<!\w)(?:нижнее подчеркивание|подчеркивание|андерскор|underscore)(?!\w)\s*"), "_"),
)
_SPOKEN_DOMAINS = {
    "яндекс": "yandex", "мейл": "mail", "мэйл": "mail", "майл": "mail", "джимейл": "gmail", "гмейл": "gmail",
    "жмейл": "gmail", "гмаил": "gmail", "рамблер": "rambler", "инбокс": "inbox", "лист": "list", "бк": "bk", "я": "ya",
}  # fmt: skip
_SPOKEN_ZONES = {"ру": "ru", "ком": "com", "орг": "org", "нет": "net"}
_APART = r"\s;<>()\[\]\"'«»:"
_ADDRESS = re.compile(rf"(?<![^{_APART},@])[^{_APART},@]{{1,1000}}@[^{_APART}@]{{1,1000}}")
_KNOWN = words("gmail.com mail.ru yandex.ru rambler.ru outlook.com hotmail.com icloud.com yahoo.com inbox.ru list.ru")
_REAL = frozenset(
    words("""
        mail.com ymail.com yandex.com yandex.by yandex.kz yandex.ua hotmail.ru outlook.ru mail.ua email.ru email.com
        gmx.com gmx.net ya.ru bk.ru vk.ru live.ru live.com googlemail.com me.com list.com inbox.com mail.de mail.by
        mail.kz rambler.ua
    """)
)


def read_email(line: Line) -> Outcome:
    """The answer to «Куда прислать ответ?»."""
    text = re.sub(r",(?=[^\s,@]+@)", " ", _spoken(line.source.replace("\n", " ").lower()))
    said = [_trimmed(match[0]) for match in _ADDRESS.finditer(text)]
    found = list(dict.fromkeys(said))
    if len(found) > 1:
        return Refuse("err-email_many")
    email = _checked(found[0]) if found and text.count("@") == len(said) else None
    if email is None:
        return Refuse("err-email_bad")
    suggestion = _suggest(email.address)
    better = _checked(suggestion) if suggestion else None
    if better is None:
        return Accept(email)
    return Ask("cl-email_typo", (better, email), {"suggest": better.address, "typed": email.address})


_WORD = r"[a-zа-я0-9_]+"
_SIGN = r"(?: ?(?:точка|тчк|dot|дефис|тире|минус|нижнее подчеркивание|подчеркивание|underscore|dash) ?|[._-])"
_PROVIDER = r"(?:gmail|mail|yandex|rambler|inbox|list|bk|ya|яндекс|мейл|мэйл|майл|гмейл|джимейл|рамблер|инбокс|бк)"
_DICTATED = re.compile(
    rf"(?<![\w@])((?:{_WORD}{_SIGN}){{0,3}}{_WORD})[ \[(]{{1,2}}(?:собака|собачка|собакой|эт"
    rf"|at)[ \])]{{1,2}}((?:[a-zа-я0-9-]+{_SIGN}){{1,3}}[a-zа-я]{{2,8}}"
    rf"|{_PROVIDER} (?:com|ru|ру|ком))(?![\w@])"
)


def dictated_in(line: Line) -> str:
    """An address that is spoken inside a story, written as one: «petr точка kraska собака yandex точка ru»."""
    found = _DICTATED.search(line.dictated().lower().replace("ё", "е"))
    if not found:
        return ""
    local, domain = (re.sub(_SIGN, _sign, part).replace(" ", ".") for part in found.groups())  # «mail ru»
    return _latin_domain(f"{local}@{domain}")


def _sign(match: re.Match[str]) -> str:
    word = match[0].strip()
    if word.startswith(("т", "dot", ".")) and word != "тире":
        return "."
    return "_" if "подчерк" in word or word in ("_", "underscore") else "-"


def _spoken(text: str) -> str:
    if "@" not in text or re.search(r"(?<!\w)(?:точка|тчк|dot)(?!\w)", text):
        spoken = "@" not in text
        for pattern, sign in _SPOKEN if spoken else _SPOKEN[1:]:
            text = pattern.sub(sign, text)
        if spoken:
            text = _latin_domain(text)
    return re.sub(
        r"\s*@\s*", "@", re.sub(r"(?<=@)([\w-]+) ?\. ?(?=[\w]{2,6}(?!\w))", r"\1.", re.sub(r"\s*@\s*", "@", text))
    )


def _latin_domain(text: str) -> str:
    """A dictated domain: «яндекс.ру» is yandex.ru."""
    match = re.search(r"@([\w-]+)\.([\w]+)(?![\w.-])", text)
    if match is None:
        return text
    name, zone = _SPOKEN_DOMAINS.get(match[1], match[1]), _SPOKEN_ZONES.get(match[2], match[2])
    return f"{text[: match.start()]}@{name}.{zone}{text[match.end() :]}"


def _trimmed(address: str) -> str:
    """Without the full stop of the sentence; a comma inside the domain is a dot."""
    local, _, domain = address.partition("@")
    head, *tail = domain.rstrip(".,!?…-/\\").split(",")
    domain = head if "." in head or not tail else f"{head}.{tail[0]}"  # «mail.ru,тел»: another word
    return f"{local.lstrip('.,-!?/')}@{domain}"


@lru_cache(512)
def _checked(address: str) -> Email | None:
    from email_validator import EmailNotValidError, validate_email

    local = address.partition("@")[0]
    if len(address) > LONGEST or not local.isascii() or not re.search(r"\.[^\W\d_]{2,}$|\.xn--[\w-]+$", address):
        return None
    try:
        checked = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except (EmailNotValidError, UnicodeError):
        return None
    return Email(checked.normalized.lower(), (checked.ascii_email or checked.normalized).lower())


def _suggest(address: str) -> str | None:
    from rapidfuzz.distance import OSA

    local, _, domain = address.partition("@")
    if domain in _REAL or domain in _KNOWN:
        return None
    if domain == "gmail.ru":
        return f"{local}@gmail.com"
    near = min(_KNOWN, key=lambda known: OSA.distance(domain, known))
    far = OSA.distance(domain, near)
    return f"{local}@{near}" if far == 1 or (far == 2 and len(near) >= 9 and len(domain) >= 8) else None

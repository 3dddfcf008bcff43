"""Who waits at an address: the name and the phone that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.houses import NO_NAME
from relay_bot.domain.parsing.place import Place
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.text import fold, words
from relay_bot.domain.parsing.tokens import FROM, TO, Token

NEAR = 6  # tokens between a name and its phone
_LEADS = re.compile(
    r"конт(?:акт[а-я]*)?|спросить|спрашивать|звонить|позвонить|набрать|встречает|встретит|принимает|ответственн[а-я]+"
    r"|представитель"
    r"|кладовщик|прораб|менеджер|водитель|бригадир|мастер|начальник|хозяин|муж|жена|сын|дочь|брат|зовут|получатель"
    r"|отправитель|получателя|лицо|на|погрузке|загрузке|выгрузке|складе"
    r"|тел|телефон[а-я]*|моб|т|его|ее|для|связи|сот|номер|имя|contact|person|ask|for|attn|call|name|is|his|her|phone"
    r"|tel|mob|mr|mrs|ms|foreman"
)
_STRONG = re.compile(
    r"конт(?:акт[а-я]*)?|спросить|спрашивать|зовут|лицо|contact|ask|attn|name|прораб|кладовщик|имя|менеджер|mr|mrs|ms"
    r"|бригадир"
)
PATRONYMIC = re.compile(r"(?:вич|вна|ична|ильич)$")
_MINE = frozenset(
    words("""
    мне мой меня наш мою my me our
    """)
)  # the writer's own number waits at no address
_NEVER = frozenset(
    words("""
    приемка склад база ворота офис утром вечером после обеда нал безнал россия вес груз срочно вход
    домофон
    """)
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str
    spans: tuple[tuple[int, int], ...]
    ext: str = ""


def find_person(sheet: Sheet, tokens: Sequence[Token], lead: int, place: Place, until: int) -> Person | None:
    """Behind the address, else between its label and it («Получатель: Иванов Пётр, г. Тула …»)."""
    bracket = _bracket(tokens, place.first)
    after, before = range(place.last, until), range(lead if bracket is None else bracket, place.first)
    phone = (
        None
        if bracket is not None
        else next((n for n in after if tokens[n].kind == "phone" and _reaches(tokens, place.last, n)), None)
    )
    if phone is not None and any(tokens[m].text in _MINE for m in range(max(0, phone - 3), phone)):
        phone = None
    if phone is None:
        phone = next((n for n in before if tokens[n].kind == "phone"), None)
    name = _name(sheet, tokens, after, phone) or _name(sheet, tokens, before, phone if phone in before else None)
    if phone is None and name is None:
        return None
    spans = []
    if name:
        spans.append((_lead(tokens, name[0]), tokens[name[1] - 1].end))
    if phone is not None:
        spans.append((_lead(tokens, phone), sheet.phone(tokens[phone].start).end))
    words = sheet.line.words(tokens[name[0]].start, tokens[name[1] - 1].end) if name else ""
    fact = sheet.phone(tokens[phone].start) if phone is not None else None
    return Person(words.strip(" .,"), fact.value if fact else "", tuple(spans), fact.extension if fact else "")


def _bracket(tokens: Sequence[Token], first: int) -> int | None:
    """«от Насти (8926…, Химки, …)»: where the person begins who stands before the bracket with the address."""
    n = first - 1
    while n > 0 and (tokens[n].kind == "phone" or tokens[n].text in (",", ".")):
        n -= 1
    phone = any(token.kind == "phone" for token in tokens[max(0, n) : first])
    return n - 1 if phone and n > 0 and tokens[n].text == "(" and tokens[n - 1].kind == "word" else None


def _reaches(tokens: Sequence[Token], first: int, phone: int) -> bool:
    """No full stop between that begins something else."""
    for n in range(first, phone):
        if tokens[n].text in (";", "!", "?") or (
            tokens[n].text == "."
            and n > first
            and len(tokens[n - 1].text) > 5
            and not _LEADS.fullmatch(tokens[n + 1].text)
            and tokens[n + 1].kind != "phone"
        ):
            return False
    return phone - first <= 16


def _name(sheet: Sheet, tokens: Sequence[Token], where: range, phone: int | None) -> tuple[int, int] | None:
    """The tokens of a name: words that are names, or any with a capital beside the phone or behind «контакт»."""
    for n in where:
        token = tokens[n]
        if token.kind == "gone" and phone is None:
            return None
        town = (
            token.kind == "town"
            and token.capital
            and not (token.town and token.town.plain and not morphology.first_name(token.text))
        )
        if token.kind != "word" and not town:
            continue
        if token.text in _NEVER or len(token.text) < 3 or token.text in NO_NAME or _LEADS.fullmatch(token.text):
            continue
        known = morphology.first_name(token.text) or (morphology.person_name(token.text) and token.capital)
        beside = token.capital and (phone is not None and abs(n - phone) <= 3)
        led = token.capital and any(_STRONG.fullmatch(tokens[m].text) for m in range(max(where.start, n - 3), n))
        if known and not (beside or led) and not _standing_apart(tokens, n):
            if n > where.start and _surname_first(tokens, n):
                return n - 1, _end_of_name(tokens, n, where.stop)
            continue
        alone = not (beside or led or morphology.first_name(token.text)) and tokens[n - 1].text == "."
        if alone and _end_of_name(tokens, n, where.stop) == n + 1:
            continue  # «Гагарина 88. Кофемашина.»
        if known or beside or led:
            return n, _end_of_name(tokens, n, where.stop)
    return None


def _standing_apart(tokens: Sequence[Token], n: int) -> bool:
    before = tokens[n - 1] if n else None
    return (
        before is None
        or before.kind in ("mark", "line", "phone", "number", "gone")
        or bool(_LEADS.fullmatch(before.text))
    )


def _surname_first(tokens: Sequence[Token], n: int) -> bool:
    """«Получатель: Зимина Алла, Ртищево …»: a surname that no dictionary has."""
    surname = tokens[n - 1]
    named = surname.kind == "word" and surname.capital and tokens[n].capital and len(surname.text) > 2
    named = named and not (morphology.verb(surname.text) or FROM.fullmatch(surname.text) or TO.fullmatch(surname.text))
    return named and surname.text not in _NEVER and surname.text not in NO_NAME and _standing_apart(tokens, n - 1)


def _end_of_name(tokens: Sequence[Token], n: int, stop: int) -> int:
    end = n + 1
    while end < min(n + 5, stop):
        token = tokens[end]
        initial = token.kind in ("word", "part", "street") and len(token.text) == 1 and token.capital
        more = token.kind in ("word", "town") and (
            morphology.person_name(token.text)
            or PATRONYMIC.search(token.text)
            or (token.capital and token.text.isascii())
        )
        if (
            (token.text == "." and len(tokens[end - 1].text) == 1)
            or initial
            or (more and tokens[end - 1].end + 2 > token.start)
        ):
            end += 1
        else:
            break
    return end


def _lead(tokens: Sequence[Token], n: int) -> int:
    """Where the words that introduce it begin: «на погрузке Артур», «спросить Валеру», «тел.»."""
    start = n
    while (
        start
        and n - start < 5
        and (tokens[start - 1].text in (".", ":", ",") or _LEADS.fullmatch(tokens[start - 1].text))
    ):
        start -= 1
    while start < n and tokens[start].text in (".", ",", ":"):
        start += 1
    return tokens[start].start


def name_in(text: str, without: str = "") -> str:
    """The last name that the text says: «вместо Ивана будет Пётр»; not the one that was known."""
    found = []
    for match in re.finditer(r"[А-ЯЁA-Z][а-яёa-z]+(?: [А-ЯЁA-Z][а-яёa-z]+){0,2}", text):
        words = [
            word for word in match[0].split() if morphology.first_name(fold(word)) or morphology.person_name(fold(word))
        ]
        if words and any(morphology.first_name(fold(word)) for word in words):
            found.append(" ".join(words))
    found = [name for name in found if not without or fold(name)[:3] != fold(without)[:3]]
    return found[-1] if found else ""

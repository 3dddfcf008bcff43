"""Numbers: as digits in every notation, and as words («двести пятьдесят», «полторы тысячи», "two and a half")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.text import Line, clean, fold, words

# Thousands apart by a space or an apostrophe; then dots and commas in any mix.
NUMBER = r"(?<![\d])(?<!\d[.,])(?:\d{1,3}(?:[ ']\d{3}){1,4}(?!\d)(?:[.,]\d{1,3}(?!\d))?|\d{1,15}(?:[.,]\d{1,9})*)(?!\d)"
# The same without spaces inside: for sizes, where a space parts two numbers.
SIMPLE = r"(?<![\d])(?<!\d[.,])\d{1,6}(?:[.,]\d{1,4})?(?!\d)"

_UNITS = words(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_TENS = words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_HUNDREDS = words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_EN_UNITS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_EN_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")

# word → (value, the size below which it must fit: 25 = 20 + 5 because 5 < 10)
_SMALL: dict[str, tuple[int, int]] = {}
for _names in (_UNITS, _EN_UNITS):
    _SMALL |= {word: (n, 10 if n < 10 else 100) for n, word in enumerate(_names)}
for _names in (_TENS, _EN_TENS):
    _SMALL |= {word: (n * 10, 100) for n, word in enumerate(_names, 2)}
_SMALL |= {word: (n * 100, 1000) for n, word in enumerate(_HUNDREDS, 1)}
_SMALL |= dict.fromkeys(("одна", "одно", "одну"), (1, 10)) | {"две": (2, 10), "пара": (2, 10), "пару": (2, 10)}
_SMALL |= {"двое": (2, 10), "трое": (3, 10), "четверо": (4, 10), "десяток": (10, 100), "дюжина": (12, 100)}
_SMALL |= {"пятсот": (500, 1000), "питьсот": (500, 1000), "шестсот": (600, 1000), "семсот": (700, 1000)}
_SMALL |= {"восемсот": (800, 1000), "девятсот": (900, 1000), "писят": (50, 100), "шисят": (60, 100), "тыща": (1000, 0)}
_SMALL |= {"пятьдесять": (50, 100), "пятдесят": (50, 100), "шестдесят": (60, 100), "двесте": (200, 1000)}
_SCALES = {"сотня": 100, "hundred": 100, "тысяча": 1000, "тыща": 1000, "тыс": 1000, "thousand": 1000}
_SCALES |= {"миллион": 10**6, "млн": 10**6, "лям": 10**6, "million": 10**6}
_MOST_HUNDREDS = {"hundred": 100}  # "fifteen hundred"
_HALVES = {"полтора", "полторы"}
# How words of number begin: only such are worth a look into the dictionary.
_STEMS = tuple(words("ноль нул од дв тр четыр пят шест сем восем восьм дев дес оди сорок ст пол тыс мил сот пар лям"))
_NEVER = {"семью", "стали", "пари", "парой", "стам", "сто́", "пол"}
_HALF_OF = re.compile(r"пол[-]?(тонн\w+|кило\w*|метр\w*|куб\w*|миллион\w*|центнер\w*|тысяч\w+|лимон\w*)$")
_LETTER_O = re.compile(r"(?<=\d)[оo]{1,3}(?![а-яa-z])")  # «8оо кг»
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[а-яa-z]+")


@lru_cache(4096)
def _small(word: str) -> tuple[int, int] | None:
    if word in _SMALL:
        return _SMALL[word]
    if word in _NEVER or not word.startswith(_STEMS) or len(word) > 16:
        return None
    return _SMALL.get(morphology.base(word)) if len(word) > 2 else None


@lru_cache(4096)
def _scale(word: str) -> int | None:
    if word in _SCALES:
        return _SCALES[word]
    return _SCALES.get(morphology.base(word)) if word.startswith(("тыс", "мил", "сот", "лям", "тыщ")) else None


@lru_cache(4096)
def _half(word: str) -> bool:
    return word in _HALVES or word == "полутора"


def parse_number(text: str) -> tuple[Decimal, ...]:
    """The readings of one number, likeliest first: (1.5, 1500) of `1.500`, one reading of nearly everything else."""
    packed = re.sub(r"[ ']", "", text)
    marks = re.findall(r"[.,]", packed)
    if not marks:
        return (Decimal(packed),)
    parts = re.split(r"[.,]", packed)
    joined, last = "".join(parts[:-1]), parts[-1]
    as_decimal = Decimal(f"{joined}.{last}")
    if len(marks) == 1:
        thousands = len(last) == 3 and 1 <= len(parts[0]) <= 3 and not parts[0].startswith("0") and packed == text
        return (as_decimal, Decimal(joined + last)) if thousands else (as_decimal,)
    if len(set(marks)) == 1 and len(last) == 3:
        return (Decimal(joined + last),)
    return (as_decimal,)


def read_line(text: str) -> Line:
    """The message with its plain twin."""
    source = clean(text)
    folded = _LETTER_O.sub(lambda match: "0" * len(match[0]), fold(source))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, digits in _replacements(folded):
        out.append(folded[at:start])
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        out.append(digits)
        starts.extend([start] * len(digits))
        ends.extend([end] * len(digits))
        at = end
    out.append(folded[at:])
    starts.extend(range(at, len(folded)))
    ends.extend(range(at + 1, len(folded) + 1))
    return Line(source, "".join(out), tuple(starts), tuple(ends))


def _replacements(folded: str) -> list[tuple[int, int, str]]:
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(folded)]
    found: list[tuple[int, int, str]] = []
    i = 0
    while i < len(tokens):
        start, end, word = tokens[i]
        if word[0].isdigit() and not (i + 1 < len(tokens) and _scale(tokens[i + 1][2])):
            i += 1
            continue
        half = _HALF_OF.match(word)
        if half:
            unit = half[1]
            scale = _scale(unit)
            found.append((start, end, str(scale // 2) if scale else f"0.5 {unit}"))
            i += 1
            continue
        if word == "пол" and i + 1 < len(tokens) and _HALF_OF.match("пол" + tokens[i + 1][2]):
            scale = _scale(tokens[i + 1][2])
            found.append((start, tokens[i + 1][1], str(scale // 2)) if scale else (start, end, "0.5"))
            i += 2 if scale else 1
            continue
        if word in ("половина", "половину", "половинка", "half"):
            article = word == "half" and i + 1 < len(tokens) and tokens[i + 1][2] == "a"
            found.append((start, tokens[i + 1][1] if article else end, "0.5"))
            i += 2 if article else 1
            continue
        run = _run(folded, tokens, i)
        if run and run[1] == i + 1 < len(tokens) and run[0] < 10 and re.fullmatch(r"\d{3}", tokens[i + 1][2][:4]):
            i += 1  # «одна 980 кг, вторая 760» is not 1 980
        elif run:
            value, i = run
            digits = f"{value.normalize():f}"
            if found and len(digits) == len(found[-1][2]) == 3 and folded[found[-1][1] : start] == " ":
                start, digits = found[-1][1], f"-{digits}"  # «сто двадцать сто тридцать»: a range, no 120 130
            found.append((start, tokens[i - 1][1], digits))
        else:
            i += 1
    return found


@dataclass(slots=True)
class _Sum:
    """A number as its words come: `group` below a thousand, `total` above; the next word must be below `room`."""

    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    room: int = 10_000
    scale_room: int = 10**9

    def add(self, value: Decimal, room: int = 0) -> None:
        self.group, self.room = self.group + value, room

    def scale(self, by: int) -> None:
        """«сотен», «тысяч», «миллионов» of what came before, or one of it."""
        value = (self.group or Decimal(1)) * by
        if by == 100:
            self.group, self.room = value, 100
        else:
            self.total, self.group, self.scale_room = self.total + value, Decimal(0), by
            self.room = 1000 if by == 1000 else 10_000


def _run(folded: str, tokens: list[tuple[int, int, str]], first: int) -> tuple[Decimal, int] | None:
    """The number that starts at token `first`, and the token after it."""
    number, i = _Sum(), first
    while i < len(tokens):
        start, _, word = tokens[i]
        following = tokens[i + 1 : i + 2]
        if word == "and" and i > first and following and _small(following[0][2]):
            i += 1
            continue
        if i > first and not re.fullmatch(r"[ -]|\. ?| and ", folded[tokens[i - 1][1] : start]):
            break
        small, scale = _small(word), _scale(word)
        if i == first and word[0].isdigit():
            number.add(parse_number(word)[-1])
        elif _half(word) and i == first:
            number.add(Decimal("1.5"))
        elif scale and scale < number.scale_room and (scale > 100 or number.group < _MOST_HUNDREDS.get(word, 10)):
            number.scale(scale)
        elif small and small[1] and small[1] <= number.room and (small[0] or i == first):
            number.add(Decimal(small[0]), _left(small))
        elif i > first and number.total and not number.group and _closes(word, following):
            number.add(Decimal(word))
        elif i > first and (taken := _half_after(tokens, i)):
            number.add(Decimal("0.5"))
            i += taken - 1
        else:
            break
        i += 1
    return (number.total + number.group, i) if i > first else None


def _closes(word: str, following: list[tuple[int, int, str]]) -> bool:
    """«15 тысяч 500 рублей», «1 млн 200 тыс»: digits that go on with what words began."""
    after = following[0][2] if following else ""
    return bool(re.fullmatch(r"\d{1,3}", word)) and (
        not after or after in ("р", "кг", "kg") or after.startswith("руб") or bool(_scale(after))
    )


def _left(small: tuple[int, int]) -> int:
    """Below which size the next word must be."""
    value, size = small
    if size == 1000:
        return 100
    return 10 if size == 100 and value >= 20 else 0


def _half_after(tokens: list[tuple[int, int, str]], i: int) -> int:
    """How many tokens say «с половиной», "and a half"."""
    said = [word for _, _, word in tokens[i : i + 3]]
    if said[:2] == ["с", "половиной"] or said[:2] == ["a", "half"]:
        return 2
    return 3 if said == ["and", "a", "half"] else 0

"""Short answers to a question with buttons: yes, cancel, a unit by itself."""

from __future__ import annotations

import re

_YES = re.compile(
    r"(?:да|верно|все верно|правильно|все правильно|так и есть|точно|подтверждаю|оформляй(?:те)?|оформить"
    r"|отправляй(?:те)?|отправить|yes|yep|right|correct|all right|confirm|create|send)"
    r"(?:[ ,.!]+(?:да|все|верно|правильно|оформляй(?:те)?|отправляй(?:те)?|please|спасибо|пожалуйста))*[ .!]*"
)
_CANCEL = re.compile(r"(?:отмена|отменить|отмени(?:те)?|отменяй(?:те)?|не надо|передумал[аи]?|cancel|stop|стоп)[ .!]*")
_FILLERS = re.compile(r"\b(?:это|в|во|все же|всё же|конечно|просто|наверное|будут?|the|in|it is|its)\b")


def affirms(text: str) -> bool:
    """«да», «всё верно», «оформляйте», "yes". Not «хорошо» or «ок»: people say that to their manager too."""
    return bool(_YES.fullmatch(_plain(text)))


def cancels(text: str) -> bool:
    """«отмена», «передумал», "cancel"."""
    return bool(_CANCEL.fullmatch(_plain(text)))


def lone_unit(text: str) -> str | None:
    """«это тонны», «в метрах»: the one word that may be a unit, without what stands around it; None: there is more."""
    words = _FILLERS.sub(" ", _plain(text)).split()
    if len(words) != 1 or any(char.isdigit() for char in words[0]):
        return None
    return _NOMINATIVE.get(words[0].strip(".,!"), words[0].strip(".,!"))


_NOMINATIVE = {
    "тоннах": "тонн",
    "тонны": "тонн",
    "тонна": "тонн",
    "килограммах": "килограмм",
    "кило": "кг",
    "метрах": "м",
    "метры": "м",
    "метров": "м",
    "сантиметрах": "см",
    "сантиметры": "см",
    "миллиметрах": "мм",
    "миллиметры": "мм",
    "metres": "m",
    "meters": "m",
    "centimetres": "cm",
    "tonnes": "t",
}


def _plain(text: str) -> str:
    return text[:200].strip().lower().replace("ё", "е")

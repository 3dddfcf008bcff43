"""Every row of normalisation.md, beside this file, is read as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from relay_bot.domain.parsing import density_ok, read_field, read_waybill
from relay_bot.domain.parsing.values import Accept, Dims, FieldName, Refuse, Weight
from relay_bot.views.values import show, show_volume
from tests.unit.domain.parsing.telling import RU, told

DOCUMENT = Path(__file__).with_name("normalisation.md").read_text("utf-8")
SECTIONS: dict[str, FieldName] = {
    "Вес": "weight",
    "Габариты": "dims",
    "Адрес": "to",
    "Оплата": "pay",
    "Описание": "descr",
    "№ накладной": "waybill",
    "Сумма": "amount",
    "E-mail": "email",
    "Телефон": "phone",
}


def rows() -> Iterator[tuple[FieldName, str, str, str]]:
    """(field, input, result, what the bot does) of every row of «Таблица»."""
    tables = DOCUMENT.split("## Таблица")[1].split("## Всё одним сообщением")[0]
    for section in tables.split("### ")[1:]:
        name = SECTIONS[section.splitlines()[0].strip()]
        for typed, result, does in re.findall(r"^\| `(.*?)` \| (.*?) \| (.*?) \|$", section, re.MULTILINE):
            yield name, typed, result.strip("*"), does


def messages() -> list[tuple[str, str, str]]:
    """(message, what is read, what is left to ask)."""
    section = DOCUMENT.split("## Всё одним сообщением")[1].split("Порядок:")[0]
    return re.findall(r"^\| (?!Сообщение|---)(.*?) \| (.*?) \| (.*?) \|$", section, re.MULTILINE)


@pytest.mark.parametrize(("name", "typed", "result", "does"), list(rows()))
def test_a_row_is_read_as_written(name: FieldName, typed: str, result: str, does: str) -> None:
    outcome = read_field(name, typed)
    if result in ("отказ", "уточнить кнопками"):
        key = re.search(r"`(.*?)`", does)
        labels = re.findall(r"\[(.*?)\]", does)
        expected = (key[1] if key else "") + (f": {' | '.join(labels)}" if labels else "")
        assert told(outcome) == expected
    else:
        assert told(outcome) == result
    if isinstance(outcome, Accept) and isinstance(outcome.value, Dims):
        _check_volume(outcome.value, does)


def _check_volume(dims: Dims, does: str) -> None:
    places, volume = re.search(r"мест: (\d+)", does), re.search(r"V = (.*?) м³", does)
    if places:
        assert dims.places == int(places[1])
    if volume and dims.volume_m3 is not None:
        assert show_volume(RU, dims.volume_m3) == f"{volume[1]} м³"


@pytest.mark.parametrize(("message", "read", "left"), messages())
def test_a_whole_message_fills_every_field(message: str, read: str, left: str) -> None:
    fields = read_waybill(message.replace(" ⏎ ", "\n")).fields
    expected = dict(part.split("=", 1) for part in read.split("; "))
    assert {name: told(outcome) for name, outcome in fields.items()} == expected
    waybill = {"descr", "weight", "dims", "frm", "to", "pay"}
    assert waybill - set(fields) == (set() if left == "ничего" else set(left.split(", ")))


def test_there_are_rows() -> None:
    assert len(list(rows())) > 70
    assert len(messages()) == 5


def test_known_weak_spots() -> None:
    assert told(read_waybill("привезите станок завтра", asked="descr").fields["descr"]) == "Привезите станок"
    assert told(read_field("to", "мо химки заводская 7")) == "мо химки заводская 7"
    twelve = read_field("dims", "12х2х2")
    assert isinstance(twelve, Accept) and isinstance(twelve.value, Dims)
    assert show(RU, twelve.value) == "12×2×2 см"
    five = read_field("weight", "5 т")
    assert isinstance(five, Accept) and isinstance(five.value, Weight)
    assert not density_ok(five.value, twelve.value)
    assert told(read_field("weight", "3 места по 25")) == "75 кг, мест: 3"
    assert read_field("dims", "3 места по 25") == Refuse("err-dims_none")

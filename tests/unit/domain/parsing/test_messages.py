"""Whole messages of hurried people: `messages.txt` beside this file says what is read out of each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from relay_bot.domain.parsing import check, density_ok, read_waybill
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Description,
    Dims,
    FieldName,
    Pieces,
    Refuse,
    Rules,
    Weight,
)
from tests.unit.domain.parsing.telling import told


def lines() -> Iterator[tuple[str, str, str]]:
    """(field asked for or «-», message, what is read)."""
    for line in Path(__file__).with_name("messages.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            asked, rest = line.split(" | ", 1)
            message, expected = rest.split(" ⇒")
            yield asked, message, expected.strip()


def summed_up(reading: Reading) -> str:
    parts = [f"{name}={told(outcome)}" for name, outcome in reading.fields.items()]
    parts += [f"places={reading.places}"] if reading.places else []
    parts += [f"comment={reading.comment}"] if reading.comment else []
    return " ‖ ".join([*parts, *(["question"] if reading.question else [])])


@pytest.mark.parametrize(("asked", "message", "expected"), list(lines()))
def test_a_message_is_read(asked: str, message: str, expected: str) -> None:
    field = None if asked == "-" else cast(FieldName, asked)
    assert summed_up(read_waybill(message.replace("⏎", "\n"), asked=field)) == expected


def test_there_are_many() -> None:
    assert len(list(lines())) > 200


def test_the_answer_to_one_question_leaves_what_is_known() -> None:
    known = {"descr": Description("Станок")}
    reading = read_waybill("вес 900 кг, тут есть ещё кое-что про станок", known=known)
    assert set(reading.fields) == {"weight"}
    assert reading.comment == "тут есть ещё кое-что про станок"
    assert told(read_waybill("описание: насос", known=known).fields["descr"]) == "Насос"
    assert told(read_waybill("груз станок фрезерный", known=known).fields["descr"]) == "Станок фрезерный"
    assert told(read_waybill("груз насос", known=known).fields["descr"]) == "Насос"
    assert read_waybill("груз готов с утра", known=known).fields == {}


def test_where_to_is_compared_with_where_from() -> None:
    known = {"frm": Address("Москва, Ленина, 5")}
    assert read_waybill("в Москву, Ленина 5", asked="to", known=known).fields["to"] == Refuse("err-addr_same")
    assert isinstance(read_waybill("Москва, Ленина 6", asked="to", known=known).fields["to"], Accept)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Казань, Баумана 1", "Казань"),
        ("из Казани, Баумана 1", "Казань"),
        ("г. Самара, ул. Победы, 5", "Самара"),
        ("Самару, Победы 5", "Самара"),
        ("МО, г. Химки, ул. Заводская, 7", "Химки"),
        ("630000, Новосибирск, Красный проспект, 1", "Новосибирск"),
        ("Нижнего Новгорода, ул. Родионова 23", "Нижний Новгород"),
        ("Набережные Челны, Мира 5", "Набережные Челны"),
        ("д. Сосновка, 12, Пермский край", "Сосновка"),
        ("ул. Ленина 5, Пермь", "Пермь"),
        ("Kazan, Baumana 1", "Kazan"),
        ("мо химки заводская 7", "Химки"),
        ("М4 Дон 50 км, Подольск", "Подольск"),
        ("п. Лесной, 4", "Лесной"),
        ("Тверская 1, Москва", "Москва"),
    ],
)
def test_the_city_of_an_address(text: str, city: str) -> None:
    outcome = read_waybill(text, asked="to").fields["to"]
    assert isinstance(outcome, Accept) and isinstance(outcome.value, Address)
    assert outcome.value.city == city


def test_a_contact_beside_an_address_is_set_apart() -> None:
    outcome = read_waybill("куда: Тверь, Мира 5, Олег Смирнов 8 (912) 345-67-89").fields["to"]
    assert outcome == Accept(Address("Тверь, Мира 5", "Тверь", "Олег Смирнов", "+79123456789"))


def test_density_between_foam_and_lead() -> None:
    cube = Dims((Pieces(1, Decimal(100), Decimal(100), Decimal(100)),))
    assert [density_ok(Weight(Decimal(kg)), cube) for kg in ("2.9", "3", "8000", "8001")] == [False, True, True, False]
    assert density_ok(Weight(Decimal(1)), Dims())
    assert not density_ok(Weight(Decimal(1)), Dims(volume=Decimal(1)))


def test_a_chosen_value_is_checked_by_the_limits() -> None:
    choice = Dims((Pieces(1, Decimal(200), Decimal(300), Decimal(400)),))
    assert check(choice) == Refuse("err-dims_max")
    assert check(Weight(Decimal(29_900))) == Refuse("err-weight_max", {"max": 20})
    assert check(Weight(Decimal(1600)), Rules()) == Accept(Weight(Decimal(1600)), ("mark-heavy",))
    assert check(Description("Станок")) == Accept(Description("Станок"))

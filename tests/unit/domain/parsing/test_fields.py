"""What hurried people write, one field at a time: `fields.txt` beside this file says how each is read."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.values import Accept, Ask, FieldName, Refuse, Rules, Weight
from tests.unit.domain.parsing.telling import told

LINES = [
    tuple(line.split(" | ", 1))
    for line in Path(__file__).with_name("fields.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("name", "rest"), LINES)
def test_a_field_is_read(name: str, rest: str) -> None:
    typed, expected = rest.split(" ⇒ ")
    assert told(read_field(cast(FieldName, name), typed.replace("⏎", "\n"))) == expected


def test_there_are_many() -> None:
    assert len(LINES) > 300


@pytest.mark.parametrize(
    ("name", "typed", "mark"),
    [
        ("descr", "АКБ для погрузчика", "wb-hazard"),
        ("descr", "краска фасадная", "wb-hazard"),
        ("descr", "lithium batteries", "wb-hazard"),
        ("dims", "310х100х100", "wb-oversize"),
        ("weight", "1600 кг", "mark-heavy"),
        ("weight", "около тонны", "wb-summary_approx"),
        ("weight", "500-600 кг", "wb-summary_approx"),
    ],
)
def test_a_warning_blocks_nothing(name: FieldName, typed: str, mark: str) -> None:
    outcome = read_field(name, typed)
    assert isinstance(outcome, Accept)
    assert outcome.marks == (mark,)


@pytest.mark.parametrize(
    ("name", "typed"), [("descr", "краскопульт"), ("dims", "300х100х100"), ("weight", "1500 кг"), ("descr", "станок")]
)
def test_no_warning_without_a_reason(name: FieldName, typed: str) -> None:
    outcome = read_field(name, typed)
    assert isinstance(outcome, Accept)
    assert outcome.marks == ()


def test_the_limits_are_those_of_the_configuration() -> None:
    rules = Rules(max_weight_kg=1500, allow_unknown_dims=False, amount_optional=False, max_amount_rub=1000)
    assert read_field("weight", "2 т", rules) == Refuse("err-weight_max", {"max": 1.5})
    assert read_field("weight", "2 т", Rules(max_weight_kg=1000)) == Refuse("err-weight_max", {"max": 1})
    assert read_field("dims", "не знаю", rules) == Refuse("err-dims_none")
    assert read_field("amount", "не знаю", rules) == Refuse("err-amount_none")
    assert read_field("amount", "1001", rules) == Refuse("err-amount_max")


def test_a_question_carries_what_its_sentence_needs() -> None:
    ambiguous = read_field("weight", "1.500 кг")
    assert isinstance(ambiguous, Ask)
    assert isinstance(ambiguous.values["a"], Weight)
    assert isinstance(ambiguous.values["b"], Weight)
    assert read_field("to", "ул. Ленина, 5") == Refuse("err-addr_city", {"typed": "ул. Ленина, 5"})
    typo = read_field("email", "ivan@gmial.com")
    assert isinstance(typo, Ask)
    assert typo.values == {"suggest": "ivan@gmail.com", "typed": "ivan@gmial.com"}


def test_too_long_is_told() -> None:
    assert read_field("descr", "станок и ещё станок " * 30) == Refuse("err-descr_long")
    assert read_field("to", "Казань, " + "длинная улица " * 25 + "1") == Refuse("err-addr_long")

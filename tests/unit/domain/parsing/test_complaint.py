"""What the story of a claim says of the sum."""

from __future__ import annotations

import pytest

from relay_bot.domain.parsing.complaint import read_complaint
from relay_bot.domain.parsing.values import FieldName, Rules
from tests.unit.domain.parsing.telling import told


def amount(text: str, asked: FieldName | None = None) -> str | None:
    outcome = read_complaint(text, Rules(), asked, frozenset()).fields.get("amount")
    return told(outcome) if outcome else None


@pytest.mark.parametrize(
    "text",
    ["разбили две коробки плитки при разгрузке, сумму не знаю", "Пришло 2 места из 3. Сумма пока неизвестна, оцените"],
)
def test_a_sum_said_to_be_unknown_is_left_to_the_manager(text: str) -> None:
    assert amount(text, "story") == "без суммы (оценит менеджер)"


def test_so_many_things_at_so_much_are_the_sum() -> None:
    assert amount("разбили при разгрузке 3 плитки по 1500 руб") == "4 500 ₽"


def test_not_knowing_what_to_do_says_nothing_of_the_sum() -> None:
    assert amount("разбили коробку, требую компенсацию, не знаю что делать", "story") is None


def test_the_story_keeps_nothing_of_an_address_with_a_comma() -> None:
    fields = read_complaint("разбили коробку плитки, почта ivan@mail,ru", Rules(), None, frozenset()).fields
    assert told(fields["email"]) == "ivan@mail.ru"
    assert ",ru" not in told(fields["story"])


def test_a_labelled_story_of_a_whole_message_is_kept_whole() -> None:
    story = "Разбили две коробки с плиткой при разгрузке. " * 80
    read = read_complaint(f"Описание: {story}", Rules(), "story", frozenset())
    assert told(read.fields["story"]) == story.strip()


@pytest.mark.parametrize("named", ["почта ", "почта: ", "e-mail ", ""])
def test_what_only_names_the_address_goes_with_it(named: str) -> None:
    words = "При выгрузке разбили станок, треснула станина, ущерб 150 000 руб"
    story = read_complaint(f"{words}, {named}ivan@example.org", Rules(), "story", frozenset()).fields["story"]
    assert told(story) == words

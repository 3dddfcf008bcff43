"""Phone numbers: one spelling wherever people read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.parsing.values import Address, Phone
from relay_bot.phones import spelled
from relay_bot.texts import LANGUAGES, LOCALES, Texts
from relay_bot.views.values import show


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+79001234567", "+7 900 123-45-67"),
        ("+375291234567", "+375 29 123-45-67"),
        ("+77011234567", "+7 701 123-45-67"),
        ("+77172123456", "+7 717 212-34-56"),
        ("+4915112345678", "+49 1511 2345678"),
        ("+88801234567", "+88801234567"),  # bought at Fragment: belongs to no country
        ("+7 900 123-45-67", "+7 900 123-45-67"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_groups_and_what_is_none_as_it_is(number: str, shown: str) -> None:
    assert spelled(number) == shown


@given(st.text(max_size=40) | st.from_regex(r"\+[0-9]{3,16}", fullmatch=True))
def test_whatever_is_typed_nothing_raises_and_no_digit_is_lost(number: str) -> None:
    shown = spelled(number)
    assert re.sub(r"\D", "", shown) == re.sub(r"\D", "", number) and spelled(shown) == shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_with_a_number_spells_it(lang: str) -> None:
    raw = [
        f"{file.name}: {line.strip()}"
        for file in sorted((LOCALES / lang).glob("*.ftl"))
        for line in file.read_text("utf-8").splitlines()
        if re.search(r"\{ \$(\w+_)?phone \}", line)
    ]
    assert raw == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_beside_an_address_or_alone_is_spelled_the_same(lang: str) -> None:
    t = Texts.load().lang(lang)
    address = Address("Казань, ул. Тукая, 5", "Казань", contact="Пётр", phone="+79001234567", ext="114")
    assert "Пётр +7 900 123-45-67" in show(t, address)
    assert show(t, Phone("+79001234567")) == "+7 900 123-45-67"
    assert "+7 900 123-45-67" in t("start-assigned", manager="Анна", manager_phone="+79001234567")

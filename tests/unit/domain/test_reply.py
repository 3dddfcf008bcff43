"""Canned replies with placeholders."""

from __future__ import annotations

from relay_bot.domain.reply import fill


def test_placeholders_are_filled_from_the_card() -> None:
    assert fill("{name}, вам { manager }.", {"name": "Иван", "manager": "Анна"}).text == "Иван, вам Анна."


def test_what_is_not_known_is_named_once_and_stays() -> None:
    filled = fill("{email} и {email}, до {время}", {"email": ""})
    assert filled.missing == ("email", "время")
    assert filled.text == "{email} и {email}, до {время}"


def test_a_value_is_never_a_template() -> None:
    assert fill("{name}", {"name": "{phone}", "phone": "+7"}).text == "{phone}"

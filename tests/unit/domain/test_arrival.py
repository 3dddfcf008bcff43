"""Who comes through the door, with which link and which number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.arrival import (
    AskPhone,
    Greet,
    Identify,
    Payload,
    decide_start,
    own_phone,
    parse_payload,
    phone_in,
)
from relay_bot.domain.client import Client, Record
from tests.unit.delivery.rows import NOW

MARIA = Record("+79000000199", name="Мария", desk="petr", invite="x7Kq")


def newcomer(**values: Any) -> Client:
    known: dict[str, Any] = dict.fromkeys(Client.__slots__) | {"id": 5, "tg_id": 5005, "name": "Маша"}
    return Client(**known | values)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("c_x7Kq2MvT9bLw", Payload("personal", "x7Kq2MvT9bLw")),
        ("m_ANNA26", Payload("manager", "ANNA26")),
        ("m_a_b", Payload("manager", "a_b")),
        ("c_", Payload("none")),
        ("w_261100042", Payload("waybill", "261100042")),
        ("w_2611x", Payload("none")),
        ("w_" + "1" * 31, Payload("none")),
        ("c", Payload("none")),
        ("", Payload("none")),
        (None, Payload("none")),
    ],
)
def test_a_payload_is_a_personal_link_or_a_managers_or_nothing(text: str | None, payload: Payload) -> None:
    assert parse_payload(text) == payload


def test_a_personal_link_identifies_its_first_account_and_the_same_one_again() -> None:
    personal = Payload("personal", "x7Kq")
    used = Record("+79000000199", invite="x7Kq", invite_used_by=5005)
    assert decide_start(newcomer(), personal, MARIA) == Identify(MARIA)
    assert decide_start(newcomer(), personal, used) == Identify(used)


def test_a_link_takes_no_number_that_another_account_has_confirmed() -> None:
    personal = Payload("personal", "x7Kq")
    assert decide_start(newcomer(), personal, MARIA, 6006) == AskPhone("start-invite_used")
    assert decide_start(newcomer(), personal, MARIA, 5005) == Identify(MARIA)


def test_a_personal_link_of_somebody_else_asks_for_the_phone() -> None:
    used = Record("+79000000199", invite="x7Kq", invite_used_by=6006)
    assert decide_start(newcomer(), Payload("personal", "x7Kq"), used) == AskPhone("start-invite_used")


def test_an_unknown_link_asks_for_the_phone() -> None:
    assert decide_start(newcomer(), Payload("personal", "nothing"), None) == AskPhone("start-bad_invite")
    assert decide_start(newcomer(), Payload("manager", "ANNA26"), None) == AskPhone()
    assert decide_start(newcomer(), Payload("none"), None) == AskPhone()


def test_after_five_codes_in_vain_no_personal_link_opens_anything() -> None:
    personal = Payload("personal", "x7Kq")
    assert decide_start(newcomer(), personal, MARIA, guesses=4) == Identify(MARIA)
    assert decide_start(newcomer(), personal, MARIA, guesses=5) == AskPhone("start-too_many_codes")
    assert decide_start(newcomer(registered_at=NOW), personal, MARIA, guesses=5) == Greet()


def test_who_is_known_already_is_greeted_whatever_the_link_says() -> None:
    known = newcomer(registered_at=NOW)
    assert decide_start(known, Payload("personal", "x7Kq"), MARIA) == Greet()


@pytest.mark.parametrize("shared", ["+79001234567", "79001234567"])
def test_an_own_contact_gives_its_number_with_or_without_a_plus(shared: str) -> None:
    assert own_phone(shared, 5005, 5005) == "+79001234567"


def test_a_foreign_number_keeps_its_country() -> None:
    assert own_phone("375291234567", 5005, 5005) == "+375291234567"


@pytest.mark.parametrize("contact_user_id", [6006, None])
def test_somebody_elses_contact_is_no_proof(contact_user_id: int | None) -> None:
    assert own_phone("+79001234567", contact_user_id, 5005) is None


@pytest.mark.parametrize("text", ["8 (900) 123-45-67", "89001234567", "9001234567", "+7 900 123 45 67", "+79001234567"])
def test_a_russian_number_may_be_written_in_many_ways(text: str) -> None:
    assert phone_in(text) == "+79001234567"


@pytest.mark.parametrize("text", ["", "12345", "звоните 89001234567", "7,91E+10", "+7900", "1" * 16, "²" * 11])
def test_what_is_no_number_is_none(text: str) -> None:
    assert phone_in(text) is None


@given(st.text(alphabet="0123456789+-() .,;²٣#*x\x00", max_size=30) | st.text())
def test_no_text_breaks_the_reading_of_a_phone(text: str) -> None:
    found = phone_in(text)
    assert found is None or (found.startswith("+") and found[1:].isdigit())


@given(st.text())
def test_no_payload_breaks_the_door(text: str) -> None:
    assert parse_payload(text).kind in ("personal", "manager", "none")

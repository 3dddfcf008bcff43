"""Who may press what: decided from values, once for each room."""

from __future__ import annotations

import pytest

from relay_bot.domain.tap import InForm, PushMissing, StepClaim, Tap
from relay_bot.domain.who import Owner, Refusal, refuse_at_desk, refuse_client, thread_of

ANNA, STRANGER = 10, 666
CLAIM = StepClaim(5, "take")


def at_annas_desk(tap: Tap | None, owner: Owner | None, person: int = ANNA) -> Refusal | None:
    invited = {"ANNA26": "anna", "PETR26": "petr"}
    return refuse_at_desk(tap, owner, person=person, desk="anna", speakers={ANNA}, invited_to=invited.get)


def test_who_speaks_for_the_desk_presses_what_is_about_its_clients() -> None:
    assert at_annas_desk(CLAIM, Owner(1, "anna")) is None
    assert at_annas_desk(PushMissing(), None) is None


def test_a_client_whom_nobody_serves_yet_is_the_desks_whose_link_they_opened() -> None:
    assert at_annas_desk(CLAIM, Owner(1, None, "ANNA26")) is None
    assert at_annas_desk(CLAIM, Owner(1, None, "PETR26")) == "call-not_yours"
    assert at_annas_desk(CLAIM, Owner(1, None)) == "call-not_yours"


@pytest.mark.parametrize(
    ("tap", "owner", "person", "told"),
    [
        (CLAIM, Owner(1, "anna"), STRANGER, "call-not_yours"),
        (None, None, STRANGER, "call-not_yours"),
        (CLAIM, Owner(1, "petr"), ANNA, "call-not_yours"),
        (CLAIM, None, ANNA, "call-not_yours"),  # it is about a thing that is not there
        (None, None, ANNA, "err-stale_button"),
    ],
)
def test_anything_else_is_refused(tap: Tap | None, owner: Owner | None, person: int, told: str) -> None:
    assert at_annas_desk(tap, owner, person) == told


def test_a_client_presses_only_what_is_their_own() -> None:
    form = InForm(7, "create")
    assert refuse_client(form, Owner(1, "anna"), 1) is None
    assert refuse_client(form, Owner(2, "anna"), 1) == "err-stale_button"
    assert refuse_client(form, None, 1) == "err-stale_button"
    assert refuse_client(None, None, 1) == "err-stale_button"
    assert refuse_client(PushMissing(), None, 1) is None  # about nothing: no handler of theirs takes it


def test_a_thread_counts_only_in_a_topic() -> None:
    assert thread_of(77, True) == 77
    assert thread_of(77, None) is None
    assert thread_of(None, None) is None

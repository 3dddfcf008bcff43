"""Who gets a new client: record, then link, then rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.assignment import AskAdmin, Assign, Candidate, Rule, decide_assignment

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def desk(key: str, clients: int = 0, capacity: int = 10, **values: Any) -> Candidate:
    known = {"open": True, "last_assigned_at": None, "has_group": True} | values
    return Candidate(key, clients, capacity, **known)


def given_to(
    *candidates: Candidate,
    record: str | None = None,
    link: str | None = None,
    rule: Rule = "least_loaded",
    overflow: Rule = "manual",
) -> Assign | AskAdmin:
    return decide_assignment(candidates, record_desk=record, link_desk=link, rule=rule, overflow=overflow)


def test_the_least_loaded_desk_is_the_one_with_the_smallest_share_of_its_capacity() -> None:
    assert given_to(desk("anna", 5, 10), desk("petr", 8, 100)) == Assign("petr", "rule")


def test_of_equally_loaded_desks_the_one_that_waited_longest_is_next() -> None:
    waited = desk("petr", last_assigned_at=LONG_AGO)
    assert given_to(desk("anna", last_assigned_at=LONG_AGO + timedelta(1)), waited) == Assign("petr", "rule")
    assert given_to(waited, desk("vera")) == Assign("vera", "rule")


def test_round_robin_ignores_the_load() -> None:
    busy = desk("anna", 9, last_assigned_at=LONG_AGO)
    idle = desk("petr", 0, last_assigned_at=LONG_AGO + timedelta(1))
    assert given_to(busy, idle, rule="round_robin") == Assign("anna", "rule")


def test_the_manual_rule_asks_the_admin_and_suggests_a_desk() -> None:
    assert given_to(desk("anna", 5), desk("petr", 1), rule="manual") == AskAdmin("petr")


def test_a_full_desk_gets_nobody_while_another_has_room() -> None:
    assert given_to(desk("anna", 1, 1), desk("petr", 9, 10)) == Assign("petr", "rule")


def test_when_all_are_full_the_overflow_decides() -> None:
    full = (desk("anna", 10, 10), desk("petr", 15, 10))
    assert given_to(*full) == AskAdmin("anna")
    assert given_to(*full, overflow="least_loaded") == Assign("anna", "rule")


def test_the_overflow_may_be_in_turn() -> None:
    anna = desk("anna", 10, 10, last_assigned_at=LONG_AGO + timedelta(1))
    petr = desk("petr", 20, 10, last_assigned_at=LONG_AGO)
    assert given_to(anna, petr, overflow="round_robin") == Assign("petr", "rule")


def test_the_record_wins_over_the_link_and_both_over_the_rule() -> None:
    desks = (desk("anna", 9), desk("petr", 5), desk("vera", 0))
    assert given_to(*desks, record="anna", link="petr") == Assign("anna", "record")
    assert given_to(*desks, link="petr") == Assign("petr", "link")


def test_a_record_and_a_link_hold_for_a_full_or_absent_manager_too() -> None:
    absent = desk("anna", 10, 10, open=False)
    assert given_to(absent, desk("petr"), record="anna") == Assign("anna", "record")
    assert given_to(absent, desk("petr"), link="anna") == Assign("anna", "link")


@pytest.mark.parametrize("word", [{"record": "anna"}, {"link": "anna"}, {}])
def test_a_desk_without_a_group_gets_nobody(word: dict[str, str]) -> None:
    nowhere = desk("anna", has_group=False, open=False)
    assert given_to(nowhere, desk("petr", 9), **word) == Assign("petr", "rule")


def test_an_unknown_record_leads_to_the_rule() -> None:
    assert given_to(desk("petr"), record="fired", link="nobody") == Assign("petr", "rule")


def test_who_is_away_gets_nobody() -> None:
    assert given_to(desk("anna", 0, open=False), desk("petr", 9)) == Assign("petr", "rule")
    assert given_to(desk("anna", open=False)) == AskAdmin(None)


def test_without_desks_the_admin_is_asked() -> None:
    assert given_to() == AskAdmin(None)


_rules = st.sampled_from(["least_loaded", "round_robin", "manual"])
_desks = st.lists(
    st.builds(
        Candidate,
        desk=st.sampled_from("abcdefgh"),
        clients=st.integers(0, 5),
        capacity=st.integers(0, 5),
        open=st.booleans(),
        last_assigned_at=st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)),
        has_group=st.booleans(),
    ),
    unique_by=lambda candidate: candidate.desk,
)
_word = st.none() | st.sampled_from("abcdefghxyz")


@given(candidates=_desks, record=_word, link=_word, rule=_rules, overflow=_rules)
def test_there_is_always_exactly_one_desk_with_a_group_or_the_admin(
    candidates: list[Candidate], record: str | None, link: str | None, rule: Rule, overflow: Rule
) -> None:
    real = [replace(candidate, open=candidate.open and candidate.has_group) for candidate in candidates]
    with_group = {candidate.desk for candidate in real if candidate.has_group}
    match decide_assignment(real, record_desk=record, link_desk=link, rule=rule, overflow=overflow):
        case Assign(desk=chosen):
            assert chosen in with_group
        case AskAdmin(suggestion=suggestion):
            assert suggestion is None or suggestion in with_group
            assert record not in with_group and link not in with_group

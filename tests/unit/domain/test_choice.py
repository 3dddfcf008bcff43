"""Which rows answer a person's own act."""

from __future__ import annotations

import pytest

from relay_bot.domain import addresses
from relay_bot.domain.choice import answering
from relay_bot.domain.outgoing import Card, Ensure, Out, Priority, Relay, Row, Text

TOPIC, CARD, CLIENT = addresses.topic(1, "anna"), addresses.card_edits("claim:1", "anna"), addresses.client(1)


def priority(row: Out, *, act: bool, desk: str | None = "anna") -> Priority:
    (one,) = answering([row], desk, act=act)
    return one.priority


def test_what_a_tap_or_a_command_brings_to_its_own_group_is_an_answer() -> None:
    assert priority(Out(TOPIC, Text("вот")), act=True) is Priority.ANSWER
    assert priority(Out(CARD, Card("взято"), Priority.EDIT, card="claim:1"), act=True) is Priority.ANSWER


def test_a_message_is_answered_but_hurries_no_card() -> None:
    assert priority(Out(TOPIC, Text("клиент этого не видит")), act=False) is Priority.ANSWER
    assert priority(Out(CARD, Card("взято"), Priority.EDIT, card="claim:1"), act=False) is Priority.EDIT


@pytest.mark.parametrize("row", [Relay(), Ensure()])
def test_what_passes_on_or_makes_a_place_is_none(row: Row) -> None:
    assert priority(Out(TOPIC, row), act=True) is Priority.RELAY


def test_what_goes_elsewhere_or_rings_or_adorns_is_none() -> None:
    assert priority(Out(CLIENT, Text("вам")), act=True) is Priority.RELAY
    assert priority(Out(addresses.topic(1, "petr"), Text("переведён")), act=True) is Priority.RELAY
    assert priority(Out(TOPIC, Text("!"), Priority.PUSH), act=True) is Priority.PUSH
    assert priority(Out(TOPIC, Text("чужой"), Priority.COSMETIC), act=True) is Priority.COSMETIC
    assert priority(Out(TOPIC, Text("клиент пишет")), act=True, desk=None) is Priority.RELAY

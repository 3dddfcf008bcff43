"""Quiet hours take the sound from a desk's rings and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from relay_bot.delivery.quiet import hushed
from relay_bot.domain.outgoing import Row, Text
from relay_bot.domain.work import BoardTopic, OtherChat
from relay_bot.views import cards
from tests.unit.delivery.rows import NOW, config, work

NIGHT = config(push={"quiet_hours": "22:00-08:00"})
LATE = NOW.replace(hour=20)  # 23:00 in Moscow
RING = Text(f"{cards.mention(10, 'Анна')}: звонок")


def at(moment: datetime, row: Row = RING, *, rings: bool = True) -> Row:
    return hushed(work(BoardTopic("calls"), row, rings=rings), NIGHT, moment).row


def test_a_ring_at_night_is_silent_and_calls_nobody() -> None:
    assert at(LATE) == Text("Анна: звонок", silent=True)
    assert at(NOW) == RING


def test_what_does_not_ring_stays_as_it_is() -> None:
    assert at(LATE, rings=False) == RING


def test_a_private_chat_has_no_quiet_hours() -> None:
    private = replace(work(OtherChat(100), RING), rings=True)
    assert hushed(private, NIGHT, LATE) == private

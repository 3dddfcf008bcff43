"""When a tap on «Позвать менеджера» rings."""

from __future__ import annotations

from datetime import timedelta

from relay_bot.domain.call import AlreadyCalled, Call, Ring, decide_call
from tests.unit.delivery.rows import NOW

REPEAT = timedelta(minutes=10)


def called(ago: timedelta) -> Call:
    return Call(17, 5, NOW - ago, taken_at=None, taken_by=None, finished_at=None, last_words="")


def test_the_first_tap_rings() -> None:
    assert decide_call(None, NOW, REPEAT) == Ring()


def test_a_second_tap_says_how_long_ago_the_first_one_was() -> None:
    for ago, minutes in ((timedelta(seconds=20), 0), (timedelta(minutes=9, seconds=59), 9)):
        assert decide_call(called(ago), NOW, REPEAT) == AlreadyCalled(called(ago), minutes)


def test_a_tap_after_the_pause_rings_again() -> None:
    assert decide_call(called(REPEAT), NOW, REPEAT) == Ring()


def test_a_pause_of_nothing_rings_every_time() -> None:
    assert decide_call(called(timedelta(0)), NOW, timedelta(0)) == Ring()

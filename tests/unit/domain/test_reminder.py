"""What people write after /remind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.reminder import HORIZON, Wish, read_wish

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 24, 19, 30, tzinfo=MOSCOW)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "due", "body"),
    [
        ("2ч позвонить", "24.11.2026 21:30", "позвонить"),
        ("30м", "24.11.2026 20:00", ""),
        ("1д счёт", "25.11.2026 19:30", "счёт"),
        ("2h call", "24.11.2026 21:30", "call"),
        ("30m", "24.11.2026 20:00", ""),
        ("1ч 30м склад", "24.11.2026 21:00", "склад"),
        ("через 2 часа перезвонить", "24.11.2026 21:30", "перезвонить"),
        ("in 3 days follow up", "27.11.2026 19:30", "follow up"),
        ("2 недели договор", "08.12.2026 19:30", "договор"),
        ("2ч 5 коробок", "24.11.2026 21:30", "5 коробок"),
        ("завтра 10:00 счёт", "25.11.2026 10:00", "счёт"),
        ("Завтра в 10:00", "25.11.2026 10:00", ""),
        ("завтра счёт", "25.11.2026 09:00", "счёт"),
        ("tomorrow at 8:05 bill", "25.11.2026 08:05", "bill"),
        ("послезавтра 12:00", "26.11.2026 12:00", ""),
        ("25.12 09:00 договор", "25.12.2026 09:00", "договор"),
        ("25.12 договор", "25.12.2026 09:00", "договор"),
        ("01.02 10:00", "01.02.2027 10:00", ""),
        ("05.12.26 10:00", "05.12.2026 10:00", ""),
        ("05.12.2026 10:00 x", "05.12.2026 10:00", "x"),
        ("23:45 отчёт", "24.11.2026 23:45", "отчёт"),
        ("18:30 отчёт", "25.11.2026 18:30", "отчёт"),
        ("в 18:30", "25.11.2026 18:30", ""),
        ("завтра в 10 позвонить", "25.11.2026 10:00", "позвонить"),
        ("завтра, в 10.30 позвонить", "25.11.2026 10:30", "позвонить"),
        ("завтра в 7 вечера счёт", "25.11.2026 19:00", "счёт"),
        ("завтра в 10 часов счёт", "25.11.2026 10:00", "счёт"),
        ("завтра 10 утра счёт", "25.11.2026 10:00", "счёт"),
        ("завтра в 10ч счёт", "25.11.2026 10:00", "счёт"),
        ("завтра к 9 документы", "25.11.2026 09:00", "документы"),
        ("25.12 в 9 договор", "25.12.2026 09:00", "договор"),
        ("tomorrow at 10am bill", "25.11.2026 10:00", "bill"),
        ("tomorrow 3pm bill", "25.11.2026 15:00", "bill"),
        ("в 21 отчёт", "24.11.2026 21:00", "отчёт"),
        ("завтра 10 коробок", "25.11.2026 09:00", "10 коробок"),
        ("завтра в 100 коробок", "25.11.2026 09:00", "в 100 коробок"),
    ],
)
def test_times_as_people_write_them(typed: str, due: str, body: str) -> None:
    wish = read_wish(typed, NOW, MOSCOW)
    assert isinstance(wish, Wish)
    assert (f"{wish.due_at.astimezone(MOSCOW):%d.%m.%Y %H:%M}", wish.body) == (due, body)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "позвонить",
        "когда-нибудь",
        "25:00 x",
        "завтра в 25",
        "30.02 10:00",
        "0м",
        "2",
        "2чашки",
    ],
)
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_wish(typed, NOW, MOSCOW) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("вчера позвонить", "past"),
        ("позавчера в 10 счёт", "past"),
        ("yesterday bill", "past"),
        ("сегодня 10:00", "past"),
        ("24.11.2025", "past"),
        ("9999д", "far"),
        ("25.12.2028 09:00 договор", "far"),
        ("9999н " * 600, "far"),
        ("31.12.9999 23:59", "far"),
    ],
)
def test_a_time_that_has_passed_or_is_too_far_is_told_as_such(typed: str, why: str) -> None:
    assert read_wish(typed, NOW, MOSCOW) == why


@given(st.text(max_size=40), st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_whatever_is_written_is_due_later_and_within_a_year_or_not_understood(typed: str, at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    wish = read_wish(typed, now, MOSCOW)
    assert not isinstance(wish, Wish) or timedelta() < wish.due_at - now <= HORIZON

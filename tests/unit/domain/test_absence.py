"""/away: what people write for "I am not here until"."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.config import Config
from relay_bot.domain.absence import (
    Leave,
    Refuse,
    Return,
    Show,
    away_between,
    choose_substitute,
    read_leave,
    stands_in_for,
)

TODAY = date(2026, 11, 24)
ANNA = {"key": "anna", "name": "Анна Смирнова", "tg_id": 10, "phone": "+79000000010", "substitute": "petr"}
PETR = {"key": "petr", "name": "Пётр Волков", "tg_id": 11, "phone": "+79000000011"}
ANTON = {"key": "anton", "name": "Антон Смирнов", "tg_id": 12, "phone": "+79000000012"}


def day(number: int, month: int = 12, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("typed", "since", "until", "who"),
    [
        ("до 05.12", TODAY, day(5), ""),
        ("ДО 5.12", TODAY, day(5), ""),
        ("05.12", TODAY, day(5), ""),
        ("по 05.12.2026", TODAY, day(5), ""),
        ("до 05.12.26", TODAY, day(5), ""),
        ("2026-12-05", TODAY, day(5), ""),
        ("до 5 декабря", TODAY, day(5), ""),
        ("до 5 декабря 2026 Пётр Волков", TODAY, day(5), "Пётр Волков"),
        ("until 05.12", TODAY, day(5), ""),
        ("until 5 December petr", TODAY, day(5), "petr"),
        ("до 05.12 petr", TODAY, day(5), "petr"),
        ("до 05.12, замещает Пётр", TODAY, day(5), "Пётр"),
        ("с 01.12 до 05.12", day(1), day(5), ""),
        ("с 1 до 05.12", None, None, ""),
        ("01.12", TODAY, day(1), ""),
        ("с 1 декабря по 5 декабря Петру", day(1), day(5), "Петру"),
        ("from 01.12 to 05.12", day(1), day(5), ""),
        ("с 28.12 до 08.01", day(28), day(8, 1, 2027), ""),
        ("до 08.01", TODAY, day(8, 1, 2027), ""),
        ("3д", TODAY, day(26, 11), ""),
        ("на 3 дня", TODAY, day(26, 11), ""),
        ("2 недели Пётр", TODAY, day(7), "Пётр"),
        ("1д", TODAY, TODAY, ""),
        ("до завтра", TODAY, day(25, 11), ""),
        ("с завтра до 05.12", day(25, 11), day(5), ""),
        ("до пятницы", TODAY, day(27, 11), ""),
        ("до вторника Пётр", TODAY, day(1), "Пётр"),  # today is Tuesday
        ("с понедельника по среду", day(30, 11), day(2), ""),
        ("until Friday", TODAY, day(27, 11), ""),
        ("until December 5", TODAY, day(5), ""),
        ("с 01.12 на 2 дня", day(1), day(2), ""),
        ("с 01.12 - 05.12", day(1), day(5), ""),
    ],
)
def test_days_are_understood(typed: str, since: date | None, until: date | None, who: str) -> None:
    expected = Refuse("away-usage") if since is None or until is None else Leave(since, until, who)
    assert read_leave(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("до 20.11", "past"),
        ("до 01.01.2020", "past"),
        ("с 20.11 до 05.12", "past"),
        ("с 05.12.2026 до 01.12.2026", "order"),
        ("до 05.12.2028", "too_long"),
        ("999д", "too_long"),
        ("с 31.12.9999 3д", "too_long"),
        ("с 01.01.9999 на 999 недель", "too_long"),
        ("до 31.02", "usage"),
        ("до 29.02.2027", "usage"),
        ("0д", "usage"),
        ("в отпуске", "usage"),
        ("с 01.12", "usage"),
        ("до 5 попугаев", "usage"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(typed: str, key: str) -> None:
    assert read_leave(typed, TODAY) == Refuse(f"away-{key}")


def test_alone_it_shows_and_a_word_takes_it_back() -> None:
    assert read_leave("  ", TODAY) == Show()
    assert {read_leave(word, TODAY) == Return() for word in ("отмена", "Отмена", "cancel", "off")} == {True}


@given(st.text(max_size=60) | st.from_regex(r"(до|с|until) \d{1,6}[. ]\d{1,4}([. ]\d{1,6})?.*", fullmatch=True))
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    wish = read_leave(typed, TODAY)
    if isinstance(wish, Leave):
        assert TODAY <= wish.since <= wish.until


def config(*away: dict[str, object]) -> Config:
    return Config.model_validate({"managers": [ANNA, PETR, ANTON], "away": list(away)})


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("petr", "petr"),
        ("Пётр", "petr"),
        ("петру волкову", "petr"),
        ("Волков", "petr"),
        ("Антоном", "anton"),
        ("Смирнов", "anton"),  # not the absent one
        ("Анна", None),
        ("Ольга", None),
        ("о", None),
        ("", None),
    ],
)
def test_a_substitute_is_named_as_people_name_them(who: str, key: str | None) -> None:
    managers = config().managers
    found = choose_substitute(managers, managers[0], who)
    assert (found.key if found else None) == key


def test_absences_that_touch_are_found() -> None:
    away = {"manager": "anna", "from": day(1), "until": day(5)}
    both = config(away)
    assert away_between(both.away, "anna", day(5), day(9)) and away_between(both.away, "anna", day(3), day(3))
    assert away_between(both.away, "anna", day(6), day(9)) is None
    assert [one.key for one in stands_in_for(both.managers, both.away, "petr", day(5), day(6))] == ["anna"]
    assert stands_in_for(both.managers, both.away, "anton", day(5), day(6)) == []

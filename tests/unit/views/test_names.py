"""What topics are called, and how they are linked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.config.tables import Topics
from relay_bot.views.names import NAMELESS, TOPIC_NAME_MAX, board, client_topic, topic_link

PATTERN = Topics().client_name


def called(name: str = "", company: str = "", city: str = "", pattern: str = PATTERN) -> str:
    return client_topic(pattern, name=name, company=company, city=city)


@pytest.mark.parametrize(
    ("name", "company", "city", "wanted"),
    [
        ("Иван", "ООО Вектор", "Казань", "ООО Вектор · Казань"),
        ("Иван", "", "Казань", "Иван · Казань"),
        ("Иван", "ООО Вектор", "", "ООО Вектор"),
        ("Иван", "", "", "Иван"),
        ("", "", "Казань", "Казань"),
        ("Иван\n  Петров", "", "", "Иван Петров"),
    ],
)
def test_an_empty_part_takes_its_separator_with_it(name: str, company: str, city: str, wanted: str) -> None:
    assert called(name, company, city) == wanted


def test_a_long_name_is_cut_where_telegram_would_refuse_it() -> None:
    assert len(called("я" * 500, city="Казань")) == TOPIC_NAME_MAX


@pytest.mark.parametrize("name", ["", " ", "·", " · · "])
def test_a_client_whose_name_says_nothing_still_gets_a_topic(name: str) -> None:
    """Telegram refuses an empty name, and a refused creation would stop the whole desk."""
    assert called(name) == NAMELESS


@given(st.text(), st.text(), st.text())
def test_every_name_is_one_that_telegram_takes_and_gives_back_unchanged(name: str, company: str, city: str) -> None:
    found = called(name, company, city)
    assert 1 <= len(found) <= TOPIC_NAME_MAX
    assert found == " ".join(found.split())


def test_the_admin_may_choose_another_pattern() -> None:
    assert called("Иван", "ООО Вектор", "Казань", "{city} · {company} · {name}") == "Казань · ООО Вектор · Иван"


def test_boards_are_called_as_config_says() -> None:
    topics = Topics(calls="Звонки")
    assert [board(topics, name) for name in ("calls", "claims", "general")] == ["Звонки", "⚠️ Претензии", "📊 Сводка"]


def test_a_link_opens_the_topic_of_a_private_group() -> None:
    assert topic_link(-1001000000010, 77) == "https://t.me/c/1000000010/77"


def test_a_board_with_an_icon_has_no_second_sign_in_its_name() -> None:
    topics = Topics()
    named = [board(topics, name, has_icon=True) for name in ("calls", "claims", "drafts")]
    assert named == ["Вызовы", "Претензии", "Незавершённые"]
    assert board(Topics(calls="🔥🔥"), "calls", has_icon=True) == "🔥🔥"

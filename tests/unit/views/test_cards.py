"""How the cards of a desk look."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from relay_bot.domain import bot_rights
from relay_bot.views import cards
from relay_bot.views.cards import MISSING, OK, UNKNOWN, Person
from tests.unit.delivery.rows import NOW, RU

MOSCOW = ZoneInfo("Europe/Moscow")


def card(**values: str) -> str:
    known = {"name": "Иван", "company": "", "phone": "", "username": "", "city": ""}
    return str(cards.client(RU, Person(**known | values), MOSCOW))


def test_what_is_not_known_leaves_no_trace() -> None:
    assert card().startswith("👤 <b>Иван</b>\n")
    assert not any(line.endswith(" ·") or line.startswith("· ") or "☎️" in line for line in card().split("\n"))


def test_what_is_known_stands_in_the_card() -> None:
    found = card(company="ООО Вектор", phone="+79001234567", username="ivan", city="Казань")
    assert "👤 <b>Иван</b> · ООО Вектор\n☎️ +7 900 123-45-67 · @ivan\n" in found


def test_a_name_may_be_an_emoji() -> None:
    assert card(name="🔥").startswith("👤 <b>🔥</b>\n")
    assert cards.compact(Markup("🔔 Вызов\n<i>«👍»</i>\n📝 \n☎️")) == "🔔 Вызов\n<i>«👍»</i>"


def test_empty_lines_between_paragraphs_stay() -> None:
    assert "\n\nПишите сюда" in card()


def test_the_day_is_the_one_of_the_company() -> None:
    late = NOW.replace(hour=22)
    assert cards.day(late, MOSCOW) == "23.11.2026"
    assert cards.clock(late, MOSCOW) == "01:00"


@pytest.mark.parametrize("hostile", ["<b>Вася</b>", "</b><script>", "a & b", '<a href="tg://user?id=1">x</a>'])
def test_names_are_text_never_markup(hostile: str) -> None:
    found = card(name=hostile, company=hostile, city=hostile)
    assert hostile not in found
    assert hostile in Markup(found).unescape()
    assert hostile not in cards.mention(10, hostile)


def test_a_hostile_name_does_not_break_out_of_its_line() -> None:
    assert Markup(card(name="Иван · <i>")).count("<i>") == 0


@pytest.mark.parametrize(
    ("member", "tick"),
    [
        (None, UNKNOWN),
        ({"status": "creator"}, OK),
        ({"status": "administrator", **dict.fromkeys(bot_rights.NEEDED, True)}, OK),
        ({"status": "administrator", "can_manage_topics": True, "can_pin_messages": True}, MISSING),
        ({"status": "member"}, MISSING),
    ],
)
def test_the_checklist_ticks_the_rights_that_the_bot_has(member: dict[str, object] | None, tick: str) -> None:
    assert f"удаление {tick}" in cards.checklist(RU, bot_rights.suffice(member), False)

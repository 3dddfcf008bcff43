"""The history file: readable, complete, and nothing that people wrote is markup in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from relay_bot.domain.history import Line
from relay_bot.views import history
from relay_bot.views.history import About, draw, file_name, media
from tests.unit.delivery.rows import RU

MOSCOW = ZoneInfo("Europe/Moscow")


def line(what: str = "client", text: str = "", kind: str = "text", hour: int = 9, **more: Any) -> Line:
    content = {"text": text, **more} if text else more
    return Line(what, 1, kind, content, datetime(2026, 11, 24, hour, 5, tzinfo=UTC), delivered=True)


def drawn(*lines: Line, author: str = "Иван") -> str:
    return draw(RU, About("Переписка: Иван", ["+7 900"]), lines, lambda _: author, MOSCOW).decode()


def test_what_people_wrote_is_text_wherever_it_stands() -> None:
    nasty = "<script>alert('&')</script>"
    lines = [
        line(text=nasty),
        line("note", nasty, ""),
        line("waybill", nasty, ""),
        line(kind="document", document={"file_name": nasty}, caption=nasty),
    ]
    about = About(nasty, [nasty])
    page = draw(RU, about, lines, lambda _: nasty, MOSCOW).decode()
    assert "<script" not in page and page.count("&lt;script&gt;") >= 9


def test_times_are_the_companys_and_a_day_is_said_once() -> None:
    page = drawn(line(text="утро"), line(text="вечер", hour=20), line(text="ночь", hour=23))
    assert "12:05" in page and "23:05" in page and "02:05" in page
    assert page.count("<h2>24.11.2026</h2>") == 1 and page.count("<h2>25.11.2026</h2>") == 1


def test_a_note_is_marked_as_internal_and_papers_are_lines() -> None:
    page = drawn(line("note", "звонить после обеда", ""), line("waybill", "2611-00001", ""))
    page += drawn(line("claim", "П-2611-0001", "", status="new"), line("call", "", ""))
    assert 'class="note"' in page and "Заметка для своих · Иван" in page
    for said in (
        "Оформлена накладная № 2611-00001",
        "Подана претензия П-2611-0001 · сейчас: Новая",
        "позвал менеджера",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("text", {"text": "да"}, ""),
        ("photo", {"photo": [{"file_id": "1"}]}, "🖼 Фото"),
        ("document", {"document": {"file_name": "акт.pdf"}}, "📎 Документ: акт.pdf"),
        ("voice", {"voice": {"duration": 65}}, "🎤 Голосовое: 1:05"),
        ("contact", {"contact": {"first_name": "Пётр", "phone_number": "+7900"}}, "👤 Контакт: Пётр +7900"),
        ("location", {"location": {"latitude": 55.7, "longitude": 37.6}}, "📍 Место: 55.7, 37.6"),
        ("story", {}, "Сообщение другого вида (story)"),
    ],
)
def test_media_are_named(kind: str, content: dict[str, Any], words: str) -> None:
    assert media(RU, kind, content) == words


def test_the_file_loads_nothing_and_fits_a_phone() -> None:
    page = drawn(line(text="привет"))
    assert "http" not in page and "<script" not in page and "src=" not in page
    assert 'name="viewport"' in page and 'charset="utf-8"' in page


def test_the_files_name_is_good_for_any_file_system() -> None:
    name = file_name(RU, 'ООО "Р/К" <*>\n', datetime(2026, 11, 24, tzinfo=UTC))
    assert name == "Переписка ООО Р К 2026-11-24.html"
    assert len(file_name(RU, "я" * 500, datetime(2026, 11, 24, tzinfo=UTC))) < 100


def test_half_a_letter_breaks_nothing() -> None:
    assert history.draw(RU, About("x", []), [line(text="\ud83d")], lambda _: "Иван", MOSCOW)

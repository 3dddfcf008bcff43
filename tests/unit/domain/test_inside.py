"""Lines with `//`: what the client gets, with its formatting, and what is kept as a note."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.inside import part, stays


def words_of(text: str, entity: dict[str, int]) -> str:
    units = text.encode("utf-16-le")
    return units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


@pytest.mark.parametrize(
    ("text", "goes", "note"),
    [
        ("Привет\n// эта строка внутри", "Привет", "эта строка внутри"),
        ("// своё\nПривет", "Привет", "своё"),
        ("а\n  //б\n//\nв\n//г", "а\nв", "б\nг"),
        ("см. // ниже\nhttps://x.ru", "см. // ниже\nhttps://x.ru", ""),
        ("// одна", "", "одна"),
        ("https://x.ru\n  // своё\n5 // 3", "https://x.ru\n5 // 3", "своё"),
        ("код:\n// в коде\nx = 1", "код:\nx = 1", "в коде"),
        ("/ / тоже\nв", "в", "тоже"),
        ("а\r\n// б\r\nв", "а\r\nв", "б"),
        ("а\n\u200b// б", "а", "б"),
        ("а\n\n// б\n\nв", "а\n\nв", "б"),
        ("а\n\n// б\n// в\n \nг", "а\n\nг", "б\nв"),
        ("а\n// б\n\nв", "а\n\nв", "б"),
        ("а\n\n\nб\n// в", "а\n\n\nб", "в"),
    ],
)
def test_marked_lines_stay_inside_and_the_rest_goes(text: str, goes: str, note: str) -> None:
    parted = part({"text": text})
    assert (parted.words, parted.note) == (goes, note)


def test_the_formatting_stays_on_its_words() -> None:
    text = "// 🔥 своё\n\U0001f69a Ваш груз\n// ещё\nв пути"
    bold, link = {"type": "bold", "offset": 11, "length": 11}, {"type": "italic", "offset": 15, "length": 21}
    parted = part({"text": text, "entities": [bold, link, {"type": "code", "offset": 0, "length": 4}]})
    assert parted.words == "\U0001f69a Ваш груз\nв пути"
    entities = parted.content["entities"]
    assert [one["type"] for one in entities] == ["bold", "italic"]
    assert [words_of(parted.words, one) for one in entities] == ["\U0001f69a Ваш груз", "аш груз\nв пути"]


def test_of_a_caption_too_and_the_file_stays_with_it() -> None:
    photo = [{"file_id": "x"}]
    parted = part({"photo": photo, "caption": "акт\n// поддельный", "caption_entities": []})
    assert parted.content == {"photo": photo, "caption": "акт"}
    assert part({"sticker": {"file_id": "y"}}).note == ""


_LINES = st.lists(st.sampled_from(["// тайна", "привет 🚚", "", "  // 🔥 тайна", "ещё слово", " край "]), max_size=8)


@given(_LINES, st.integers(0, 60), st.integers(1, 60))
def test_nothing_marked_goes_and_every_offset_is_within_the_text(lines: list[str], offset: int, length: int) -> None:
    parted = part({"text": "\n".join(lines), "entities": [{"type": "bold", "offset": offset, "length": length}]})
    assert "тайна" not in parted.words
    if parted.note:
        units = len(parted.words.encode("utf-16-le")) // 2
        for one in parted.content.get("entities", ()):
            assert one["offset"] >= 0 and one["length"] > 0 and one["offset"] + one["length"] <= units


QUESTION = {"question": "Когда забрать?", "options": [{"text": "Завтра"}, {"text": "В пятницу"}]}
PAPERS = {"title": "Документы", "tasks": [{"id": 1, "text": "ИНН"}, {"id": 2, "text": "Договор"}]}


def paragraphs(*texts: Any) -> dict[str, Any]:
    return {"rich_message": {"blocks": [{"type": "paragraph", "text": text} for text in texts]}}


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ({"poll": QUESTION | {"question": "// Кому отдать?"}}, "Кому отдать?"),
        ({"poll": QUESTION | {"description": "для своих:\n// он должен"}}, "он должен"),
        ({"poll": QUESTION | {"options": [{"text": "// Ивану"}, {"text": "Петру"}]}}, "Ивану"),
        ({"checklist": PAPERS | {"title": "// Проверить"}}, "Проверить"),
        ({"checklist": PAPERS | {"tasks": [{"id": 1, "text": "// паспорт"}]}}, "паспорт"),
        (paragraphs("Привет", "// тайна"), "тайна"),
        (paragraphs(["/", {"type": "bold", "text": "/ тайна"}]), "тайна"),
        ({"rich_message": {"blocks": [{"type": "list", "items": [paragraphs("// тайна")["rich_message"]]}]}}, "тайна"),
    ],
)
def test_what_no_line_can_be_left_out_of_stays_inside_whole(content: dict[str, Any], note: str) -> None:
    assert stays(content) and part(content).note == note


@pytest.mark.parametrize("content", [{"poll": QUESTION}, {"checklist": PAPERS}, paragraphs("https://x.ru", "5 // 3")])
def test_without_a_mark_it_goes(content: dict[str, Any]) -> None:
    assert not stays(content) and part(content).note == ""

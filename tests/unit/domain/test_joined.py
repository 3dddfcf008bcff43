"""Several texts in one message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.joined import Piece, join
from relay_bot.domain.signs import units

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 26, 9, tzinfo=UTC)  # in Moscow


def pieces(*texts: str, apart: timedelta = timedelta(seconds=5)) -> list[Piece]:
    return [Piece(number, {"text": one}, NOON + apart * number) for number, one in enumerate(texts)]


def test_one_below_the_other() -> None:
    assert join(pieces("раз", "два"), MOSCOW).text == "раз\n\nдва"


def test_times_are_shown_when_there_was_a_pause() -> None:
    joined = join([*pieces("раз", "два"), Piece(7, {"text": "три"}, NOON + timedelta(minutes=3))], MOSCOW)
    assert joined.text == "12:00\nраз\n\nдва\n\n12:03\nтри"
    assert [one["type"] for one in joined.entities] == ["italic", "italic"]


def test_of_several_days_the_dates_too() -> None:
    assert join(pieces("раз", "два", apart=timedelta(days=1)), MOSCOW).text == "26.11 12:00\nраз\n\n27.11 12:00\nдва"


def utf16(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")


texts = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), min_size=1, max_size=6)


@given(texts, st.integers(0, 200))
def test_each_text_and_its_formatting_stand_where_it_says(said: list[str], pause_s: int) -> None:
    made = [
        Piece(
            n,
            {"text": one, "entities": [{"type": "bold", "offset": 0, "length": units(one)}]},
            NOON + n * timedelta(seconds=pause_s),
        )
        for n, one in enumerate(said)
    ]
    joined = join(made, MOSCOW)
    bold = [one for one in joined.entities if one["type"] == "bold"]
    for piece, span, entity in zip(made, joined.spans, bold, strict=True):
        assert span.message == piece.id
        assert utf16(joined.text, span.offset, span.length) == piece.content["text"]
        assert (entity["offset"], entity["length"]) == (span.offset, span.length)

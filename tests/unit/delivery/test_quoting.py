"""What stands above the words of a relayed message, and where their formatting is then."""

from __future__ import annotations

import pytest

from relay_bot.delivery.quoting import QUOTED_MAX, above, worded
from relay_bot.domain.outgoing import Answer, Relay


def test_what_can_be_pointed_at_is_not_repeated() -> None:
    assert above(Relay(answer=Answer(5, words="цена?")), 7) == ("", False)
    assert above(Relay(), None) == ("", False)


def test_what_can_not_be_pointed_at_is_quoted_the_quoted_part_before_the_whole() -> None:
    assert above(Relay(answer=Answer(5, words="цена?")), None) == ("цена?", True)
    assert above(Relay(answer=Answer(5, words="цена?", quote="цена")), None) == ("цена", True)
    assert len(above(Relay(answer=Answer(words="ы" * 1000)), None)[0]) == QUOTED_MAX


def test_a_newer_version_says_so() -> None:
    assert above(Relay(answer=Answer(5), mark="✏️ исправлено"), 7) == ("✏️ исправлено", False)


def test_formatting_moves_with_its_words_in_utf_16_units() -> None:
    bold = {"type": "bold", "offset": 0, "length": 3}
    content = worded("text", {"text": "две", "entities": [bold]}, "🚚?", quoted=True)
    assert content == {
        "text": "🚚?\nдве",
        "entities": [{"type": "blockquote", "offset": 0, "length": 3}, {"type": "bold", "offset": 4, "length": 3}],
    }


def test_a_file_without_words_gets_them_as_its_caption() -> None:
    content = worded("photo", {"photo": [{"file_id": "a"}]}, "цена?", quoted=True)
    assert content is not None and content["caption"] == "цена?"


@pytest.mark.parametrize(
    ("kind", "content"),
    [("sticker", {}), ("location", {}), ("text", {"text": "ы" * 4092}), ("photo", {"caption": "ы" * 1020})],
)
def test_where_there_is_no_room_nothing_is_added(kind: str, content: dict[str, str]) -> None:
    assert worded(kind, content, "цена?", quoted=True) is None

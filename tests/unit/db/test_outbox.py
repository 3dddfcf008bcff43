"""Whatever Telegram sends can be stored: PostgreSQL's jsonb takes neither NUL nor half a surrogate pair."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.db.outbox import storable

_texts = st.text(alphabet=st.characters() | st.sampled_from(["\x00", "\\", "u", "0", "\ud83d", "\ude00", '"', "😀"]))
_json = st.recursive(_texts | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(_texts, inner))


@pytest.mark.parametrize("text", ["", "привет", "😀👨‍👩‍👧", "\\u0000", "\\\\", 'C:\\u0000"', "\\ud83d"])
def test_what_can_be_stored_stays_as_it_is(text: str) -> None:
    assert json.loads(storable({text: [text]})) == {text: [text]}


@pytest.mark.parametrize(
    ("text", "kept"), [("a\x00b", "a\ufffdb"), ("\\\x00", "\\\ufffd"), ("\ud83d!", "\ufffd!"), ("\ude00", "\ufffd")]
)
def test_what_can_not_leaves_a_mark(text: str, kept: str) -> None:
    assert json.loads(storable(text)) == kept


@given(_json)
def test_nothing_that_postgresql_refuses_is_left(value: Any) -> None:
    plain = json.dumps(json.loads(storable(value)), ensure_ascii=False)
    assert "\\u0000" not in plain.replace("\\\\", "")
    plain.encode()  # no half of a pair

"""Signs that the document's font lacks: something is printed for each of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.paper.glyphs import like, named, without
from relay_bot.paper.render import render
from tests.unit.paper.sheets import ours, said, sheet, squeezed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Труба ⌀89 → бухта, 5 ㎏ 📦", "Труба Ø89 -> бухта, 5 кг [package]"),
        ("✅ 3 ㎡, ① сорт", "[v] 3 м², 1 сорт"),
        ("👍🏽 бре\u200bнд ⚠️ Ⓐ", "[thumbs up sign] бренд [warning sign] A"),
        ("货 и \ue000", "[U+8D27] и [U+E000]"),
    ],
)
def test_what_the_font_lacks_is_printed_as_its_like_or_by_its_name(written: str, printed: str) -> None:
    assert squeezed(printed) in said(render(ours(), sheet(descr=written)).pdf)


def test_a_document_in_english_has_english_units() -> None:
    assert squeezed("5 kg, 2 m2") in said(render(ours(), sheet("en", descr="5 ㎏, 2 ㎡")).pdf)


@given(st.characters())
def test_something_is_printed_for_every_sign(char: str) -> None:
    assert named(char) and (like(char, "ru") or 0x1F3FB <= ord(char) < 0x1F400)


def test_kinds_of_pieces_are_looked_at_too() -> None:
    assert without(sheet(dims=("⌀89×10",)), {"⌀": "Ø"}).dims == ("Ø89×10",)  # type: ignore[union-attr]

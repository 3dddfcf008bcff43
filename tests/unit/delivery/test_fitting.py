"""What is too long for a message is cut, and is still Telegram's HTML."""

from __future__ import annotations

import pytest

from relay_bot.delivery.fitting import fitted
from relay_bot.domain.signs import TEXT_MAX, fitted_plain, units
from relay_bot.sandbox.entities import parse_html


def read(html: str) -> str:
    return parse_html(html, lambda _: None)[0]


@pytest.mark.parametrize(
    "html",
    [
        "ы" * 5000,
        "&lt;b&gt;" * 2000,
        "<b>" + "<i>ы</i> " * 3000 + "</b>",
        '<a href="https://example.org/?a=1&amp;b=2">' + "👨‍👩‍👧" * 2000 + "</a>",
        "<blockquote>" + "&#34;&amp;&#39;" * 2000,
    ],
    ids=["letters", "entities", "tags", "emoji in a link", "an open tag"],
)
def test_a_cut_text_fits_ends_with_an_ellipsis_and_parses(html: str) -> None:
    cut = read(fitted(html))
    assert units(cut) <= TEXT_MAX and units(cut) > TEXT_MAX - 10
    assert cut.endswith("…")


@pytest.mark.parametrize("html", ["", "ы" * 4096, "<b>&lt;</b>" * 4096, "👍" * 2048], ids=lambda html: html[:12])
def test_what_fits_is_left_as_it_is(html: str) -> None:
    assert fitted(html) == html


def test_a_text_without_markup_is_cut_between_characters() -> None:
    assert fitted_plain("👍" * 3000) == "👍" * 2047 + "…"
    assert fitted_plain("<b>", 4096) == "<b>"

"""Signs that nobody sees are the same for everybody who leaves them out; lengths are Telegram's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.inside import is_inside
from relay_bot.domain.parsing import text as parsing
from relay_bot.domain.roster import compare
from relay_bot.domain.signs import fitted_plain, is_unseen, one_line_name, shortened, units, without_unseen

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a"
    "\u202e\u2060\u2066\u2069\u3164\ufe0f\ufeff\U000e0041"
)


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_unseen_sign_is_unseen_by_notes_by_forms_and_by_lists_of_clients(sign: str) -> None:
    assert is_inside(f"{sign}/{sign}/ тайна")
    assert parsing.clean(f"8{sign}00 кг") == "800 кг"
    file = f"{sign}phone;na{sign}me\n+7900{sign}1234567;Ив{sign}ан\n".encode()
    [record] = compare.read(file, (), {}).new
    assert (record.phone, record.name) == ("+79001234567", "Иван")


def test_what_is_seen_stays() -> None:
    text = "Ёлки й\u0306 и «кавычки» — 5\u00a0кг\n🚚 №1 Ørsted"
    assert without_unseen(text) == text
    assert not is_unseen(" ") and not is_unseen("\n")


@given(st.text(max_size=80), st.integers(2, 40))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most and units(fitted_plain(text, most)) <= most
    assert shortened(text, most) == text or shortened(text, most).endswith("…")
    assert fitted_plain(text, most) == text or fitted_plain(text, most).endswith("…")


def test_a_cut_never_halves_an_emoji_and_leaves_no_separator() -> None:
    assert fitted_plain("🚚🚚🚚", 4) == "🚚…"
    assert units("🚚") == 2 and units("ы") == 1
    assert shortened("Ромашка · Казань", 10) == "Ромашка…"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Иван\n\tПетров", "Иван Петров"),
        ("\u202eشركة\u2066", "شركة"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤️", "❤️"),
        ("   ", ""),
        ("\u200b\ufeff", ""),
        ("\u3164", ""),
        ("\u2800 \u2800", ""),
    ],
)
def test_a_name_stands_on_one_line_and_turns_no_words_around(name: str, shown: str) -> None:
    assert one_line_name(name) == shown

"""What a client puts right within a form is what was read wrongly; what only goes on is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Talk
from relay_bot.domain.forms.missed import Missed, missed_in
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.parsing.values import Condition, Description, Rules, Weight

TALK = Talk(WAYBILL, Rules())
WHOLE = "Станок, 360 кг, 120х80х150, из Казань, ул. Баумана 1 в Москва, Ленина 5, безнал, хрупкое"


def heard(*texts: str) -> Draft:
    draft = engine.begin(TALK).draft
    for text in texts:
        draft = engine.said(TALK, draft, text).draft
    return draft


def missed(before: Draft, after: Draft) -> list[Missed]:
    return list(missed_in(WAYBILL, before, after))


def test_a_corrected_value_is_kept_with_the_words_that_it_came_from() -> None:
    before = heard(WHOLE)
    after = engine.said(TALK, before, "вес 700 кг").draft
    assert missed(before, after) == [Missed("weight", WHOLE, Weight(Decimal(360)), Weight(Decimal(700)))]


def test_a_removed_value_was_read_wrongly() -> None:
    before = heard(WHOLE)
    after = engine.tap(TALK, before, "clear", "care").draft
    assert missed(before, after) == [Missed("care", WHOLE, Condition("хрупкое"), None)]


def test_the_answer_of_the_edit_menu_corrects() -> None:
    before = engine.tap(TALK, heard(WHOLE), "field", "descr").draft
    after = engine.said(TALK, before, "насос").draft
    assert missed(before, after) == [Missed("descr", WHOLE, Description("Станок"), Description("Насос"))]


@pytest.mark.parametrize("words", ["3 места", "не кантовать", "погрузка завтра с 9 до 12", "спасибо", "вес 360 кг"])
def test_what_goes_on_corrects_nothing(words: str) -> None:
    before = heard(WHOLE)
    assert missed(before, engine.said(TALK, before, words).draft) == []


def test_a_button_that_was_pressed_was_not_read_wrongly() -> None:
    before = engine.tap(TALK, heard("станок", "360 кг"), "unknown", "").draft
    after = engine.said(TALK, before, "габариты 120х80х150").draft
    assert missed(before, after) == []

"""Voices and photos in a form: what is taken, what is asked about, what is left alone. Pure."""

from __future__ import annotations

from decimal import Decimal

from relay_bot.domain.forms import engine
from relay_bot.domain.forms.claim import CLAIM
from relay_bot.domain.forms.form import Labels, Step, Talk
from relay_bot.domain.forms.recognised import read_from_photo, spoken
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.parsing.values import Rules, Weight
from tests.unit.domain.forms.said import keys, verbs

TALK = Talk(WAYBILL, Rules())
LABEL = "Вес брутто: 800 кг\nГабариты: 120 x 80 x 150 см\nОплата: при получении, наличными"


def read(text: str, *codes: str, talk: Talk = TALK) -> Step:
    step = read_from_photo(talk, engine.begin(talk).draft, codes, text)
    assert step is not None
    return step


def test_a_voice_that_was_heard_well_goes_on_as_typed_words_do() -> None:
    draft = engine.begin(TALK).draft
    assert spoken(TALK, draft, "станок, 800 кг", sure=True) == engine.said(TALK, draft, "станок, 800 кг")


def test_nothing_is_taken_from_a_doubtful_voice_before_the_client_says_so() -> None:
    draft = engine.begin(TALK).draft
    step = spoken(TALK, draft, "станок, 800 кг", sure=False)
    assert (
        step.draft.values == draft.values and keys(step) == ["voice-unsure"] and verbs(step) == ["answer:1", "cancel"]
    )
    for agreed in (engine.tap(TALK, step.draft, "answer", "1"), engine.said(TALK, step.draft, "да")):
        assert agreed.draft.value("weight") == Weight(Decimal(800)) and agreed.draft.held == ()


def test_a_doubtful_voice_is_forgotten_when_the_client_says_it_anew() -> None:
    step = spoken(TALK, engine.begin(TALK).draft, "станок, 800 кг", sure=False)
    assert engine.said(TALK, step.draft, "700 кг").draft.value("weight") == Weight(Decimal(700))


def test_of_a_photo_weight_and_sizes_are_taken_and_payment_is_asked_about() -> None:
    step = read(LABEL)
    assert {name for name, one in step.draft.values.items() if one.by == "photo"} == {"weight", "dims"}
    assert step.draft.value("pay") is None and step.draft.undecided[0].name == "pay"
    assert keys(step)[0] == "ocr-found" and keys(step)[-1] == "ocr-confirm"
    assert step.says[0].lines[0].values["fields"] == Labels(("btn-edit_weight", "btn-edit_dims"))
    assert engine.said(TALK, step.draft, "да").draft.value("pay") is not None


def test_a_photo_changes_nothing_that_is_known() -> None:
    typed = engine.said(TALK, engine.begin(TALK).draft, "станок, 700 кг").draft
    step = read_from_photo(TALK, typed, (), LABEL)
    assert step is not None and step.draft.value("weight") == Weight(Decimal(700))


def test_a_photo_that_says_nothing_for_the_form_is_nothing() -> None:
    assert read_from_photo(TALK, engine.begin(TALK).draft, ("4607001234567",), "") is None


def test_the_amount_of_a_claim_is_never_taken_from_a_photo_without_a_word_and_its_story_not_at_all() -> None:
    talk = Talk(CLAIM, Rules())
    step = read("По накладной разбито 5 коробок плитки, сумма ущерба 18 450 рублей", talk=talk)
    assert step.draft.value("amount") is None and step.draft.value("story") is None
    assert [one.name for one in step.draft.undecided] == ["amount"]


def test_a_code_counts_more_than_what_is_printed() -> None:
    talk = Talk(CLAIM, Rules())
    step = read("Накладная № 2611-00001", "2611-00042", talk=talk)
    assert step.draft.value("waybill").text == "2611-00042"

"""The claim's form: what a message about a claim says, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms import engine, going_on
from relay_bot.domain.forms.claim import CLAIM, Earlier, Offers, story_of
from relay_bot.domain.forms.draft import Filled
from relay_bot.domain.forms.form import Memory, Talk
from relay_bot.domain.forms.heard import Attached, Heard
from relay_bot.domain.parsing.complaint import read_complaint
from relay_bot.domain.parsing.values import Accept, Amount, Email, FieldName, Rules, WaybillNumber
from relay_bot.texts import Texts
from relay_bot.views import form as wording
from tests.unit.domain.forms.said import keys, verbs

EARLIER = (Earlier("2611-00042", "Москва", "22.11.2026"), Earlier("2611-00007", "Пермь", "20.11.2026"))
TALK = Talk(CLAIM, Rules(), offers=Offers(EARLIER), max_files=3)
ABOUT: dict[FieldName, Filled] = {"waybill": Filled(WaybillNumber("2611-00042"), by="picked")}
STORY = "Разбили две коробки с плиткой, требую 15 000 руб, ответ на ivan@mail.ru"


def photo(number: int) -> Attached:
    return Attached("photo", f"file-{number}", f"key-{number}")


def test_a_button_of_a_waybill_keeps_number_and_date_whatever_the_town_is_called() -> None:
    long = Offers((Earlier("2611-00042", "Петропавловск-Камчатский", "22.11"), Earlier("2611-00007", "Пермь", "20.11")))
    asked = engine.begin(replace(TALK, offers=long))
    labels = [one.label for row in wording.buttons(Texts.load().lang("ru"), 1, asked.says[0]) for one in row]
    assert labels[:2] == ["№ 2611-00042 · Петропавловск-К… · 22.11", "№ 2611-00007 · Пермь · 20.11"]


@pytest.mark.parametrize(
    ("text", "asked", "waybill", "amount", "email"),
    [
        (STORY, "story", None, 15000, "ivan@mail.ru"),
        ("по накладной 2611-00042 потеряли одно место, ущерб 20 тыс", "waybill", "2611-00042", 20000, None),
        ("2 boxes broken, I claim 15000 rub, reply to ivan@mail.ru", "story", None, 15000, "ivan@mail.ru"),
        ("Груз пришёл 3 коробки вместо 5, хочу компенсацию", "story", None, None, None),
        ("15к", "amount", None, 15000, None),
        ("сумма 20000", None, None, 20000, None),
        ("накладная 2611-00007", None, "2611-00007", None, None),
        ("почта buh@romashka.ru", None, None, None, "buh@romashka.ru"),
    ],
)
def test_a_message_gives_all_that_it_says(
    text: str, asked: FieldName | None, waybill: str | None, amount: int | None, email: str | None
) -> None:
    fields = read_complaint(text, Rules(), asked, frozenset()).fields
    got = {name: one.value for name, one in fields.items() if isinstance(one, Accept)}
    assert got.get("waybill") == (WaybillNumber(waybill) if waybill else None)
    assert got.get("amount") == (Amount(Decimal(amount)) if amount else None)
    assert got.get("email") == (Email(email, email) if email else None)


def test_the_story_is_told_in_the_clients_words_without_the_address() -> None:
    step = engine.said(TALK, engine.begin(TALK, ABOUT).draft, STORY)
    assert keys(step) == ["cl-summary", "cl-no_files_yet"]
    assert story_of(step.draft) == "Разбили две коробки с плиткой, требую 15 000 руб, ответ на"


def test_a_short_number_is_one_of_the_clients_own() -> None:
    step = engine.said(TALK, engine.begin(TALK).draft, "42")
    assert step.draft.value("waybill") == WaybillNumber("2611-00042")
    assert "cl-wb_unknown" not in keys(step)


def test_an_unknown_number_is_taken_as_it_is_and_said_so_unless_the_company_refuses_it() -> None:
    step = engine.said(TALK, engine.begin(TALK).draft, "CDEK 1234567890")
    assert step.draft.value("waybill") == WaybillNumber("CDEK 1234567890")
    assert keys(step) == ["cl-wb_unknown", "cl-ask_story"]
    strict = replace(TALK, offers=Offers(EARLIER, any_waybill=False))
    assert keys(engine.said(strict, engine.begin(strict).draft, "CDEK 1234567890")) == ["err-wb_none"]


def test_the_last_waybills_are_offered_by_buttons() -> None:
    assert verbs(engine.begin(TALK))[:2] == ["claimed:2611-00042", "claimed:2611-00007"]
    assert CLAIM.picked(TALK, "claimed", "2611-99999") is None


def test_files_come_at_any_step_once_each_and_no_more_than_allowed() -> None:
    draft = engine.begin(TALK, ABOUT).draft
    for number in (1, 2, 2, 3, 4):
        step = going_on.attach(TALK, draft, photo(number))
        draft = step.draft
    assert [one.key for one in draft.files] == ["key-1", "key-2", "key-3"]
    assert keys(step) == ["form-files_enough"]
    done = engine.said(TALK, draft, STORY)
    assert keys(done) == ["cl-summary"]
    late = going_on.attach(replace(TALK, max_files=9), done.draft, photo(9))
    assert [say.place for say in late.says] == ["edit"] and len(late.draft.files) == 4


def test_an_open_claim_about_the_same_waybill_is_offered_once() -> None:
    talk = replace(TALK, offers=Offers(EARLIER, {"2611-00042": ("П-2611-0001", "новая")}))
    step = engine.begin(talk, ABOUT)
    assert keys(step) == ["cl-duplicate"] and verbs(step) == ["append", "right", "cancel"]
    assert engine.tap(talk, step.draft, "append", "").act == "append"
    assert keys(engine.tap(talk, step.draft, "right", "")) == ["cl-ask_story"]


def test_a_remembered_address_is_not_asked_for() -> None:
    email = Filled(Email("ivan@mail.ru", "ivan@mail.ru"), by="memory")
    talk = replace(TALK, memory=Memory({"email": email}), offers=Offers(EARLIER, email="ivan@mail.ru"))
    step = engine.said(talk, engine.begin(talk, ABOUT).draft, "Разбили две коробки, требую 15000 руб")
    assert keys(step)[0] == "cl-summary"


def test_a_question_is_held() -> None:
    assert keys(engine.said(TALK, engine.begin(TALK).draft, "а где найти номер?")) == ["cl-question_detected"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=80), st.sampled_from([STORY, "42", "15к", "ivan@gmial.com", "не знаю"]))))
def test_no_conversation_breaks_the_form(texts: list[str]) -> None:
    step = engine.begin(TALK)
    for text in texts:
        before = step.draft
        step = engine.said(TALK, before, text)
        assert set(before.values) <= set(step.draft.values) and step.says
        assert drafting.from_json(CLAIM.types, drafting.to_json(step.draft)) == step.draft


def test_a_refused_address_is_no_part_of_the_story_and_what_is_told_beside_it_is() -> None:
    asked = engine.said(TALK, engine.begin(TALK, ABOUT).draft, "Разбили две коробки, 15 000 руб")
    refused = engine.said(TALK, asked.draft, "ivan@mail.ru, petr.petrov@yandex.ru")
    assert "err-email_many" in keys(refused) and story_of(refused.draft) == "Разбили две коробки, 15 000 руб"
    refused = engine.said(TALK, asked.draft, "ivan@mail.ru, petr@mail.ru, водитель отказался подписать акт")
    assert "err-email_many" in keys(refused)
    assert story_of(refused.draft).endswith("руб\nводитель отказался подписать акт")


def test_the_other_photos_of_an_album_do_not_answer_what_its_caption_is_asked_about() -> None:
    asked = engine.said(TALK, engine.begin(TALK, ABOUT).draft, "Разбили две коробки, 15 000 руб")
    captioned = engine.hear(TALK, asked.draft, Heard("вот ещё фото", files=(photo(1),), album="a", below=True))
    assert captioned.holds and not captioned.passes
    other = engine.hear(TALK, captioned.draft, Heard(files=(photo(2),), album="a"))
    assert other.holds and len(other.draft.files) == 2
    alone = engine.hear(TALK, captioned.draft, Heard(files=(photo(2),), album="b"))
    assert not alone.holds


@pytest.mark.parametrize(("text", "taken"), [("Разбили две коробки с плиткой", "описание"), ("45 000 рублей", "сумма")])
def test_what_was_told_before_its_turn_is_acknowledged_and_not_only_asked_past(text: str, taken: str) -> None:
    step = engine.said(TALK, engine.begin(TALK).draft, text)
    assert keys(step) == ["form-progress", "cl-ask_wb"]
    told = wording.html(Texts.load().lang("ru"), step.says[0].lines)
    assert taken in told.lower().split("осталось", 1)[0]

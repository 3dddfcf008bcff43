"""What a waybill takes without asking: places on summary, card and sheet, corrections, what leaves the remark."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from relay_bot.config import Config
from relay_bot.domain.client import Client
from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Step, Talk
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.parsing.values import Amount, Condition, Firm, Rules, Volume, Weight, Window
from relay_bot.domain.waybill import Waybill
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.texts import Texts
from relay_bot.views import form as wording
from relay_bot.views import waybill as papers

TALK = Talk(WAYBILL, Rules())
RU = Texts.load().lang("ru")
WHOLE = (
    "Станок, 3 места по 120 кг, 120х80х150, 5 м3, из Казань, ул. Баумана 1, Пётр +79000000001 доб. 114, "
    "загрузка 25.11 с 9 до 18, в Москва, Ленина 5, безнал, объявленная стоимость 150 000 руб, хрупкое, гидроборт, "
    "t +2..+6, UN 1263, позвоните за час\nполучатель ООО «Вектор», ИНН 7701234567"
)
SAID = {
    "declared": Amount(Decimal(150000)),
    "frm_when": Window("frm", "25.11 с 9 до 18"),
    "to_firm": Firm("to", "ООО «Вектор»", "7701234567"),
    "volume": Volume(Decimal(5)),
    "temperature": Condition("+2..+6"),
    "care": Condition("хрупкое"),
    "hazard": Condition("UN 1263"),
    "loading": Condition("гидроборт"),
}


def after(*texts: str) -> Step:
    step = engine.begin(TALK)
    for text in texts:
        step = engine.said(TALK, step.draft, text)
    return step


def whole() -> Draft:
    return after(WHOLE).draft


def words(step: Step) -> str:
    return "\n".join(wording.html(RU, say.lines) for say in step.says)


def verbs(step: Step) -> list[str]:
    """Buttons below a summary carry its stamp: left out."""
    buttons = [one for say in step.says for row in say.buttons for one in row]
    return [f"{one.verb}:{one.arg if one.arg != step.draft.stamp else ''}".rstrip(":") for one in buttons]


def issued(draft: Draft) -> Waybill:
    return Waybill(1, "2611-00042", "261100042", 1, datetime(2026, 11, 22, tzinfo=UTC), draft.values, draft.comment)


def test_each_detail_has_its_place_and_only_the_rest_is_a_remark() -> None:
    draft = whole()
    assert {name: draft.value(name) for name in SAID} == SAID
    assert draft.value("frm").ext == "114"
    assert draft.comment == "позвоните за час"


def test_the_summary_says_them_and_what_the_weight_was_made_of() -> None:
    text = words(after(WHOLE))
    for part in (
        "⚖️ 360 кг, мест: 3 (3 × 120 кг = 360 кг)",
        "+7 900 000-00-01 доб. 114",
        "Объявленная стоимость: 150 000 ₽",
        "Погрузка: 25.11 с 9 до 18",
        "Получатель: ООО «Вектор», ИНН 7701234567",
        "Объём: 5 м³",
        "Температура: +2..+6",
        "хрупкое",
        "UN 1263",
        "гидроборт",
        "💬 позвоните за час",
    ):
        assert part in text, part


def test_the_summary_of_a_plain_waybill_has_no_line_too_many() -> None:
    text = words(after("Станок, 360 кг, 120х80х150, из Казань, ул. Баумана 1 в Москва, Ленина 5, безнал"))
    assert "💳 Безналичный расчёт по счёту\n\nИсправить" in text and "=" not in text


def test_nothing_of_it_is_ever_asked_for() -> None:
    step = after("Станок, 360 кг, 120х80х150, из Казань, ул. Баумана 1 в Москва, Ленина 5, безнал")
    assert verbs(step) == ["create", "edit", "cancel"]


def test_a_detail_is_kept_while_another_question_stands() -> None:
    step = after("станок", "хрупкое")
    assert step.draft.value("care") == Condition("хрупкое") and step.draft.asked == "weight"


def test_it_goes_to_json_and_back() -> None:
    draft = whole()
    assert drafting.from_json(WAYBILL.types, json.loads(json.dumps(drafting.to_json(draft)))) == draft


@pytest.mark.parametrize(
    ("phrase", "name", "right"),
    [
        ("объявленная стоимость 200 000", "declared", Amount(Decimal(200000))),
        ("погрузка завтра с 10 до 12", "frm_when", Window("frm", "завтра с 10 до 12")),
        ("выгрузка 27.11 до 17:00", "to_when", Window("to", "27.11 до 17:00")),
        ("отправитель ООО «Ромашка»", "frm_firm", Firm("frm", "ООО «Ромашка»")),
        ("температура +4", "temperature", Condition("+4")),
        ("не кантовать", "care", Condition("хрупкое; не кантовать")),
    ],
)
def test_a_phrase_on_the_summary_corrects_it(phrase: str, name: str, right: object) -> None:
    before = whole()
    step = engine.said(TALK, before, phrase)
    assert step.draft.value(name) == right
    assert {one: step.draft.value(one) for one in before.values if one != name} == {
        one: before.value(one) for one in before.values if one != name
    }


@pytest.mark.parametrize(
    ("name", "answer", "right"),
    [
        ("declared", "95 тыс", Amount(Decimal(95000))),
        ("declared", "5 000", Amount(Decimal(5000))),
        ("frm_when", "завтра с 9 до 12", Window("frm", "завтра с 9 до 12")),
        ("to_when", "в будни", Window("to", "в будни")),
        ("to_firm", "ООО Ромашка, 1650000000", Firm("to", "ООО Ромашка", "1650000000")),
        ("volume", "2,5", Volume(Decimal("2.5"))),
        ("care", "не бросать", Condition("не бросать")),
        ("temperature", "+4", Condition("+4")),
    ],
)
def test_the_edit_menu_asks_for_it(name: str, answer: str, right: object) -> None:
    asked = engine.tap(TALK, whole(), "field", name)
    assert engine.said(TALK, asked.draft, answer).draft.value(name) == right


def test_the_answer_to_a_detail_may_be_about_something_else() -> None:
    asked = engine.tap(TALK, whole(), "field", "temperature")
    draft = engine.said(TALK, asked.draft, "вес 700 кг").draft
    assert draft.value("weight") == Weight(Decimal(700), 3) and draft.value("temperature") == Condition("+2..+6")


def test_the_edit_menu_offers_what_was_said_and_value_and_times_always() -> None:
    plain = after("Станок, 360 кг, 120х80х150, из Казань, ул. Баумана 1 в Москва, Ленина 5, безнал").draft
    offered = verbs(engine.tap(TALK, plain, "edit", ""))
    assert {"field:declared", "field:frm_when", "field:to_when"} <= set(offered)
    assert "field:care" not in offered
    assert "field:care" in verbs(engine.tap(TALK, whole(), "edit", ""))


def test_one_tap_removes_a_detail() -> None:
    asked = engine.tap(TALK, whole(), "field", "care")
    assert "clear:care" in verbs(asked)
    step = engine.tap(TALK, asked.draft, "clear", "care")
    assert step.draft.value("care") is None and "хрупкое" not in words(step)
    assert engine.tap(TALK, step.draft, "clear", "care").act == "stale"
    assert engine.tap(TALK, step.draft, "clear", "weight").act == "stale"


def test_one_tap_drops_the_remark() -> None:
    step = after(WHOLE)
    assert "no_remark" in verbs(step)
    dropped = engine.tap(TALK, step.draft, "no_remark", "")
    assert dropped.draft.comment == "" and "позвоните" not in words(dropped) and "no_remark" not in verbs(dropped)
    assert [say.place for say in dropped.says] == ["edit"]
    assert engine.tap(TALK, dropped.draft, "no_remark", "").act == "stale"


def test_a_repeated_waybill_keeps_conditions_but_no_times() -> None:
    draft = engine.repeat(TALK, whole().values, "2611-00042").draft
    assert draft.value("care") == Condition("хрупкое") and draft.value("frm_when") is None


def test_the_load_that_is_picked_is_read_for_all_fields() -> None:
    step = after(
        "1. Пермь - Москва, 20т тент, плитка\n2. Уфа - Казань, 18т реф +2, мороженое, хрупкое, безнал, позвоните за час"
    )
    assert verbs(step)[:2] == ["pick:descr.0", "pick:descr.1"]
    picked = engine.tap(TALK, step.draft, "pick", "descr.1")
    draft = picked.draft
    assert RU.plain("form-other_part") in words(picked)
    assert "ороженое" in draft.value("descr").text and draft.value("weight").kg == 18000
    assert draft.value("care") == Condition("хрупкое") and draft.value("pay") is not None
    assert "позвоните за час" in draft.comment and not draft.undecided


def test_the_managers_card_has_a_line_for_each() -> None:
    card = papers.manager_card(RU, issued(whole()))
    for part in ("150 000 ₽", "25.11 с 9 до 18", "ООО «Вектор», ИНН 7701234567", "+2..+6", "доб. 114"):
        assert part in card.split("Клиент написал")[0], part


def test_the_sheet_has_a_box_for_each() -> None:
    client = Client(1, 1, None, "Иван", "", "", "", None, None, None, None, None, None, None)
    made = papers.sheet(RU, Config(), client, "", None, issued(whole()), "desk_bot")
    told = WaybillSheet.from_dict(json.loads(json.dumps(made)))
    assert (told.declared_value, told.from_when, told.to_company) == (
        "150 000 ₽",
        "25.11 с 9 до 18",
        "ООО «Вектор», ИНН 7701234567",
    )
    assert (told.temperature, told.care, told.hazard, told.loading) == ("+2..+6", "хрупкое", "UN 1263", "гидроборт")
    assert told.volume == "5" and told.from_contact == "Пётр, +7 900 000-00-01 доб. 114"
    assert told.comment == "позвоните за час"


def test_a_snapshot_of_before_still_prints() -> None:
    old = {"lang": "ru", "number": "2611-00001", "issued_at": "22.11.2026", "customer_name": "Иван"}
    told = WaybillSheet.from_dict(old)
    assert told.care == "" and told.from_when == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("дверь не хрупкая, 85 кг", "care"),
        ("хрупкого нет", "care"),
        ("из Твери, Можайского 61к1, звонить после 18", "frm_when"),
        ("куда: Кохма, Октябрьская 38, не срочно", "to_when"),
        ("на Калугу, Московская 289. Платит третья сторона — ООО «Автосервис», ИНН 4000000012", "to_firm"),
        ("нужна машина 82 куба, 3 паллеты 120х80х100", "volume"),
    ],
)
def test_what_only_looks_like_a_detail_is_none(text: str, name: str) -> None:
    assert after(text).draft.value(name) is None


def test_english_words_have_the_same_places() -> None:
    draft = after("3 boxes 60x40x40, 90 kg, declared value 50 000 rub, fragile, keep at +4, needs side loading").draft
    assert draft.value("declared") == Amount(Decimal(50000)) and draft.value("care") == Condition("fragile")
    assert "+4" in draft.value("temperature").text and "side loading" in draft.value("loading").text

"""The form engine with the waybill's form: what it asks, keeps, corrects and refuses. Pure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Draft, Filled
from relay_bot.domain.forms.form import Button, Labels, Memory, Step, Talk
from relay_bot.domain.forms.heard import Attached, Heard
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.forms.waybill_offers import PAYMENTS, Offers, memory_of, offers_of
from relay_bot.domain.parsing.values import Address, Dims, Payment, Pieces, Rules, Weight
from tests.unit.domain.forms.said import (
    keys,
    verbs,
)

TALK = Talk(WAYBILL, Rules())
KAZAN = Address("Казань, ул. Баумана, 1", "Казань")
MOSCOW = Address("Москва, Тверская, 5", "Москва")
CARGO = "станок токарный, 800 кг, 120х80х150"
WHOLE = f"{CARGO}, из Казань, ул. Баумана, 1 в Москва, Тверская, 5, безнал"

SHOWN = ["wb-summary", "wb-summary_hint"]


def after(*texts: str, talk: Talk = TALK) -> Step:
    """A fresh form that has heard these messages."""
    step = engine.begin(talk)
    for text in texts:
        step = engine.said(talk, step.draft, text)
    return step


def complete() -> Draft:
    return after(WHOLE).draft


def test_a_fresh_form_asks_for_the_cargo_as_a_whole() -> None:
    step = engine.begin(TALK)
    assert keys(step) == ["wb-ask_cargo"] and verbs(step) == ["cancel"]


def test_a_part_of_the_cargo_is_kept_and_only_the_rest_is_asked_for() -> None:
    step = after("станок токарный")
    assert keys(step) == ["form-progress", "wb-ask_weight"]
    (progress, _) = step.says[0].lines
    assert progress.values["done"] == Labels(("btn-edit_descr",))
    assert "btn-edit_weight" in progress.values["left"].keys


def test_one_message_with_everything_leads_to_the_summary() -> None:
    step = after(WHOLE)
    assert keys(step) == SHOWN and step.says[0].place == "summary"
    assert [verb.partition(":")[0] for verb in verbs(step)] == ["create", "edit", "cancel"]


def test_only_the_newest_summarys_buttons_act_and_an_older_one_shows_the_newest() -> None:
    first = complete()
    changed = engine.said(TALK, first, "вес 700 кг").draft
    again = engine.tap(TALK, changed, "back", "").draft
    asked = engine.tap(TALK, again, "field", "to").draft
    moved = engine.said(TALK, asked, "Самара, Мира, 3").draft
    assert moved.summaries > first.summaries
    for older in (first, changed, again):
        if older.stamp != moved.stamp:
            for verb in ("create", "edit", "cancel"):
                step = engine.tap(TALK, moved, verb, older.stamp)
                assert step.act is None and keys(step) == SHOWN
    assert engine.tap(TALK, moved, "create", "").act is None, "a button of a former release"
    assert engine.tap(TALK, moved, "create", moved.stamp).act == "create"
    assert engine.tap(TALK, moved, "cancel", moved.stamp).act == "cancel"
    restored = drafting.from_json(WAYBILL.types, drafting.to_json(moved))
    assert restored.stamp == moved.stamp


def test_a_correction_without_effect_is_told_and_the_summary_stays() -> None:
    done = after(WHOLE)
    again = engine.said(TALK, done.draft, "вес 800 кг")
    assert keys(again) == ["form-unchanged"] and again.says[0].place == "message" and again.draft.summaries == 1
    asked = engine.tap(TALK, engine.tap(TALK, done.draft, "edit", done.draft.stamp).draft, "field", "weight")
    back = engine.said(TALK, asked.draft, "800 кг")
    assert keys(back) == ["form-unchanged", *SHOWN] and back.says[0].place == "summary"


def test_a_correction_edits_the_summary_and_says_what_has_changed() -> None:
    before = complete()
    step = engine.said(TALK, before, "вес 700 кг")
    assert [say.place for say in step.says] == ["edit", "message"]
    assert step.draft.value("weight") == Weight(Decimal(700))
    others = {name: one for name, one in before.values.items() if name != "weight"}
    assert {name: one for name, one in step.draft.values.items() if name != "weight"} == others
    assert step.says[1].lines[0].key == "form-edited"


def test_a_new_weight_keeps_the_number_of_pieces() -> None:
    draft = engine.said(TALK, complete(), "вес 700 кг, 2 места").draft
    assert draft.value("weight") == Weight(Decimal(700), 2)
    assert engine.said(TALK, draft, "вес 650 кг").draft.value("weight") == Weight(Decimal(650), 2)


def test_a_count_that_stands_alone_is_kept_with_the_weight_and_counts_anew_what_was_counted() -> None:
    draft = engine.said(TALK, complete(), "3 места").draft
    assert draft.value("weight").places == 3 and draft.value("dims").places == 1
    counted = engine.said(TALK, draft, "габариты 2 места 60х40х40").draft
    assert engine.said(TALK, counted, "4 места").draft.value("dims").places == 4


def test_chatter_on_the_summary_is_no_new_description() -> None:
    for words in ("спасибо", "жду ответа", "позвоните за час"):
        step = engine.said(TALK, complete(), words)
        assert step.draft.value("descr") == complete().value("descr"), words
        assert keys(step) == ["wb-question_detected"], words


def test_words_that_the_client_calls_an_answer_become_the_comment() -> None:
    held = engine.said(TALK, complete(), "позвоните за час").draft
    step = engine.tap(TALK, held, "answer", "1")
    assert "позвоните за час" in step.draft.comment and "form-comment" in keys(step)


def test_a_question_is_held_and_the_step_stays() -> None:
    step = after(CARGO, "сколько будет стоить?")
    assert keys(step) == ["wb-question_detected"] and verbs(step) == ["forward:1", "answer:1"]
    assert step.draft.asked == "frm" and step.holds
    assert keys(engine.show_again(TALK, step.draft)) == ["wb-ask_from"]


def test_while_the_manager_talks_what_is_not_plainly_for_the_form_is_held() -> None:
    draft = after("станок токарный").draft
    assert keys(engine.said(TALK, draft, "хорошо, спасибо", talking=True)) == ["wb-question_detected"]
    assert engine.said(TALK, draft, "800 кг", talking=True).draft.value("weight") == Weight(Decimal(800))


def test_a_refusal_keeps_everything_else() -> None:
    step = after("станок токарный, 50 тонн, 120х80х150")
    assert keys(step)[-1] == "err-weight_max"
    assert set(step.draft.values) == {"descr", "dims"} and step.draft.asked == "weight"
    assert "manager" in verbs(step)


def test_the_second_refusal_in_a_row_offers_the_manager() -> None:
    first = after("станок токарный", "тяжёлый")
    assert keys(first) == ["err-weight_none"] and "manager" not in verbs(first)
    second = engine.said(TALK, first.draft, "очень тяжёлый")
    assert "manager" in verbs(second)
    assert engine.said(TALK, second.draft, "800 кг").draft.refusals == 0


def test_two_readings_wait_for_one_tap() -> None:
    step = after("станок токарный, 1х2х2")
    assert keys(step) == ["ask-dims_unit_q"] and verbs(step) == ["pick:dims.0", "pick:dims.1", "cancel"]
    taken = engine.tap(TALK, step.draft, "pick", "dims.0").draft
    assert taken.value("dims") == Dims((Pieces(1, Decimal(100), Decimal(200), Decimal(200)),))
    assert engine.tap(TALK, taken, "pick", "dims.0").act == "stale"


def test_a_reading_that_no_truck_takes_is_refused_when_it_is_picked() -> None:
    step = engine.tap(TALK, after("станок токарный, 2х3х4").draft, "pick", "dims.0")
    assert keys(step)[-1] == "err-dims_max" and step.draft.asked == "dims"


def test_a_missing_height_completes_what_was_given_before() -> None:
    step = after("станок токарный, 800 кг", "120х80")
    assert keys(step)[-1] == "err-dims_two"
    done = engine.said(TALK, step.draft, "150").draft
    assert done.value("dims") == Dims((Pieces(1, Decimal(120), Decimal(80), Decimal(150)),))


def test_the_same_as_last_time_is_the_remembered_address() -> None:
    talk = replace(TALK, memory=replace(memory_of([complete().values]), filled={}))
    step = after(CARGO, "как в прошлый раз", talk=talk)
    assert step.draft.value("frm") == complete().value("frm")
    assert keys(after(CARGO, "как в прошлый раз"))[-1] == "err-addr_nolast"


def test_the_unit_alone_answers_the_question_about_it() -> None:
    step = after("станок токарный", "1,5")
    assert keys(step) == ["ask-weight_unit_q"]
    assert engine.said(TALK, step.draft, "тонны").draft.value("weight") == Weight(Decimal(1500))


def test_an_unlikely_density_is_asked_about_and_confirmed_once() -> None:
    step = after(WHOLE.replace("800 кг", "5 т").replace("120х80х150", "12х2х2"))
    assert keys(step) == ["ask-density"] and verbs(step)[:3] == ["right", "field:weight", "field:dims"]
    assert engine.tap(TALK, step.draft, "create", "").act is None
    confirmed = engine.tap(TALK, step.draft, "right", "")
    assert keys(confirmed)[0] == "wb-summary"
    assert engine.tap(TALK, confirmed.draft, "create", confirmed.draft.stamp).act == "create"
    changed = engine.said(TALK, confirmed.draft, "вес 6 т")
    assert "ask-density" in keys(changed)


def test_memory_fills_from_and_payment_and_says_so() -> None:
    earlier = [complete().values]
    talk = replace(TALK, memory=memory_of(earlier), offers=offers_of(earlier, 3, tuple(PAYMENTS)))
    step = after("мебель офисная, 200 кг, 60х40х40", talk=talk)
    assert keys(step) == ["wb-from_remembered", "wb-ask_to"] and "addr:0" in verbs(step)
    done = engine.tap(talk, step.draft, "addr", "0")
    assert keys(done) == ["wb-summary", "wb-summary_memo", "wb-summary_hint"]


def test_the_last_addresses_are_offered_once_each_newest_first() -> None:
    values = complete().values
    towns = [replace(MOSCOW, text=f"Город {n}, ул. Мира, {n}") for n in (1, 2, 1, 3, 4)]
    offers = offers_of([{**values, "to": Filled(town)} for town in towns], 3, tuple(PAYMENTS))
    assert [one.text[:7] for one in offers.addresses] == ["Город 1", "Город 2", "Город 3"]


def test_the_last_payment_goes_first_and_only_what_the_company_offers_is_taken() -> None:
    talk = replace(TALK, offers=Offers(payment=PAYMENTS["card"], payments=("invoice", "card")))
    step = after(CARGO, "Казань, ул. Баумана, 1", "Москва, Тверская, 5", talk=talk)
    assert verbs(step) == ["pay:card", "pay:invoice", "cancel"]
    assert keys(engine.said(talk, step.draft, "наличными")) == ["err-pay_none"]
    assert WAYBILL.picked(talk, "pay", "cash") is None


def test_the_same_address_at_both_ends_is_refused_also_from_a_button() -> None:
    talk = replace(TALK, memory=Memory({"frm": Filled(KAZAN, by="memory")}), offers=Offers((KAZAN,)))
    step = after(CARGO, talk=talk)
    assert keys(engine.tap(talk, step.draft, "addr", "0")) == ["err-addr_same"]


def test_a_third_party_is_asked_for_by_name() -> None:
    step = after(WHOLE.replace("безнал", "оплатит третье лицо"))
    assert keys(step)[-1] == "wb-ask_third"
    assert keys(engine.said(TALK, step.draft, "ООО «Вектор», 7701234567")) == SHOWN


def test_change_by_buttons_goes_through_the_summary_and_back() -> None:
    menu = engine.tap(TALK, complete(), "edit", "")
    assert menu.says[0].place == "edit" and "field:weight" in verbs(menu) and "back" in verbs(menu)
    asked = engine.tap(TALK, menu.draft, "field", "weight")
    assert keys(asked) == ["wb-ask_weight"] and verbs(asked) == ["back"]
    assert keys(engine.tap(TALK, asked.draft, "back", "")) == SHOWN
    done = engine.said(TALK, asked.draft, "900 кг")
    assert keys(done) == ["form-edited", *SHOWN] and done.says[0].place == "summary"


def test_repeating_shows_the_summary_at_once() -> None:
    step = engine.repeat(TALK, complete().values, "2611-00042")
    assert keys(step) == ["form-repeat_intro", *SHOWN]
    assert engine.tap(TALK, step.draft, "create", step.draft.stamp).act == "create"


def test_unknown_buttons_are_stale() -> None:
    for verb, arg in (("nonsense", ""), ("forward", ""), ("field", "nothing"), ("pick", "weight.9"), ("right", "")):
        assert engine.tap(TALK, complete(), verb, arg).act == "stale", verb


def test_a_draft_goes_to_json_and_back_at_every_step() -> None:
    third = WHOLE.replace("безнал", "оплатит третье лицо")
    steps = [after(), after(CARGO), after("станок, 2х3х4"), after("станок токарный", "1,5"), after(third)]
    steps += [after(CARGO, "сколько стоит?"), after(WHOLE), engine.repeat(TALK, complete().values, "2611-00042")]
    for step in steps:
        assert drafting.from_json(WAYBILL.types, drafting.to_json(step.draft)) == step.draft


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from([CARGO, WHOLE, "2х3х4", "1,5", "вес 700 кг", "да?"]))))
def test_no_conversation_breaks_the_form_or_loses_what_was_taken(texts: list[str]) -> None:
    step = engine.begin(TALK)
    for text in texts:
        before = step.draft
        step = engine.said(TALK, before, text)
        assert set(before.values) <= set(step.draft.values)
        assert step.says and all(say.lines for say in step.says)
        for say in step.says:
            for row in say.buttons:
                for button in row:
                    assert isinstance(button, Button) and len(f"f:{10**17}:{button.verb}:{button.arg}") <= 64
        assert drafting.from_json(WAYBILL.types, drafting.to_json(step.draft)) == step.draft


def test_payments_mean_what_their_buttons_say() -> None:
    assert PAYMENTS["recipient"] == Payment("recipient", None) and PAYMENTS["invoice"].payer == "sender"


def test_two_questions_are_two_and_each_button_names_its_own() -> None:
    first = after(CARGO, "а сколько будет стоить?")
    second = engine.said(TALK, first.draft, "и когда заберёте?")
    assert [one.text for one in second.draft.held] == ["а сколько будет стоить?", "и когда заберёте?"]
    assert verbs(second) == ["forward:2", "answer:2"]
    kept = engine.tap(TALK, second.draft, "answer", "1")
    assert [one.text for one in kept.draft.held] == ["и когда заберёте?"]
    assert engine.tap(TALK, kept.draft, "forward", "1").act == "stale"


def test_yes_confirms_what_is_asked_and_what_is_shown() -> None:
    unlikely = after(WHOLE.replace("800 кг", "5 т").replace("120х80х150", "12х2х2"))
    assert keys(engine.said(TALK, unlikely.draft, "да, всё верно"))[0] == "wb-summary"
    assert engine.said(TALK, complete(), "оформляйте").act == "create"
    assert engine.said(TALK, complete(), "хорошо, спасибо").act is None
    assert engine.said(TALK, complete(), "да", talking=True).act is None
    assert engine.said(TALK, after(CARGO).draft, "отмена").act == "cancel"


def test_an_unlikely_pair_does_not_stop_a_client_who_goes_on() -> None:
    step = after("станок токарный 5 т 12х2х2")
    assert keys(step)[-1] == "ask-density"
    on = engine.said(TALK, step.draft, "Казань, ул. Баумана, 1")
    assert on.draft.value("frm") == KAZAN


def test_a_unit_in_a_phrase_answers_too() -> None:
    for words in ("это тонны", "в тоннах", "тонны"):
        assert engine.said(TALK, after("станок токарный", "1,5").draft, words).draft.value("weight").kg == 1500, words
    refused = engine.said(TALK, after("станок токарный, 2х3х4").draft, "это метры")
    assert keys(refused)[-1] == "err-dims_max"


def test_a_start_that_is_the_old_end_is_taken_and_the_end_is_asked_for() -> None:
    step = engine.said(TALK, complete(), "откуда Москва, Тверская, 5")
    assert keys(step)[-1] == "err-addr_same" and step.draft.asked == "to"
    done = engine.said(TALK, step.draft, "Самара, Победы, 5").draft
    assert done.value("frm").city == "Москва" and done.value("to").city == "Самара"


def test_what_todays_limits_refuse_is_not_repeated() -> None:
    heavy = complete().values | {"weight": Filled(Weight(Decimal(25000)))}
    step = engine.repeat(TALK, heavy, "2611-00042")
    assert keys(step)[-1] == "wb-ask_weight"
    only = replace(TALK, offers=Offers(payments=("cash",)))
    assert "pay" not in engine.repeat(only, complete().values, "2611-00042").draft.values


def test_an_album_with_words_is_answered_once_and_goes_to_the_manager_without_a_question() -> None:
    def photo(words: str = "") -> Heard:
        return Heard(words, files=(Attached("photo", "file", "key"),), album="a", below=bool(words))

    answered = engine.hear(TALK, after(CARGO).draft, photo("Казань, ул. Баумана, 1"))
    assert keys(answered) == ["wb-ask_to"] and answered.passes
    other = engine.hear(TALK, answered.draft, photo())
    assert other.passes and not other.says
    passed = engine.hear(TALK, after(CARGO).draft, photo("сколько будет стоить?"))
    assert passed.passes and not passed.draft.held and keys(passed) == ["chat-kept", "wb-ask_from"]
    other = engine.hear(TALK, passed.draft, photo())
    assert other.passes and not other.says

"""Waybills from the first tap to the PDF: scenarios 5–9 and 12, and every count of actions that was promised.

An action is one tap or one message, as the chat itself counts them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from relay_bot.phones import spelled
from tests.acceptance.conftest import Stage, first
from tests.acceptance.waybills import (
    CARGO,
    CREATE,
    FROM,
    NEW,
    REPEAT,
    RU,
    TO,
    WHOLE,
    Counter,
    answer,
    bot_says,
    document,
    documents,
    issued,
    number_of,
    pdf_text,
    press,
    summary,
)

# --- scenarios and counts ---------------------------------------------------------------------------------------------


async def test_step_by_step_takes_six_actions_and_the_pdf_has_all_six_values(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        count = Counter(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await answer(stage, client, "Откуда забрать?", FROM)
        await answer(stage, client, "Куда доставить?", TO)
        await press(stage, client, RU.plain("btn-pay_cash"))
        await summary(stage, client, "Станок токарный", "800 кг", "120×80×150 см", FROM, TO, "Наличными")
        await press(stage, client, CREATE)
        paper = await document(stage, client)
        assert count.taken == 6
        text = pdf_text(paper)
        assert client.phone.removeprefix("+") in "".join(char for char in text if char.isdigit())
        for part in ("Станок токарный", "800", "120×80×150", FROM, TO, "Наличными при отправке"):
            assert part in text, part
        assert paper.document["file_name"].startswith("Накладная_") and paper.document["file_name"].endswith(".pdf")
        assert paper.buttons == [RU.plain(f"btn-wb_{key}") for key in ("repeat", "claim", "call")]
        copy = await stage.until(lambda: first(m for m in topic.messages if m.document), "the file in the topic")
        assert copy.content == paper.content and copy.silent
        card = first(m for m in topic.messages if "📦" in m.text and "Накладная №" in m.text and not m.document)
        assert card is not None and card.silent and CARGO in card.text and "1,44 м³" in card.text


async def test_one_message_with_everything_takes_three_actions(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        count = Counter(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        await summary(stage, client, "Станок токарный", "800 кг", "120×80×150 см", FROM, TO, "по счёту")
        await press(stage, client, CREATE)
        await document(stage, client)
        assert count.taken == 3


async def test_without_the_menu_two_actions_make_a_waybill_and_the_manager_sees_the_message(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        count = Counter(client)
        await client.write(WHOLE)
        await press(stage, client, CREATE)
        await document(stage, client)
        assert count.taken == 2
        assert WHOLE in topic.texts


async def test_the_second_time_takes_four_actions(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await issued(stage, client)
        count = Counter(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", "мебель офисная, 200 кг, 3 места 60х40х40")
        asked = await stage.until(lambda: bot_says(client, "Куда доставить?"))
        assert f"Забираем как обычно: {FROM}" in asked.text
        await client.press(asked, first(label for label in asked.buttons if label.startswith("📍 Москва")))
        await summary(stage, client, "Мебель офисная", "Откуда и оплата — как в прошлый раз", TO)
        await press(stage, client, CREATE)
        await document(stage, client, 2)
        assert count.taken == 4


async def test_repeating_takes_two_actions_and_gives_a_new_number_with_the_same_data(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        old = await issued(stage, client)
        count = Counter(client)
        await client.press(old, RU.plain("btn-wb_repeat"))
        await stage.until(lambda: bot_says(client, "Что поменять?"))
        await press(stage, client, CREATE)
        new = await document(stage, client, 2)
        assert count.taken == 2
        assert number_of(old) != number_of(new)
        same = [pdf_text(paper).replace(number_of(paper), "№") for paper in (old, new)]
        assert same[0].split("(МСК)")[1] == same[1].split("(МСК)")[1]


async def test_repeating_with_a_new_weight_takes_three_actions(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await issued(stage, client)
        count = Counter(client)
        await client.press_key(REPEAT)
        await stage.until(lambda: bot_says(client, "Что поменять?"))
        await client.write("вес 700 кг, 2 места")
        await summary(stage, client, "700 кг, мест: 2")
        await press(stage, client, CREATE)
        assert "700" in pdf_text(await document(stage, client, 2))
        assert count.taken == 3


async def test_a_phrase_on_the_summary_changes_only_the_weight_in_place(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        card = await summary(stage, client)
        before = card.text
        count = Counter(client)
        await client.write("вес 700 кг")
        await stage.until(lambda: "⚖️ 700 кг" in card.text)
        assert card.text == before.replace("800 кг", "700 кг")
        assert count.taken == 1
        await stage.until(lambda: bot_says(client, "Вес: было «800 кг», стало «700 кг»."))


async def test_a_field_is_changed_by_three_taps(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        await summary(stage, client)
        count = Counter(client)
        await press(stage, client, RU.plain("btn-edit"))
        await press(stage, client, RU.plain("btn-edit_pay"))
        await press(stage, client, RU.plain("btn-pay_card"))
        await summary(stage, client, "Картой или через СБП", "800 кг", TO)
        assert count.taken == 3


async def test_a_wrong_input_gets_a_friendly_hint_and_loses_nothing(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", "станок токарный")
        await answer(stage, client, "Вес?", "50 тонн")
        await answer(stage, client, RU.plain("err-weight_max", max=20)[:25], "800 кг")
        await answer(stage, client, "Габариты?", "большая коробка")
        await answer(stage, client, "Не понял размеры", "2х3х4")
        question = await stage.until(lambda: bot_says(client, RU.plain("ask-dims_unit_q")))
        assert question.buttons[:2] == ["2×3×4 м", "2×3×4 см"]
        await client.press(question, "2×3×4 м")
        await answer(stage, client, "не войдёт в стандартную фуру", "2х2х2 м")
        await answer(stage, client, "Откуда забрать?", FROM)
        await answer(stage, client, "Куда доставить?", TO)
        await press(stage, client, RU.plain("btn-pay_invoice"))
        await summary(stage, client, "Станок токарный", "800 кг", "200×200×200 см")


async def test_two_taps_make_one_waybill(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        card = await summary(stage, client)
        button = next(one for one in card.inline_buttons if one["text"] == CREATE)
        presses = await asyncio.gather(*(client.press_button(card.record, button) for _ in range(3)))
        paper = await document(stage, client)
        answers = sorted([await one.answer() for one in presses])
        again = RU.plain("wb-double_tap", number=number_of(paper))
        assert answers == sorted([again, again, RU.plain("wb-creating")])
        await stage.until(lambda: "✅ Оформлена" in card.text and not card.buttons)
        next_one = await issued(stage, client)
        assert int(number_of(next_one)[-5:]) == int(number_of(paper)[-5:]) + 1
        assert len(documents(client)) == 2


async def test_below_an_older_summary_nothing_is_issued_but_the_newest_is_shown(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        older = await summary(stage, client)
        await client.press(older, RU.plain("btn-edit"))
        await stage.until(lambda: RU.plain("btn-edit_to") in older.buttons)
        await client.press(older, RU.plain("btn-edit_to"))
        await answer(stage, client, "Куда доставить?", "Самара, ул. Мира, д. 3")
        newer = await summary(stage, client, "Самара")
        stale = next(one for one in newer.inline_buttons if one["text"] == CREATE)
        await client.write("вес 700 кг")
        await summary(stage, client, "Самара", "700 кг")
        await client.press_button(newer.record, stale)
        newest = await stage.until(
            lambda: first(m for m in client.chat if m.id > newer.id and "700 кг" in m.text and "Проверьте" in m.text)
        )
        assert not documents(client)
        await client.press(newest, CREATE)
        assert "Самара" in pdf_text(await document(stage, client))


async def test_numbers_are_unique_and_without_gaps_when_many_confirm_at_once(stage: Stage) -> None:
    clients = [stage.client(f"Клиент {number}") for number in range(8)]
    async with stage.bot(), stage.bot():
        await asyncio.gather(*(stage.registered(client) for client in clients))
        await asyncio.gather(*(issued(stage, client) for client in clients))
        numbers = sorted(int(number_of(documents(client)[0])[-5:]) for client in clients)
        assert numbers == list(range(1, 9))


# --- a form in real life ----------------------------------------------------------------------------------------------


async def test_a_question_in_the_middle_goes_to_the_manager_and_the_form_goes_on(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await answer(stage, client, "Откуда забрать?", "а вы в воскресенье забираете?")
        await press(stage, client, RU.plain("btn-yes_forward"))
        await stage.until(lambda: "а вы в воскресенье забираете?" in topic.texts)
        await answer(stage, client, "Откуда забрать?", FROM)
        await stage.until(lambda: bot_says(client, "Куда доставить?"))


async def test_what_looked_like_a_question_can_be_the_answer(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", "станок? 800 кг 120х80х150")
        await press(stage, client, RU.plain("btn-no_answer"))
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))
        assert not any("станок?" in text for text in topic.texts)


async def test_a_restart_a_start_and_a_second_form_lose_nothing(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))
    async with stage.bot():
        await client.start()
        await stage.until(lambda: bot_says(client, "С возвращением"))
        await client.press_key(NEW)
        offer = await stage.until(lambda: bot_says(client, "У вас есть незаконченная накладная"))
        assert "Станок токарный" in offer.text and "800 кг" in offer.text
        count = Counter(client)
        await client.press(offer, RU.plain("btn-continue"))
        await answer(stage, client, "Откуда забрать?", FROM)
        await answer(stage, client, "Куда доставить?", TO)
        await press(stage, client, RU.plain("btn-pay_invoice"))
        await summary(stage, client, "Станок токарный", "800 кг", "120×80×150 см")
        assert count.taken == 1 + 3


async def test_starting_over_forgets_the_draft_and_its_buttons(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        old = await summary(stage, client)
        create = next(one for one in old.inline_buttons if one["text"] == CREATE)
        await client.press_key(NEW)
        await press(stage, client, RU.plain("btn-start_over"))
        await stage.until(lambda: "Что везём?" in client.chat.last.text)
        await stage.until(lambda: not old.buttons and RU.plain("form-summary_gone") in old.text)
        tap = await client.press_button(old.record, create)
        assert await tap.answer() == RU.plain("err-stale_button")
        assert not documents(client)


async def test_cancel_drops_the_form_and_later_words_go_to_the_manager(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))
        await client.write("/cancel")
        await stage.until(lambda: bot_says(client, RU.plain("form-cancelled")))
        await client.write("Казань, ул. Баумана, 1")
        await stage.until(lambda: "Казань, ул. Баумана, 1" in topic.texts)


async def test_what_only_has_to_be_sent_is_cancelled_after_a_question_and_its_summary_loses_its_buttons(
    stage: Stage,
) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        older = await summary(stage, client)
        await client.press(older, RU.plain("btn-cancel"))
        await press(stage, client, RU.plain("btn-cancel_not"))
        newer = await stage.until(lambda: first(m for m in client.chat if m.id > older.id and CREATE in m.buttons))
        await stage.until(lambda: not older.buttons and older.text == RU.plain("form-summary_below"))
        await client.write("отмена")
        await stage.until(lambda: sum(RU.plain("form-cancel_sure") in text for text in client.chat.texts) == 2)
        assert newer.buttons, "nothing is thrown away before the client says so"
        await press(stage, client, RU.plain("btn-cancel_sure"))
        await stage.until(lambda: bot_says(client, RU.plain("draft-dropped")))
        await stage.until(lambda: not newer.buttons and RU.plain("form-summary_gone") in newer.text)
        assert not documents(client)


async def test_a_correction_that_changes_nothing_gets_a_word(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        card = await summary(stage, client)
        await client.write("вес 800 кг")
        await stage.until(lambda: bot_says(client, RU.plain("form-unchanged", fields="вес")))
        assert CREATE in card.buttons, "the summary that stands is still the one to confirm"


async def test_the_menu_offers_to_repeat_once_there_is_something_to_repeat(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        assert REPEAT not in [key for row in client.chat.keyboard for key in row]
        await issued(stage, client)
        await stage.until(lambda: REPEAT in [key for row in client.chat.keyboard for key in row])
        await client.write("/help")
        await stage.until(lambda: bot_says(client, "/new"))
        assert REPEAT in [key for row in client.chat.keyboard for key in row]
        await issued(stage, client)
        assert sum(RU.plain("wb-first") in text for text in client.chat.texts) == 1


async def test_the_second_refusal_offers_the_manager_who_is_called_and_the_form_stays(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", "станок токарный")
        await answer(stage, client, "Вес?", "тяжёлый")
        refused = await stage.until(lambda: bot_says(client, "Не нашёл вес"))
        assert RU.plain("btn-to_manager") not in refused.buttons
        await client.write("очень тяжёлый")
        await press(stage, client, RU.plain("btn-to_manager"))
        await stage.until(lambda: bot_says(client, "Позвали: Анна Смирнова"))
        await stage.until(lambda: any("Вызов" in ring.text for ring in stage.anna.rings))
        await client.write("800 кг")
        await stage.until(lambda: bot_says(client, "Габариты?"))


async def test_a_photo_in_the_form_goes_to_the_manager_and_the_step_stays(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await stage.until(lambda: bot_says(client, "Что везём?"))
        await client.send_photo()
        await stage.until(lambda: any(message.photo for message in topic.messages))
        await answer(stage, client, "Что везём?", CARGO)
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))


async def test_an_answer_to_the_manager_is_no_input(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))
        await stage.anna.write("Какой адрес?", **stage.at(topic))
        asked = await stage.until(lambda: bot_says(client, "Какой адрес?"))
        await client.write("Казань, ул. Баумана, 1, но ещё уточню", reply_to=asked)
        await stage.until(lambda: any("ещё уточню" in text for text in topic.texts))
        assert not bot_says(client, "Куда доставить?")


async def test_an_answer_to_what_the_bot_does_not_know_to_have_sent_yet_is_no_input(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))
        stage.tg.faults.add("copyMessage", chat_id=client.id, kind="late", seconds=3)
        await stage.anna.write("Какой адрес?", **stage.at(topic))
        asked = await stage.until(lambda: bot_says(client, "Какой адрес?"))
        await client.write("Казань, ул. Баумана, 1, но ещё уточню", reply_to=asked)
        await stage.until(lambda: any("ещё уточню" in text for text in topic.texts))
        assert not bot_says(client, "Куда доставить?")


async def test_a_map_pin_is_an_address(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await press(stage, client, RU.plain("btn-addr_geo"))
        await stage.until(lambda: any(RU.plain("btn-addr_geo") in row for row in client.chat.keyboard))
        await client.press_key(RU.plain("btn-addr_geo"))
        await stage.until(lambda: bot_says(client, "Куда доставить?"))


async def test_who_pays_is_asked_when_it_is_a_third_party(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE.replace("безнал", "оплатит третье лицо"))
        await answer(stage, client, "Кто платит?", "ООО «Вектор», 7701234567")
        await summary(stage, client, "Платит третье лицо", "ООО «Вектор»", "7701234567")
        await press(stage, client, CREATE)
        assert "7701234567" in pdf_text(await document(stage, client))


async def test_an_unlikely_density_is_asked_about_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE.replace("120х80х150", "12х2х2").replace("800 кг", "5 т"))
        question = await stage.until(lambda: bot_says(client, "Проверьте, пожалуйста: 5 000 кг"))
        await client.press(question, RU.plain("btn-fix_dims"))
        await answer(stage, client, "Габариты?", "12х2х2 м")
        await summary(stage, client, "1200×200×200 см")


# --- documents --------------------------------------------------------------------------------------------------------


async def test_docs_lists_newest_first_by_pages_and_sends_a_file_by_its_id(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(RU.plain("menu-docs"))
        await stage.until(lambda: bot_says(client, RU.plain("docs-empty")))
        papers = [await issued(stage, client) for _ in range(9)]
        await client.press_key(RU.plain("menu-docs"))
        page = await stage.until(lambda: bot_says(client, "Ваши документы"))
        numbers = [number_of(paper) for paper in papers]
        listed = [line.split()[1] for line in page.text.splitlines()[1:]]
        assert listed == list(reversed(numbers))[:8] and "Казань → Москва" in page.text
        await client.press(page, RU.plain("btn-more"))
        rest = await stage.until(lambda: bot_says(client, f"№ {numbers[0]} ·"))
        before = len(documents(client))
        await client.press(rest, f"📄 {numbers[0]}")
        again = await document(stage, client, before + 1)
        known = {m.document["file_id"] for m in [*papers, *topic.messages] if m.document}
        assert again.document["file_id"] in known and again.content == papers[0].content


async def test_a_file_that_telegram_does_not_know_any_more_is_printed_again(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        number = number_of(await issued(stage, client))
        lost = "Bad Request: wrong file_id or the file is temporarily unavailable"
        stage.tg.faults.add(method="sendDocument", kind="error", description=lost)
        await client.press_key(RU.plain("menu-docs"))
        await press(stage, client, f"📄 {number}")
        again = await document(stage, client, 2)
        assert number in pdf_text(again)
        await stage.anna.write("вижу", **stage.at(await stage.topic_of(client)))
        await stage.until(lambda: bot_says(client, "вижу"))


async def test_the_qr_link_shows_everything_to_its_owner_and_its_manager_and_a_bare_word_to_strangers(
    stage: Stage,
) -> None:
    client, stranger, other = stage.client(), stage.client("Посторонний"), stage.client("Чужой клиент")
    async with stage.bot():
        await stage.registered(client)
        await stage.registered(other)
        paper = await issued(stage, client)
        link = f"w_{number_of(paper).replace('-', '')}"
        await client.start(link)
        await document(stage, client, 2)
        for nosy in (stranger, other, stage.petr):
            await nosy.start(link)
            await stage.until(lambda nosy=nosy: bot_says(nosy, "Накладная зарегистрирована"))
            said = " ".join(nosy.chat.texts)
            assert not documents(nosy) and spelled(client.phone) not in said and "Станок" not in said
        for staff in (stage.anna, stage.admin):
            await staff.start(link)
            await document(stage, staff)


async def test_managers_find_waybills_in_the_topic_and_by_number_anywhere_on_their_desk(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        number = number_of(await issued(stage, client))
        await stage.anna.write("/waybills", **stage.at(topic))
        listing = await stage.until(lambda: first(m for m in topic.messages if f"📄 {number}" in m.buttons))
        files = sum(bool(m.document) for m in topic.messages)
        await stage.anna.press(listing, f"📄 {number}")
        await stage.until(lambda: sum(bool(m.document) for m in topic.messages) == files + 1)
        for typed in (number, number.replace("-", ""), "1"):
            await stage.anna.write(f"/waybill {typed}", chat=stage.group)
        found = await stage.until(
            lambda: [m for m in stage.group.general.messages if m.document][2:] and stage.group.general.messages
        )
        assert any(client.name in m.text and "Станок токарный" in m.text for m in found)
        await stage.petr.write(f"/waybill {number}", chat=stage.petr_group)
        await stage.until(lambda: any(number in m.text for m in stage.petr_group.general.messages if m.from_bot))
        assert not any(m.document for m in stage.petr_group.general.messages)


async def test_the_buttons_under_anothers_document_do_nothing(stage: Stage) -> None:
    client, thief = stage.client(), stage.client("Чужой")
    async with stage.bot():
        await stage.registered(client)
        await stage.registered(thief)
        paper = await issued(stage, client)
        before = len(thief.chat)
        for button in paper.inline_buttons:
            forged = await thief.press_button(paper.record, button)
            assert await forged.answer() == RU.plain("err-stale_button")
        assert len(thief.chat) == before


async def test_a_question_about_a_waybill_calls_the_manager_with_its_number(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        paper = await issued(stage, client)
        await client.press(paper, RU.plain("btn-wb_call"))
        said = RU.plain("call-sent_wb", manager="Анна Смирнова", number=number_of(paper))
        await stage.until(lambda: said in client.chat.texts)
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        assert f"По накладной № {number_of(paper)}" in card.text


async def test_a_client_without_a_manager_gets_the_document_and_the_manager_later_gets_it_too(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(assignment={"rule": "manual"}):
        await stage.admin.start()
        await client.start()
        await stage.until(lambda: client.chat.keyboard)
        await client.share_contact()
        await stage.until(lambda: [NEW] in [row[:1] for row in client.chat.keyboard])
        await issued(stage, client)
        card = await stage.until(lambda: first(m for m in stage.admin.chat if m.inline_buttons))
        await stage.admin.press(card, card.buttons[0])
        topic = await stage.topic_of(client)
        await stage.until(lambda: any(m.document for m in topic.messages))


@pytest.fixture
def broken_template(tmp_path: Any) -> Iterator[Any]:
    path = tmp_path / "waybill.html"
    path.write_text("{% for %}", "utf-8")
    yield path


async def test_with_a_broken_template_the_client_gets_the_shipped_one_at_once_and_the_admin_a_word(
    stage: Stage, broken_template: Any
) -> None:
    client = stage.client()
    async with stage.bot(waybill={"template": str(broken_template)}):
        await stage.admin.start()
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        await summary(stage, client)
        await press(stage, client, CREATE)
        await document(stage, client)
        await stage.until(lambda: any("waybill.html" in text for text in stage.admin.chat.texts))
        assert not any("PDF не собрался" in text for text in client.chat.texts)
        assert len(documents(client)) == 1


async def test_of_two_questions_none_is_lost_whatever_comes_next(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", CARGO)
        await answer(stage, client, "Откуда забрать?", "а сколько будет стоить?")
        await stage.until(lambda: bot_says(client, "Похоже на вопрос"))
        await client.write("и когда заберёте?")
        await stage.until(lambda: sum("Похоже на вопрос" in text for text in client.chat.texts) == 2)
        await client.write(FROM)
        await stage.until(lambda: bot_says(client, "Куда доставить?"))
        await stage.until(lambda: {"а сколько будет стоить?", "и когда заберёте?"} <= set(topic.texts))
        await client.write("а это точно быстро?")
        await stage.until(lambda: sum("Похоже на вопрос" in text for text in client.chat.texts) == 3)
        await client.write("/cancel")
        await stage.until(lambda: "а это точно быстро?" in topic.texts)


async def test_a_form_that_another_one_interrupted_waits_and_takes_no_words_for_the_manager(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", "станок токарный, 800 кг")
        await stage.until(lambda: bot_says(client, "Габариты?"))
        await client.press_key(RU.plain("menu-claim"))
        await answer(stage, client, "По какой накладной", "2611-00042")
        await stage.until(lambda: bot_says(client, "Опишите, что случилось"))
        await client.write("Разбили две коробки, требую 15 000 руб, ivan@mail.ru")
        await press(stage, client, RU.plain("btn-cl_send"))
        offer = await stage.until(lambda: bot_says(client, "У вас есть незаконченная накладная"))
        await client.write("звоните мне после обеда")
        await stage.until(lambda: "звоните мне после обеда" in topic.texts)
        await client.press(offer, RU.plain("btn-continue"))
        await answer(stage, client, "Габариты?", "120х80х150")
        await stage.until(lambda: bot_says(client, "Откуда забрать?"))


async def test_forged_form_buttons_are_answered_and_block_nothing(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.start()
        await stage.until(lambda: bot_says(client, "С возвращением"))
        for data in ("f:1:x:", "f:999:create:", "docs_before:9999999999999999", "f:1:pick:weight.99", "docs:0"):
            tap = await client.press_button(client.chat.last.record, {"text": "x", "callback_data": data})
            await tap.answer()
        await client.write("я здесь")
        await stage.until(lambda: "я здесь" in topic.texts)

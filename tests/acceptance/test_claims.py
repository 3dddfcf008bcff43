"""Claims from the first tap to the decision: scenarios 15–17 and 23, the counts of actions, exactly one ring."""

from __future__ import annotations

import asyncio
from typing import Any

import psycopg
import pytest

from relay_bot.phones import spelled
from relay_bot.sandbox import Person
from tests.acceptance.claims import CLAIM, RU, SEND, STORY, board, board_card, filed, reply, rings, summary, sure
from tests.acceptance.conftest import Stage, first
from tests.acceptance.waybills import Counter, answer, bot_says, issued, number_of, press

JPEG = b"\xff\xd8photo"


async def album(client: Person, caption: str, photos: int = 3) -> None:
    """Photos in one album, the caption on the first."""
    await client.send_album([JPEG + bytes([n]) for n in range(photos)], caption=caption)


# --- filing -----------------------------------------------------------------------------------------------------------


async def test_from_under_a_document_three_actions_file_a_claim_that_rings_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await filed(stage, client)  # the e-mail is known from now on
        paper = await issued(stage, client)
        stage.group.mute(stage.anna)
        before = len(rings(stage))
        count = Counter(client)
        await client.press(paper, RU.plain("btn-wb_claim"))
        await stage.until(lambda: f"Претензия по накладной № {number_of(paper)}" in client.chat.last.text)
        await album(client, STORY)
        await summary(stage, client, number_of(paper), "Разбили две коробки", "15 000 ₽", "ivan@mail.ru", "Файлов: 3")
        await press(stage, client, SEND)
        done = await stage.until(lambda: bot_says(client, "Ответим на ivan@mail.ru до"))
        taken = count.taken
        await stage.until(lambda: len(rings(stage)) == before + 1)
        card = board_card(stage)
        assert card is not None
        for part in (
            "Новая",
            client.name,
            spelled(client.phone),
            f"№ {number_of(paper)} от",
            "Казань → Москва",
            "15 000 ₽",
        ):
            assert part in card.text, part
        assert "осталось 30 дней" in card.text and "🟢" in card.text and "Файлов: 3" in card.text
        number = done.text.split("Претензия ")[1].split()[0]
        photos = await stage.until(lambda: [m for m in board(stage).messages if m.photo][2:] and board(stage).messages)
        group = [m for m in photos if m.photo]
        assert len({m.media_group_id for m in group[-3:]}) == 1 and group[-1].id > card.id
        assert [m.content for m in group[-3:]] == [JPEG + bytes([n]) for n in range(3)]
        copy = await stage.until(lambda: first(m for m in topic.messages if number in m.text and m.inline_buttons))
        assert copy.silent and not copy.mentions
        assert taken == 1 + 3 + 1  # the album is one action; the chat counts its three photos
        assert len(rings(stage)) == before + 1


async def test_a_first_claim_asks_only_for_what_is_missing(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        paper = await issued(stage, client)
        count = Counter(client)
        await client.press_key(CLAIM)
        asked = await stage.until(lambda: bot_says(client, "По какой накладной"))
        await client.press(asked, first(label for label in asked.buttons if number_of(paper) in label))
        await answer(stage, client, "Опишите, что случилось", "Разбили две коробки с плиткой при разгрузке")
        await answer(stage, client, "Какую сумму требуете?", "15к")
        await answer(stage, client, "Куда прислать ответ?", "ivan@mail.ru")
        await summary(stage, client, "15 000 ₽", "ivan@mail.ru", "Файлов: 0")
        await press(stage, client, SEND)
        await stage.until(lambda: bot_says(client, "Ответим на ivan@mail.ru"))
        assert count.taken == 6


async def test_a_bad_email_gets_a_hint_and_a_mistyped_domain_one_tap(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "CDEK 1234567890")
        await stage.until(lambda: bot_says(client, "в боте нет. Передам номер менеджеру как есть"))
        await client.write(STORY)
        await answer(stage, client, "Куда прислать ответ?", "ivan@")
        await answer(stage, client, "Проверьте e-mail", "ivan@gmial.com")
        question = await stage.until(lambda: bot_says(client, "ivan@gmail.com"))
        await client.press(question, RU.plain("btn-typo_yes", suggest="ivan@gmail.com"))
        await summary(stage, client, "CDEK 1234567890", "ivan@gmail.com", "Разбили две коробки")
        await press(stage, client, SEND)
        card = await stage.until(lambda: board_card(stage))
        assert "введён вручную, в боте нет" in card.text


async def test_no_sum_is_left_to_the_manager_with_one_tap(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "2611-00099")
        await answer(stage, client, "Опишите, что случилось", "Груз пришёл мокрый, упаковка порвана")
        await press(stage, client, RU.plain("btn-cl_no_amount"))
        await answer(stage, client, "Куда прислать ответ?", "ivan собака yandex точка ru")
        await summary(stage, client, "без суммы", "ivan@yandex.ru")


async def test_two_taps_and_two_bots_make_one_claim_and_one_ring(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), stage.bot():
        await stage.registered(client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "2611-00099")
        await stage.until(lambda: bot_says(client, "Опишите, что случилось"))
        await client.write(f"{STORY} ivan@mail.ru")
        card = await summary(stage, client)
        button = next(one for one in card.inline_buttons if one["text"] == SEND)
        presses = await asyncio.gather(*(client.press_button(card.record, button) for _ in range(3)))
        answers = sorted([await one.answer() for one in presses])
        done = await stage.until(lambda: bot_says(client, "Ответим на"))
        number = done.text.split("Претензия ")[1].split()[0]
        assert answers.count(RU.plain("cl-double_tap", number=number)) == 2
        await stage.until(lambda: board_card(stage))
        await stage.anna.write("вижу", **stage.at(await stage.topic_of(client)))
        await stage.until(lambda: bot_says(client, "вижу"))
        assert len(rings(stage)) == 1


async def test_a_second_claim_about_the_same_waybill_may_add_to_the_first(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "2611-00099")
        offer = await stage.until(lambda: bot_says(client, "уже есть претензия"))
        assert "(новая)" in offer.text
        await client.press(offer, offer.buttons[0])
        await stage.until(lambda: bot_says(client, "Пришлите фото или сканы"))
        await client.send_photo(JPEG)
        await stage.until(lambda: "Файлов: 1" in card.text)
        await stage.until(lambda: any(m.photo for m in board(stage).messages))
        assert len(rings(stage)) == 1


async def test_more_files_come_by_the_button_and_as_an_answer(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        card = await filed(stage, client)
        done = await stage.until(lambda: bot_says(client, "Ответим на"))
        await client.press(done, RU.plain("btn-cl_add"))
        await stage.until(lambda: bot_says(client, "Пришлите фото или сканы"))
        await client.send_document(b"%PDF-1.4", "акт.pdf")
        await stage.until(lambda: "Файлов: 1" in card.text)
        await press(stage, client, RU.plain("btn-photos_done"))
        await client.send_photo(JPEG, reply_to=done)
        await stage.until(lambda: "Файлов: 2" in card.text)
        await client.send_photo(JPEG + b"other")
        await stage.until(lambda: sum(bool(m.photo) for m in topic.messages) == 2)
        assert "Файлов: 2" in card.text


async def test_a_file_within_a_day_after_a_claim_is_offered_to_it_with_one_tap(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        card = await filed(stage, client)
        await album(client, "вот акт", photos=2)
        label = RU.plain("btn-cl_add_sent", claim_no="П-2611-0001")
        offer = await stage.until(lambda: first(m for m in client.chat if label in m.buttons))
        await stage.until(lambda: sum(bool(m.photo) for m in topic.messages) == 2)
        assert "Файлов: 2" not in card.text
        tap = await client.press(offer, label)
        await stage.until(lambda: "Файлов: 2" in card.text and sum(bool(m.photo) for m in board(stage).messages) == 2)
        again = await client.press(offer, label)
        assert (await tap.answer(), await again.answer()) == ("", RU.plain("cl-added_already"))
        await client.send_document(b"MZ", "virus.exe")
        with psycopg.connect(stage.database, autocommit=True) as connection:
            connection.execute("UPDATE claims SET received_at = received_at - interval '25 hours'")
        await client.send_photo(JPEG + b"late")
        await stage.until(lambda: sum(bool(m.photo) for m in topic.messages) == 3)
        assert sum(label in m.buttons for m in client.chat) == 1


async def test_a_late_file_of_a_client_with_two_claims_goes_to_the_one_they_choose(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        older = await filed(stage, client)
        await filed(stage, client, waybill="2611-00098")
        await client.send_document(b"%PDF-1.4", "акт.pdf", caption="вот акт")
        labels = [RU.plain("btn-cl_add_sent", claim_no=f"П-2611-000{n}") for n in (2, 1)]
        offer = await stage.until(lambda: first(m for m in client.chat if m.buttons == labels))
        assert offer.text == RU.plain("cl-late_file_many")
        await client.press(offer, labels[1])
        await stage.until(lambda: "Файлов: 1" in older.text)
        assert "Файлов: 0" in board_card(stage).text  # type: ignore[union-attr]


async def test_only_so_many_files_are_taken(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(claims={"max_files": 2}):
        await stage.registered(client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "2611-00099")
        await stage.until(lambda: bot_says(client, "Опишите, что случилось"))
        await album(client, f"{STORY} ivan@mail.ru", photos=4)
        await stage.until(lambda: bot_says(client, "Приняли первые 2 файлов"))
        await summary(stage, client, "Файлов: 2")


async def test_a_question_in_the_claim_goes_to_the_manager(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "а где найти номер?")
        await press(stage, client, RU.plain("btn-yes_forward"))
        await stage.until(lambda: "а где найти номер?" in topic.texts)
        await answer(stage, client, "По какой накладной", "2611-00099")


# --- the desk ---------------------------------------------------------------------------------------------------------


async def test_a_final_decision_asks_once_before_the_client_hears_of_it(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        assert card.buttons[-1] == RU.plain("btn-cl_close") and card.buttons[-2] != RU.plain("btn-cl_no")
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        asked = await sure(stage, "btn-cl_unsure")
        await stage.until(lambda: "ничего не изменилось" in asked.text and not asked.buttons)
        assert "Новая" in card.text
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        asked = await stage.until(lambda: first(m for m in board(stage).messages if "сообщить клиенту?" in m.text))
        assert "Удовлетворить 15 000 ₽ и сообщить клиенту?" in asked.text
        assert not bot_says(client, "удовлетворена")
        await sure(stage)
        await stage.until(lambda: bot_says(client, "удовлетворена: 15 000 ₽"))
        await stage.until(lambda: RU.plain("btn-cl_answer") in asked.buttons)


async def test_of_a_client_who_has_stopped_the_bot_nobody_is_told_that_they_know(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        card = await filed(stage, client)
        client.block()
        await stage.until(lambda: first(m for m in topic.messages if "Клиент остановил бота" in m.text))
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        asked = await sure(stage)
        await stage.until(lambda: "узнает об этом, когда вернётся. Позвоните: +7 900" in asked.text)
        await stage.anna.press(card, RU.plain("btn-cl_reopen"))
        await reply(stage, "Почему переоткрываем", "ошиблись")
        await stage.until(lambda: first(m for m in board(stage).messages if "в работе. Клиент остановил" in m.text))
        assert not any("Клиенту сообщили" in m.text for m in board(stage).messages)


async def test_an_older_question_about_a_decision_tells_the_client_nothing(stage: Stage) -> None:
    client, yes = stage.client(), RU.plain("btn-cl_sure")
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        older = await stage.until(lambda: first(m for m in board(stage).messages if yes in m.buttons))
        await stage.anna.press(card, RU.plain("btn-cl_no"))
        await reply(stage, "Напишите основание", "Упаковка не соответствовала грузу")
        newer = await stage.until(lambda: first(m for m in board(stage).messages if "Отклонить и сообщить" in m.text))
        tap = await stage.anna.press(older, yes)
        assert await tap.answer() == RU.plain("err-stale_button")
        await stage.until(lambda: "спросили заново" in older.text and not older.buttons)
        await stage.anna.press(newer, yes)
        await stage.until(lambda: bot_says(client, "принято решение об отказе"))
        assert not bot_says(client, "удовлетворена")


async def test_a_question_from_before_the_claim_was_reopened_decides_nothing(stage: Stage) -> None:
    client, yes = stage.client(), RU.plain("btn-cl_sure")
    async with stage.bot():
        topic = await stage.registered(client)
        card = await filed(stage, client)
        copy = await stage.until(lambda: first(m for m in topic.messages if m.inline_buttons and "П-" in m.text))
        await stage.anna.press(card, RU.plain("btn-cl_no"))
        await reply(stage, "Напишите основание", "Упаковка не соответствовала грузу")
        await sure(stage)
        await stage.until(lambda: bot_says(client, "принято решение об отказе"))
        asked = await stage.until(lambda: first(m for m in board(stage).messages if "Клиенту сообщили" in m.text))
        await stage.anna.press(copy, RU.plain("btn-cl_reopen"))
        await reply(stage, "Почему переоткрываем", "Клиент прислал новые фото", topic)
        await stage.until(lambda: bot_says(client, "рассматриваем снова"))
        decide = {"text": yes, "callback_data": "claim_sure:1:yes"}
        tap = await stage.anna.press_button(asked.record, decide)
        assert await tap.answer() in (RU.plain("err-stale_button"), RU.plain("claim-too_late"))
        assert sum("об отказе" in text for text in client.chat.texts) == 1


async def test_the_manager_chooses_which_documents_to_ask_for(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        done = await stage.until(lambda: bot_says(client, "Ответим на"))
        await client.send_photo(JPEG, reply_to=done)
        await client.send_document(b"%PDF-1.4", "Доверенность Иванова.pdf", reply_to=done)
        await stage.until(lambda: "Файлов: 2" in card.text)
        await stage.anna.press(card, RU.plain("btn-cl_docs"))
        asked = await stage.until(lambda: first(m for m in board(stage).messages if "Какие документы" in m.text))
        assert [label[0] for label in asked.buttons[:5]] == ["☑", "☑", "▫", "▫", "☑"]
        await stage.anna.press(asked, asked.buttons[1])
        await stage.until(lambda: asked.buttons[1].startswith("▫️"))
        await stage.anna.press(asked, asked.buttons[4])
        await stage.until(lambda: asked.buttons[4].startswith("▫️"))
        assert not bot_says(client, "нужны документы")
        await stage.anna.press(asked, RU.plain("btn-papers_ask"))
        told = await stage.until(lambda: bot_says(client, "нужны документы"))
        assert "нужны документы: акт (коммерческий или о расхождении). Пришлите" in told.text
        await stage.until(lambda: "Ждём документы" in card.text and "запросили" in asked.text)


async def test_a_refusal_needs_grounds_before_the_client_hears_of_it(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        await stage.anna.press(card, RU.plain("btn-cl_take"))
        await stage.until(lambda: bot_says(client, "взяли в работу") and "В работе" in card.text)
        await stage.anna.press(card, RU.plain("btn-cl_no"))
        await reply(stage, "Напишите основание", "нет")
        await stage.until(lambda: any("Напишите основание словами" in text for text in board(stage).texts))
        assert not bot_says(client, "отказе")
        await reply(stage, "Напишите основание ответом", "Упаковка не соответствовала грузу, акт без замечаний")
        asked = await stage.until(lambda: first(m for m in board(stage).messages if "Отклонить и сообщить" in m.text))
        assert "акт без замечаний" in asked.text and not bot_says(client, "отказе")
        await sure(stage)
        await stage.until(lambda: bot_says(client, "принято решение об отказе"))
        await stage.until(lambda: "Отклонена" in card.text and "Упаковка не соответствовала" in card.text)
        assert "Анна Смирнова" in card.text


async def test_what_is_answered_or_pressed_before_its_card_is_written_down_counts(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        stage.tg.faults.add("sendMessage", chat_id=stage.group.id, kind="late", seconds=3)
        await stage.anna.press(card, RU.plain("btn-cl_no"))
        await reply(stage, "Напишите основание", "Упаковка не соответствовала грузу, акт без замечаний")
        await stage.until(lambda: first(m for m in board(stage).messages if "Отклонить и сообщить" in m.text))
        stage.tg.faults.add("sendMessage", chat_id=stage.group.id, kind="late", seconds=3)
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        asked = await stage.until(lambda: first(m for m in board(stage).messages if "Удовлетворить 15" in m.text))
        await stage.anna.press(asked, RU.plain("btn-cl_sure"))
        await stage.until(lambda: bot_says(client, "удовлетворена: 15 000 ₽"))


async def test_a_partial_decision_needs_a_sum_and_grounds(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await filed(stage, client)
        copy = await stage.until(lambda: first(m for m in topic.messages if m.inline_buttons and "П-" in m.text))
        await stage.anna.press(copy, RU.plain("btn-cl_part"))
        await reply(stage, "Какая сумма одобрена", "половину", topic)
        await stage.until(lambda: any("Не понял сумму" in text for text in topic.texts))
        await reply(stage, "Не понял сумму", "7 500", topic)
        await reply(stage, "Напишите основание", "Вторая коробка была цела", topic)
        await sure(stage, where=topic)
        await stage.until(lambda: bot_says(client, "удовлетворена частично: 7 500 ₽"))
        assert not bot_says(client, "Вторая коробка") and not bot_says(client, "половину")


async def test_documents_are_asked_for_and_what_comes_goes_to_the_claim(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        await stage.anna.press(card, RU.plain("btn-cl_docs"))
        await sure(stage, "btn-papers_ask")
        await stage.until(lambda: bot_says(client, "нужны документы"))
        await client.send_photo(JPEG)
        await stage.until(lambda: "Файлов: 1" in card.text)
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        await sure(stage)
        await stage.until(lambda: bot_says(client, "удовлетворена: 15 000 ₽"))
        await stage.anna.press(card, RU.plain("btn-cl_close"))
        await stage.until(lambda: bot_says(client, "закрыта"))
        await stage.anna.press(card, RU.plain("btn-cl_reopen"))
        await reply(stage, "Почему переоткрываем", "Клиент прислал новые фото")
        await stage.until(lambda: bot_says(client, "рассматриваем снова") and "В работе" in card.text)


async def test_notes_in_an_answer_are_no_part_of_it_and_are_kept(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        card = await filed(stage, client)
        await stage.anna.press(card, RU.plain("btn-cl_no"))
        await reply(stage, "Напишите основание", "// сам виноват")
        await stage.until(lambda: RU.plain("note-kept_aside") in board(stage).texts)
        assert "Отклонить и сообщить" not in " ".join(board(stage).texts), "a note alone answers nothing"
        await reply(stage, "Напишите основание", "Акт без замечаний\n// водитель подтвердил")
        asked = await stage.until(lambda: first(m for m in board(stage).messages if "Отклонить и сообщить" in m.text))
        assert "Акт без замечаний" in asked.text and "водитель" not in asked.text
        await stage.until(lambda: board(stage).texts.count(RU.plain("note-kept_aside")) == 2)
        await stage.anna.write("/info", **stage.at(topic))
        await stage.until(lambda: any("сам виноват" in text and "водитель подтвердил" in text for text in topic.texts))


async def test_a_sum_that_answers_no_message_is_told_once_how_to_answer(stage: Stage) -> None:
    client = stage.client()
    how = RU.plain("claim-answer_by_reply")
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        await stage.anna.write("всем привет", **stage.at(board(stage)))
        await stage.anna.press(card, RU.plain("btn-cl_part"))
        await stage.until(lambda: first(m for m in board(stage).messages if "Какая сумма одобрена" in m.text))
        for words in ("12 000", "двенадцать тысяч"):
            await stage.anna.write(words, **stage.at(board(stage)))
        await stage.until(lambda: how in board(stage).texts)
        await reply(stage, "Какая сумма одобрена", "12 000")
        await stage.until(lambda: first(m for m in board(stage).messages if "Напишите основание" in m.text))
        assert board(stage).texts.count(how) == 1 and "Новая" in card.text


async def test_the_list_of_documents_says_of_a_decided_claim_when_and_not_by_when(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        await client.write("/docs")
        await stage.until(lambda: bot_says(client, "Новая · ответ до"))
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        await sure(stage)
        await stage.until(lambda: bot_says(client, "удовлетворена: 15 000 ₽"))
        await client.write("/docs")
        page = await stage.until(lambda: bot_says(client, "Удовлетворена"))
        assert "ответ до" not in page.text


async def test_two_managers_at_once_decide_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), stage.bot():
        await stage.registered(client)
        card = await filed(stage, client)
        stage.group.add(stage.petr)
        await stage.anna.press(card, RU.plain("btn-cl_ok"))
        yes = RU.plain("btn-cl_sure")
        card = await stage.until(lambda: first(m for m in board(stage).messages if yes in m.buttons))
        button = next(one for one in card.inline_buttons if one["text"] == yes)
        presses = await asyncio.gather(
            *(person.press_button(card.record, button) for person in (stage.anna, stage.petr, stage.anna))
        )
        answers = sorted([await one.answer() for one in presses])
        assert answers == sorted(["", RU.plain("claim-too_late"), RU.plain("claim-too_late")])
        await stage.until(lambda: bot_says(client, "удовлетворена"))
        await stage.anna.write("это всё", **stage.at(await stage.topic_of(client)))
        await stage.until(lambda: bot_says(client, "это всё"))
        assert sum("удовлетворена" in text for text in client.chat.texts) == 1


@pytest.mark.parametrize(
    "data",
    [
        "claim:{id}:approve",
        "claim_sure:{id}:yes",
        "claim_papers:{id}:31:ask",
        "claim_files:{id}",
        "claim_add:{id}",
        "claim_status:{id}",
    ],
)
async def test_forged_buttons_do_nothing(stage: Stage, data: str) -> None:
    client, thief = stage.client(), stage.client("Чужой")
    async with stage.bot():
        await stage.registered(client)
        await stage.registered(thief)
        await filed(stage, client)
        stranger = stage.tg.person(666, "Посторонний")
        stage.petr_group.add(stranger)
        forged = {"text": "x", "callback_data": data.format(id=1)}
        at_petr = await stage.until(lambda: first(m for m in stage.petr_group.general.messages if m.from_bot))
        for person, message in ((thief, thief.chat.last), (stage.petr, at_petr), (stranger, at_petr)):
            tap = await person.press_button(message.record, forged)
            assert await tap.answer() in (RU.plain("err-stale_button"), RU.plain("call-not_yours"))
        card: Any = board_card(stage)
        assert "Новая" in card.text and not bot_says(client, "удовлетворена")


async def test_a_claim_of_a_client_without_a_manager_rings_once_they_have_one(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(assignment={"rule": "manual"}):
        await stage.admin.start()
        await client.start()
        await stage.until(lambda: client.chat.keyboard)
        await client.share_contact()
        await stage.until(lambda: CLAIM in str(client.chat.keyboard))
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "2611-00099")
        await stage.until(lambda: bot_says(client, "Опишите, что случилось"))
        await client.write(f"{STORY} ivan@mail.ru")
        await summary(stage, client)
        await press(stage, client, SEND)
        await stage.until(lambda: bot_says(client, "Менеджер увидит её, как только мы его назначим"))
        offer = await stage.until(lambda: first(m for m in stage.admin.chat if m.inline_buttons))
        await stage.admin.press(offer, offer.buttons[0])
        await stage.until(lambda: len(rings(stage)) == 1)


async def test_docs_lists_waybills_and_claims_in_one_order(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        older = number_of(await issued(stage, client))
        await filed(stage, client)
        newer = number_of(await issued(stage, client))
        await client.press_key(RU.plain("menu-docs"))
        page = await stage.until(lambda: bot_says(client, "Ваши документы"))
        assert page.buttons == [f"📄 {newer}", "⚠️ П-2611-0001", f"📄 {older}"]
        await client.press(page, "⚠️ П-2611-0001")
        await stage.until(lambda: client.chat.last.text.startswith("П-2611-0001 · Новая · ответ до"))

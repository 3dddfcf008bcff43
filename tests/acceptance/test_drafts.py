"""Who begins and does not finish is not forgotten: scenarios 21 and 22, C9. Time passes by making rows older."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg

from relay_bot.clocks.draft import Drafts
from relay_bot.db.session import Database
from relay_bot.phones import spelled
from relay_bot.sandbox import Person
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.drafts import (
    board,
    passes,
    rings,
)
from tests.acceptance.waybills import CARGO, FROM, NEW, TO, WHOLE, answer, bot_says, document, press, summary

RU = Texts.load().lang("ru")


def files_of_drafts(stage: Stage) -> int:
    with psycopg.connect(stage.database) as connection:
        row = connection.execute("SELECT sum(jsonb_array_length(content->'files')) FROM drafts").fetchone()
        return int(row[0]) if row and row[0] else 0


async def begun(stage: Stage, client: Person) -> None:
    await stage.registered(client)
    await client.press_key(NEW)
    await answer(stage, client, "Что везём?", CARGO)
    await stage.until(lambda: bot_says(client, "Откуда забрать?"))


async def test_an_idle_form_is_asked_about_quietly_then_rings_once_with_all_that_was_entered(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), stage.bot():
        await begun(stage, client)
        stage.group.mute(stage.anna)
        passes(stage, 11)
        nudge = await stage.until(lambda: bot_says(client, "Накладная не закончена: осталось откуда, куда, оплата"))
        assert nudge.silent and not board(stage)
        passes(stage, 5)
        card = await stage.until(lambda: first(board(stage)))
        for part in (
            "Накладная",
            client.name,
            spelled(client.phone),
            "Шаг: откуда (3 из 6)",
            "Станок токарный",
            "800 кг",
        ):
            assert part in card.text, part
        assert [RU.plain(f"btn-{key}") for key in ("write", "remind", "called", "dismiss")] == card.buttons
        passes(stage, 60)
        await stage.anna.press(card, RU.plain("btn-called"))
        await stage.until(lambda: "☎️ Позвонила Анна Смирнова" in card.text)
        assert rings(stage) == 1 and len(board(stage)) == 1


async def test_what_fell_due_while_the_bot_was_down_comes_at_once_and_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await begun(stage, client)
    passes(stage, 24 * 60)
    async with stage.bot():
        await stage.until(lambda: first(board(stage)) and bot_says(client, "Накладная не закончена"))
    async with stage.bot():
        await stage.anna.write("проверка", **stage.at(await stage.topic_of(client)))
        await stage.until(lambda: bot_says(client, "проверка"))
        assert rings(stage) == 1
        assert sum("Накладная не закончена" in text for text in client.chat.texts) == 1


async def test_the_card_follows_a_client_who_goes_on_and_finishes_without_a_second_ring(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await begun(stage, client)
        passes(stage, 16)
        card = await stage.until(lambda: first(board(stage)))
        await press(stage, client, RU.plain("btn-continue"))
        await stage.until(lambda: bot_says(client, "Продолжаем. Уже есть: Станок токарный, 800 кг"))
        await stage.until(lambda: "▶️ Клиент продолжил в" in card.text)
        await answer(stage, client, "Откуда забрать?", FROM)
        await answer(stage, client, "Куда доставить?", TO)
        await press(stage, client, RU.plain("btn-pay_invoice"))
        await summary(stage, client)
        await press(stage, client, RU.plain("btn-create"))
        await document(stage, client)
        await stage.until(lambda: "✅ Закончил сам в" in card.text and "2611-" in card.text)
        assert rings(stage) == 1


async def test_a_new_unfinished_form_rings_anew(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await begun(stage, client)
        passes(stage, 16)
        card = await stage.until(lambda: first(board(stage)))
        await client.write("/cancel")
        await stage.until(lambda: "✖️ Клиент отменил в" in card.text)
        await client.press_key(NEW)
        await stage.until(lambda: "Что везём?" in client.chat.last.text)
        passes(stage, 16)
        await stage.until(lambda: len(board(stage)) == 2)
        assert rings(stage) == 2


async def test_words_to_the_manager_do_not_go_into_a_form_that_was_left(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await begun(stage, client)
        topic = await stage.topic_of(client)
        passes(stage, 16)
        await stage.until(lambda: first(board(stage)))
        await client.write("Казань, ул. Баумана, 1")
        await stage.until(lambda: "Казань, ул. Баумана, 1" in topic.texts)
        assert not bot_says(client, "Куда доставить?")


async def test_the_photos_of_a_half_typed_claim_come_with_its_card(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(RU.plain("menu-claim"))
        await answer(stage, client, "По какой накладной", "2611-00042")
        await stage.until(lambda: bot_says(client, "Опишите, что случилось"))
        await client.send_album([b"\xff\xd8one", b"\xff\xd8two"], caption="Разбили две коробки")
        await stage.until(lambda: bot_says(client, "Какую сумму требуете?"))
        await stage.until(lambda: files_of_drafts(stage) == 2)
        passes(stage, 16)
        card = await stage.until(lambda: first(board(stage)))
        assert "Претензия" in card.text and "Разбили две коробки" in card.text and "Файлов: 2" in card.text
        photos = stage.group.topic("Незавершённые")
        await stage.until(lambda: sum(bool(m.photo) for m in photos.messages) == 2)


async def test_a_registration_and_a_visit_without_an_action_ring_too(stage: Stage) -> None:
    newcomer, visitor = stage.client("Новичок"), stage.client("Гость")
    async with stage.bot():
        await newcomer.start("m_ANNA26")
        await stage.registered(visitor)
        await visitor.start()
        await stage.until(lambda: bot_says(visitor, "С возвращением"))
        passes(stage, 16)
        await stage.until(lambda: len(board(stage)) == 2)
        texts = " ".join(card.text for card in board(stage))
        assert "Регистрация" in texts and "Заход в бота" in texts and "Новичок" in texts and "Гость" in texts
        card = first(m for m in board(stage) if "Новичок" in m.text)
        await newcomer.share_contact()
        await stage.until(lambda: "✅ Закончил сам" in card.text)
        other = first(m for m in board(stage) if "Гость" in m.text)
        await visitor.write("здравствуйте")
        await stage.until(lambda: "✅ Закончил сам" in other.text)


async def test_the_card_of_an_invited_visitor_shows_that_they_were_phoned_or_hidden(stage: Stage) -> None:
    newcomer = stage.client("Новичок")
    async with stage.bot():
        await newcomer.start("m_ANNA26")
        await stage.until(lambda: newcomer.chat.keyboard)
        passes(stage, 16)
        card = await stage.until(lambda: first(board(stage)))
        await stage.anna.press(card, RU.plain("btn-called"))
        await stage.until(lambda: "☎️ Позвонил" in card.text and RU.plain("btn-called") not in card.buttons)
        await stage.anna.press(card, RU.plain("btn-dismiss"))
        await stage.until(lambda: "карточку скрыл" in card.text and not card.buttons)


async def test_reminding_hiding_and_forged_taps(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await begun(stage, client)
        passes(stage, 16)
        card = await stage.until(lambda: first(board(stage)))
        await stage.until(lambda: bot_says(client, "Накладная не закончена"))
        await stage.anna.press(card, RU.plain("btn-remind"))
        await stage.until(lambda: sum("Накладная не закончена" in text for text in client.chat.texts) == 2)
        again = await stage.anna.press(card, RU.plain("btn-remind"))
        assert await again.answer() == RU.plain("left-reminded_already")
        stranger = stage.tg.person(666, "Посторонний")
        stage.group.add(stranger)
        for label in card.buttons[1:]:
            tap = await stranger.press(card, label)
            assert await tap.answer() == RU.plain("call-not_yours")
        await stage.anna.press(card, RU.plain("btn-dismiss"))
        await stage.until(lambda: "карточку скрыла Анна Смирнова" in card.text and not card.buttons)
        await press(stage, client, RU.plain("btn-draft_drop"))
        await stage.until(lambda: bot_says(client, RU.plain("draft-dropped")))
        assert "карточку скрыл" in card.text
        assert sum("Накладная не закончена" in text for text in client.chat.texts) == 2


async def test_an_older_button_drops_nothing_that_was_filled_in_since(stage: Stage) -> None:
    client, drop = stage.client(), RU.plain("btn-draft_drop")
    async with stage.bot():
        await begun(stage, client)
        passes(stage, 16)
        nudge = await stage.until(lambda: bot_says(client, "Накладная не закончена"))
        await client.press(nudge, RU.plain("btn-continue"))
        await answer(stage, client, "Откуда забрать?", FROM)
        await stage.until(lambda: bot_says(client, "Куда доставить?"))
        await client.press(nudge, drop)
        again = await stage.until(lambda: bot_says(client, "У вас есть незаконченная накладная"))
        assert "Казань" in again.text and not bot_says(client, RU.plain("draft-dropped"))
        await client.press(again, drop)
        await stage.until(lambda: bot_says(client, RU.plain("draft-dropped")))


async def test_what_only_has_to_be_sent_is_dropped_after_a_question(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        await stage.until(lambda: bot_says(client, "Проверьте накладную"))
        passes(stage, 16)
        await press(stage, client, RU.plain("btn-draft_drop"))
        question = await stage.until(lambda: bot_says(client, RU.plain("form-cancel_sure")))
        await client.press(bot_says(client, "Накладная не закончена"), RU.plain("btn-continue"))
        await stage.until(lambda: bot_says(client, "Продолжаем"))
        await client.write("вес 700 кг")
        await stage.until(lambda: bot_says(client, "стало «700 кг»"))
        await client.press(question, RU.plain("btn-cancel_sure"))
        await stage.until(lambda: bot_says(client, "Уже есть: Станок токарный, 700 кг"))
        assert not bot_says(client, RU.plain("draft-dropped"))


async def test_a_draft_is_kept_for_so_long_and_then_cleared_with_a_word(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(timers={"draft_keep": "14d"}):
        await begun(stage, client)
        passes(stage, 14 * 24 * 60 + 1)
        await stage.until(lambda: bot_says(client, "Этот черновик удалён: прошло больше 14 дней."))
        assert rings(stage) == 0


async def test_changed_timers_apply_to_running_drafts(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await begun(stage, client)
    passes(stage, 3)
    async with stage.bot(timers={"draft_nudge": "1m", "draft_abandoned": "2m"}):
        await stage.until(lambda: first(board(stage)))


async def test_two_sweeps_at_one_moment_ring_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(timers={"draft_abandoned": "0s", "draft_nudge": "0s"}):
        await begun(stage, client)
        db, config = Database(stage.database), stage.config()
        sweeps = [Drafts(db, lambda: config, Texts.load()) for _ in range(2)]
        later = datetime.now(UTC) + timedelta(minutes=16)
        async with db.transaction() as one, db.transaction() as other:
            added = [await sweeps[0].sweep(one, later), await sweeps[1].sweep(other, later)]
        await db.close()
        assert added[1] == 0 < added[0]
        await stage.until(lambda: first(board(stage)))
        assert rings(stage) == 1


async def test_an_unlikely_message_outside_is_no_visit(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.start()
        await stage.until(lambda: bot_says(client, "С возвращением"))
        await client.write(WHOLE)
        await stage.until(lambda: WHOLE in topic.texts)
        await stage.until(lambda: bot_says(client, "Проверьте накладную"))
        passes(stage, 16)
        await stage.until(lambda: first(board(stage)))
        assert [("Накладная" in m.text) for m in board(stage)] == [True]


async def test_words_behind_a_forms_command_are_its_first_answer_or_the_managers(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("/new станок токарный\n800 кг")
        await stage.until(lambda: "Габариты?" in client.chat.last.text)
        await client.write("/new и ещё один станок")
        await stage.until(lambda: "У вас есть незаконченная накладная" in client.chat.last.text)
        await stage.until(lambda: "/new и ещё один станок" in topic.texts)
        await client.write("/claim")
        await stage.until(lambda: "По какой накладной" in client.chat.last.text)


async def test_a_form_that_has_nothing_yet_goes_on_without_a_list_of_nothing(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(RU.plain("menu-claim"))
        await stage.until(lambda: "По какой накладной" in client.chat.last.text)
        passes(stage, 11)
        await press(stage, client, RU.plain("btn-continue"))
        await stage.until(lambda: client.chat.last.text.startswith("Продолжаем.\n\nПо какой накладной"))
        await client.send_photo()
        await stage.until(lambda: "Файлов: 1" in client.chat.last.text)
        await client.press_key(RU.plain("menu-claim"))
        await stage.until(lambda: client.chat.last.text.endswith(": файлов: 1."))

"""👤: one tap, one card, one ring."""

from __future__ import annotations

from relay_bot.phones import spelled
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first

RU = Texts.load().lang("ru")
JPEG = b"\xff\xd8photo"


async def test_a_call_rings_once_through_a_muted_group_and_repeats_do_not(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), stage.bot():
        await stage.registered(client)
        stage.group.mute(stage.anna)
        await client.write("где мой груз?")
        for _ in range(3):
            await client.press(RU.plain("menu-call"))
        await stage.until(lambda: sum("уже в курсе" in text for text in client.chat.texts) == 2)
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        assert spelled(client.phone) in card.text and "где мой груз?" in card.text
        assert RU.plain("call-sent", manager="Анна Смирнова") in client.chat.texts
        assert len([ring for ring in stage.anna.rings if "Вызов" in ring.text]) == 1


async def test_the_managers_first_message_answers_the_call_and_the_next_one_rings_anew(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        await stage.anna.write("слушаю", **stage.at(topic))
        await stage.until(lambda: "✅ Принял" in card.text and "🏁 Завершён" in card.text)
        assert card.buttons == [RU.plain("btn-open_chat")]
        await stage.until(lambda: client.chat.texts[-1] == "слушаю")
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: len([ring for ring in stage.anna.rings if "Вызов" in ring.text]) == 2)
        assert not any("уже в курсе" in text for text in client.chat.texts)
        again = first(m for m in stage.group.topic("Вызовы").messages if RU.plain("btn-take") in m.buttons)
        await stage.anna.press(again, RU.plain("btn-take"))
        await stage.until(lambda: RU.plain("btn-finish") in again.buttons)
        await stage.anna.press(again, RU.plain("btn-finish"))
        await stage.until(lambda: "🏁" in again.text and client.chat.texts[-1] == RU("call-closed"))


async def test_whatever_the_manager_or_their_substitute_sends_answers_the_call(stage: Stage) -> None:
    client, pdf = stage.client(), b"%PDF-1.4"
    async with stage.bot(replies=[{"key": "hi", "ru": "Здравствуйте", "en": "Hello"}]):
        topic = await stage.registered(client)
        stage.group.add(stage.petr)
        calls, at = stage.group.topic("Вызовы"), stage.at(topic)
        answers = {
            "voice": lambda: stage.anna.send_voice(**at),
            "file": lambda: stage.anna.send_document(pdf, "счёт.pdf", "application/pdf", **at),
            "album": lambda: stage.anna.send_album([JPEG + b"1", JPEG + b"2"], **at),
            "canned reply": lambda: stage.anna.write("/t hi", **at),
            "substitute": lambda: stage.petr.write("я за Анну", **at),
        }
        for n, (how, answer) in enumerate(answers.items(), 1):
            await client.press_key(RU.plain("menu-call"))
            await stage.until(
                lambda n=n: sum("🔔 Вызов" in text for text in calls.texts) == n, f"a call before the {how}"
            )
            await answer()
            await stage.until(lambda n=n: sum("🏁" in text for text in calls.texts) == n, f"the {how} ends the call")


async def test_taking_a_call_tells_the_client_once(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        presses = [await stage.anna.press(card, RU.plain("btn-take")) for _ in range(2)]
        assert sorted([await press.answer() for press in presses]) == ["", RU.plain("call-taken_already")]
        await stage.until(lambda: RU("call-accepted", manager="Анна Смирнова") in client.chat.texts)
        assert client.chat.texts.count(RU("call-accepted", manager="Анна Смирнова")) == 1


async def test_the_buttons_of_one_desk_do_not_work_for_another(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        stranger = stage.tg.person(666, "Чужой")
        stage.group.add(stranger)
        press = await stranger.press(card, RU.plain("btn-take"))
        assert await press.answer() == RU.plain("call-not_yours")
        assert "Принял" not in card.text


async def test_an_open_call_comes_back_with_its_deleted_board_and_rings_no_second_time(stage: Stage) -> None:
    waiting, other = stage.client("Светлана"), stage.client("Пётр")
    async with stage.bot():
        await stage.registered(waiting)
        await stage.registered(other)
        await waiting.press(RU.plain("menu-call"))
        board = await stage.until(lambda: stage.group.topic("Вызовы"))
        await stage.until(lambda: first(m for m in board.messages if m.inline_buttons))
        await stage.anna.delete_topic(board)
        await other.press(RU.plain("menu-call"))
        fresh = await stage.until(lambda: stage.group.topic("Вызовы"))
        await stage.until(lambda: sum(bool(m.inline_buttons) for m in fresh.messages) == 2)
        card = first(m for m in fresh.messages if spelled(waiting.phone) in m.text)
        assert card.silent and not card.mentions
        await stage.anna.press(card, RU.plain("btn-take"))
        await stage.until(lambda: "✅ Принял" in card.text)


async def test_words_behind_the_command_are_the_managers_and_stand_in_the_card(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("/call где мой груз")
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        assert "где мой груз" in card.text
        await stage.until(lambda: "/call где мой груз" in topic.texts)

"""A desk of three hundred clients: who waits, who is who, what was promised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from relay_bot.clocks import board as boards
from relay_bot.phones import spelled
from relay_bot.sandbox import Message, Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import (
    Sql,
    general,
    says,
    sql,
)
from tests.acceptance.waybills import issued

__all__ = ["sql"]

RU = Texts.load().lang("ru")
REPLIES = [
    {"key": "hello", "ru": "Здравствуйте, {name}. Это {manager}.", "en": "Hello {name}, this is {manager}."},
    {"key": "bill", "ru": "Счёт отправлен на {email}", "en": "The invoice was sent to {email}"},
]


def board(stage: Stage) -> Message | None:
    return first(m for m in stage.group.general.messages if m.from_bot and m.text.startswith("Сводка ·"))


def link(topic: Topic) -> str:
    return f"https://t.me/c/1000000010/{topic.thread_id}"


def links(message: Message) -> list[str]:
    return [entity["url"] for entity in message.entities if entity["type"] == "text_link"]


async def crowd(sql: Sql, count: int) -> None:
    """So many other clients of Anna's, each with an answered question."""
    await sql(
        "INSERT INTO clients (tg_id, name, company, city, desk, phone, registered_at, wrote_at) "
        "SELECT 500000 + n, 'Клиент ' || n, 'ООО «Фирма ' || n || '»', 'Город ' || n % 7, 'anna', "
        "'+7911' || (1000000 + n), now(), now() FROM generate_series(1, CAST(:count AS int)) n",
        count=count,
    )
    for number, side in enumerate(("client", "desk")):
        await sql(
            "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, "
            "copied_at) SELECT id, :side, 1, tg_id, :number, 'text', '{\"text\": \"старый вопрос\"}', "
            "now() - interval '3 days', now() FROM clients WHERE tg_id BETWEEN 500001 AND 509999",
            side=side,
            number=number + 1,
        )


# --- who waits --------------------------------------------------------------------------------------------------------


async def test_of_three_hundred_clients_the_queue_shows_the_three_who_wait_oldest_first(stage: Stage, sql: Sql) -> None:
    people = [stage.client(name) for name in ("Вера", "Борис", "Алла")]
    async with stage.bot():
        topics = [await stage.registered(client) for client in people]
        await crowd(sql, 297)
        for client, topic, minutes in zip(people, topics, (50, 30, 10), strict=True):
            await client.write("где груз?")
            await stage.until(lambda topic=topic: topic.texts[-1] == "где груз?")
            await sql(
                "UPDATE messages SET written_at = now() - make_interval(mins => :minutes) FROM clients "
                "WHERE clients.id = client_id AND tg_id = :tg",
                minutes=minutes,
                tg=client.id,
            )
        await stage.anna.write("/queue", chat=stage.group)
        answer = await stage.until(lambda: general(stage, "Ждут: 3"))
        assert links(answer) == [link(topic) for topic in topics]
        assert [row.split(" — ")[0] for row in answer.text.splitlines()[1:]] == [
            "1. Вера",
            "2. Борис",
            "3. Алла",
        ] and "«где груз?»" in answer.text
        assert answer.silent

        await stage.anna.write("едет", **stage.at(topics[0]))
        await stage.anna.write("/done", **stage.at(topics[1]))
        await stage.until(lambda: says(topics[1], "снят с очереди"))
        await stage.until(lambda: people[0].chat.texts[-1] == "едет")
        await stage.anna.write("/queue", chat=stage.group)
        answer = await stage.until(lambda: general(stage, "Ждут: 1"))
        assert links(answer) == [link(topics[2])]
        assert "снят" not in "".join(people[1].chat.texts)


async def test_a_long_queue_is_paged_and_the_next_page_goes_on_after_the_last_client(stage: Stage, sql: Sql) -> None:
    async with stage.bot():
        await stage.until(lambda: board(stage))
        await crowd(sql, 30)
        await sql("DELETE FROM messages WHERE side = 'desk'")
        await stage.anna.write("/queue", chat=stage.group)
        page = await stage.until(lambda: general(stage, "Ждут: 30"))
        assert len(page.text.splitlines()) == 21
        await stage.anna.press(page, "Ещё 10")
        rest = await stage.until(lambda: general(stage, "30. "))
        assert len(rest.text.splitlines()) == 11 and rest.text.splitlines()[1].startswith("21. ")


async def test_done_closes_the_call_and_tells_the_client(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        await stage.anna.write("/done", **stage.at(topic))
        await stage.until(lambda: "🏁" in card.text and client.chat.texts[-1] == RU("call-closed"))
        assert says(topic, RU.plain("done-call"))


# --- who is who -------------------------------------------------------------------------------------------------------


async def test_a_client_is_found_by_each_of_their_sides(stage: Stage, sql: Sql) -> None:
    client = stage.client("Роман")
    async with stage.bot():
        topic = await stage.registered(client)
        await crowd(sql, 20)
        await issued(stage, client)
        await client.write("Когда приедут коробки с посудой?")
        await stage.until(lambda: topic.texts[-1].startswith("Когда"))
        await sql(
            "UPDATE clients SET company = 'ООО «Ромашка»', city = 'Орёл', username = 'roma_cargo' WHERE tg_id = :tg",
            tg=client.id,
        )
        number = await sql("SELECT number FROM waybills")
        await sql(
            "INSERT INTO claims (number, client_id, draft_id, waybill_text, story, email, received_at, due_on) "
            "SELECT 'П-2611-0007', client_id, id, '0', 'бой', 'a@b.ru', now(), '2099-01-01' FROM drafts LIMIT 1"
        )
        for query, reason in (
            ("роман", ""),
            ("РОМАШКА орел", ""),
            (client.phone[-7:-3], ""),
            ("8 " + client.phone[2:], ""),
            ("@roma_cargo", ""),
            (number, f"накладная № {number}"),
            (number[-5:], f"накладная № {number}"),
            ("П-2611-0007", "претензия П-2611-0007"),
            ("26110007", "претензия П-2611-0007"),
            ("коробка посуды", "коробки с посудой"),
        ):
            before = len(stage.group.general.messages)
            await stage.anna.write(f"/find {query}", chat=stage.group)
            answer = await stage.until(
                lambda before=before: first(m for m in stage.group.general.messages[before:] if "Нашлось" in m.text),
                query,
            )
            assert "Нашлось: 1" in answer.text and reason in answer.text, (query, answer.text)
            (found,) = links(answer)
            assert found == link(topic) or found.startswith(
                f"{link(topic)}/"
            )  # the message itself, if it has the words
        await stage.anna.write("/find <b>никто</b>", chat=stage.group)
        await stage.until(lambda: general(stage, "Не нашёл «<b>никто</b>»"))
        await stage.petr.write("/find роман", chat=stage.petr_group)
        await stage.until(lambda: first(t for t in stage.petr_group.general.texts if "Не нашёл «роман»" in t))


async def test_info_tells_what_is_known_and_notes_stay_inside(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        before = list(client.chat.texts)
        await stage.anna.write("/note звонить <после> обеда", **stage.at(topic))
        await stage.until(lambda: says(topic, RU.plain("note-kept")))
        await stage.anna.write("/info", **stage.at(topic))
        card = await stage.until(lambda: says(topic, "Заметки"))
        assert "Анна Смирнова: звонить <после> обеда" in card.text
        assert spelled(client.phone) in card.text
        await stage.anna.write("/info", chat=stage.group)
        await stage.until(lambda: general(stage, RU.plain("desk-in_topic")))
        assert client.chat.texts == before


async def test_an_outsider_of_the_group_learns_nothing(stage: Stage) -> None:
    client, stranger = stage.client(), stage.tg.person(666, "Чужой")
    stage.group.add(stranger)
    async with stage.bot(replies=REPLIES):
        topic = await stage.registered(client)
        for command in ("/queue", "/find иван", "/stats", "/waybill 1"):
            await stranger.write(command, chat=stage.group)
        await stage.until(lambda: RU.plain("desk-outsider") in stage.group.general.texts)
        for command in ("/info", "/note x", "/done", "/remind 2ч x", "/t hello", "/waybills"):
            await stranger.write(command, **stage.at(topic))
        await stage.anna.write("/t", **stage.at(topic))
        replies = await stage.until(lambda: says(topic, "Готовые ответы"))
        told = [*stage.group.general.texts, *topic.texts]
        assert told.count(RU.plain("desk-outsider")) == 1  # once an hour, however much a stranger tries
        press = await stranger.press(replies, replies.buttons[0])
        assert await press.answer() == RU.plain("call-not_yours")
        assert not [text for text in client.chat.texts if "Здравствуйте, Иван" in text]


# --- canned replies ---------------------------------------------------------------------------------------------------


async def test_a_canned_reply_is_filled_in_and_sent_once_however_often_it_is_tapped(stage: Stage) -> None:
    client = stage.client()
    words = "Здравствуйте, Иван. Это Анна Смирнова."
    async with stage.bot(replies=REPLIES), stage.bot(replies=REPLIES):
        topic = await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        await stage.anna.write("/t", **stage.at(topic))
        shown = await stage.until(lambda: says(topic, "Готовые ответы"))
        presses = [await stage.anna.press(shown, shown.buttons[0]) for _ in range(3)]
        said = [await press.answer() for press in presses]
        assert sorted(said) == ["", RU.plain("replies-sent_already"), RU.plain("replies-sent_already")]
        await stage.until(lambda: words in client.chat.texts and says(topic, f"Отправлено клиенту: {words}"))
        assert client.chat.texts.count(words) == 1
        await stage.until(lambda: "✅ Приняла Анна Смирнова" in card.text)

        await stage.anna.write("/t bill", **stage.at(topic))
        await stage.until(lambda: says(topic, "нет данных для {email}"))
        await stage.anna.write("/t nothing", **stage.at(topic))
        await stage.until(lambda: says(topic, "Нет ответа «nothing»"))
        await stage.anna.write("/t HELLO", **stage.at(topic))
        await stage.until(lambda: client.chat.texts.count(words) == 2)


async def test_a_canned_reply_is_in_the_clients_language_and_answers_them(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot(replies=REPLIES):
        topic = await stage.registered(client)
        await sql("UPDATE clients SET lang = 'en' WHERE tg_id = :tg", tg=client.id)
        await client.write("hello?")
        await stage.until(lambda: topic.texts[-1] == "hello?")
        await stage.anna.write("/t hello", **stage.at(topic))
        await stage.until(lambda: "Hello Иван, this is Анна Смирнова." in client.chat.texts)
        await stage.anna.write("/queue", chat=stage.group)
        await stage.until(lambda: general(stage, RU.plain("board-empty")))


# --- reminders --------------------------------------------------------------------------------------------------------


async def test_a_reminder_rings_once_with_two_bots_and_after_a_restart(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    stage.group.mute(stage.anna)
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.write("/remind 2ч позвонить", **stage.at(topic))
        await stage.until(lambda: says(topic, "Напомню"))
        await stage.anna.write("/remind когда-нибудь", chat=stage.group)
        await stage.until(lambda: general(stage, "/remind завтра в 10"))
    assert await sql("SELECT count(*) FROM reminders WHERE due_at > now() + interval '119 minutes'") == 1
    await sql("UPDATE reminders SET due_at = now() - interval '1 hour'")  # it fell due while nobody was there
    await sql(
        "INSERT INTO reminders (desk, author_id, body, due_at) VALUES ('anna', :anna, 'отчёт', now())",
        anna=stage.anna.id,
    )
    async with stage.bot(), stage.bot():
        await stage.until(lambda: says(topic, "напоминание: позвонить") and general(stage, "напоминание: отчёт"))
        await sql("UPDATE reminders SET rung_at = NULL")  # should a process forget it: the key does not
        await stage.until(lambda: True)
        await stage.anna.write("/queue", chat=stage.group)
        await stage.until(lambda: general(stage, RU.plain("board-empty")))
    rung = [ring.text for ring in stage.anna.rings if "напоминание" in ring.text]
    assert sorted(rung) == ["⏰ Анна Смирнова напоминание: отчёт", "⏰ Анна Смирнова напоминание: позвонить"]


# --- the live board ---------------------------------------------------------------------------------------------------


async def test_the_board_is_pinned_says_what_the_tables_say_and_is_edited_only_when_that_changes(
    stage: Stage, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "EDIT_AFTER", timedelta())
    monkeypatch.setattr(boards, "EVERY_S", 0.1)
    client, other = stage.client("Вера"), stage.client("Борис")
    async with stage.bot(), stage.bot():
        live = await stage.until(lambda: board(stage))
        await stage.until(lambda: live in stage.group.general.pinned)
        assert RU.plain("board-empty") in live.text and live.silent
        topic = await stage.registered(client)
        await stage.registered(other)
        await client.press(RU.plain("menu-call"))
        await other.write("где груз?")
        await stage.until(lambda: "Вызовы: 1\n1. Вера — только что" in live.text)
        await stage.until(lambda: "Ждут ответа: 1\n1. Борис — только что" in live.text)
        assert link(topic) in links(live)
        await sql("UPDATE calls SET called_at = called_at - interval '7 minutes'")
        await stage.until(lambda: "1. Вера — ⏱ 7 мин" in live.text)
        await stage.anna.write("слушаю", **stage.at(topic))
        await stage.until(lambda: "Вызовы" not in live.text)


async def test_a_deleted_board_comes_back_and_is_pinned_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "EVERY_S", 0.1)
    async with stage.bot():
        live = await stage.until(lambda: board(stage))
        await stage.until(lambda: live in stage.group.general.pinned)
        await stage.anna.delete(live)
        monkeypatch.setattr(boards, "PROBE_AFTER", timedelta(seconds=1))
        again = await stage.until(lambda: (found := board(stage)) and found.id != live.id and found)
        await stage.until(lambda: again in stage.group.general.pinned)


# --- figures, help, menus ---------------------------------------------------------------------------------------------


async def test_figures_come_with_one_picture(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        await stage.anna.write("слушаю", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "слушаю")
        await stage.anna.write("/stats", chat=stage.group)
        found = await stage.until(
            lambda: first(m for m in stage.group.general.messages if "За 7 дней: вызовов 1" in (m.caption or "")),
            timeout=180,
        )
        assert found.photo and found.content.startswith(b"\x89PNG")
        await stage.anna.write("/stats 5x", chat=stage.group)
        await stage.until(lambda: general(stage, "/stats 30d"))


async def test_help_names_what_works_where_it_is_asked(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.write("/help", chat=stage.group)
        await stage.anna.write("/help", **stage.at(topic))
        await stage.until(lambda: general(stage, "В «Сводке»") and says(topic, "В теме клиента"))


async def test_menus_of_commands_are_there_for_clients_desks_and_staff(stage: Stage) -> None:
    async with stage.bot():
        await stage.anna.start()
        await stage.until(lambda: _scopes(stage) >= {"all_private_chats", str(stage.group.id), str(stage.anna.id)})


def _scopes(stage: Stage) -> set[Any]:
    """Chats that have a menu of their own, and kinds of chats."""
    keys = [key.split("/") for key in stage.tg.world.settings.commands]
    return {key[1] or key[0] for key in keys}


async def test_a_group_that_refused_its_menu_gets_it_once_the_bot_is_back(stage: Stage) -> None:
    stage.group.kick_bot()
    async with stage.bot():
        await stage.anna.start()
        await stage.until(lambda: _scopes(stage) >= {"all_private_chats", str(stage.petr_group.id), str(stage.anna.id)})
        stage.group.add_bot()
        stage.group.promote_bot()
        await stage.until(lambda: str(stage.group.id) in _scopes(stage))

"""They talk: what is written on one side appears on the other, and only that."""

from __future__ import annotations

import psycopg
from psycopg.types.json import Jsonb

from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import in_topic
from tests.acceptance.histories import history_in

RU = Texts.load().lang("ru")


async def test_a_client_and_a_manager_talk_with_formatting(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("Добрый <b>день</b>, <i>есть</i> вопрос", html=True)
        arrived = await stage.until(lambda: [m for m in topic.messages if "есть вопрос" in m.text])
        assert arrived[0].html == "Добрый <b>день</b>, <i>есть</i> вопрос"
        await stage.anna.write("Отвечаю: <code>2611-00042</code>", html=True, **stage.at(topic))
        answer = await stage.until(lambda: [m for m in client.chat if "2611" in m.text])
        assert answer[0].html == "Отвечаю: <code>2611-00042</code>"


async def test_notes_and_commands_stay_inside(stage: Stage) -> None:
    """Scenario 20."""
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        for text in ("// клиент должен нам за июль", "/note позвонить", "/testpush", "ответ"):
            await stage.anna.write(text, **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert not any(text.startswith("/") for text in _from_bot(client))


async def test_a_marked_line_stays_inside_and_is_kept_as_a_note(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.write("// 🔥 должен\nДобрый <b>день</b>\n// за июль", html=True, **stage.at(topic))
        answer = await stage.until(lambda: [m for m in client.chat if "Добрый" in m.text])
        assert answer[0].html == "Добрый <b>день</b>"
        await stage.anna.send_photo(b"\xff\xd8photo", caption="акт\n// не тот", **stage.at(topic))
        photo = await stage.until(lambda: [m for m in client.chat if m.photo])
        assert photo[0].text == "акт"
        await stage.anna.write("// звонить после обеда", **stage.at(topic))
        await stage.anna.write("/info", **stage.at(topic))
        card = await stage.until(lambda: [text for text in topic.texts if "🔥 должен за июль" in text])
        assert "не тот" in card[0] and "звонить после обеда" in card[0]
        await stage.anna.write("/history", **stage.at(topic))
        page = (await stage.until(lambda: history_in(topic))).content.decode()
        assert page.count("не тот") == page.count("за июль") == 1 and "Заметка для своих" in page
        assert not any(word in text for text in _from_bot(client) for word in ("июль", "не тот", "обеда"))


async def test_an_unknown_command_is_said_to_have_gone_nowhere(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.write("/foo привет", **stage.at(topic))
        await stage.until(lambda: topic.texts[-1] == in_topic(RU.plain("relay-unknown_command")))
        await stage.anna.write("/help", **stage.at(topic))
        await stage.until(lambda: "В теме клиента" in topic.texts[-1])
        await stage.anna.write("/help", chat=stage.group)
        await stage.until(lambda: "/testpush" in stage.group.general.texts[-1])
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert not any("/foo" in text for text in _from_bot(client))


async def test_who_is_not_the_manager_is_told_that_nothing_was_sent(stage: Stage) -> None:
    client, stranger = stage.client(), stage.tg.person(555, "Чужой")
    async with stage.bot():
        topic = await stage.registered(client)
        stage.group.add(stranger)
        written = await stranger.write("я новенький", **stage.at(topic))
        told = await stage.until(lambda: [m for m in topic.messages if m.text == in_topic(RU.plain("relay-outsider"))])
        assert told[0].reply_to == written
        await stage.anna.write("а я менеджер", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "а я менеджер")
        assert "я новенький" not in _from_bot(client)


async def test_the_substitute_and_an_admin_may_answer(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.group.add(stage.petr, stage.admin)
        await stage.petr.write("от Петра", **stage.at(topic))
        await stage.admin.write("от Ольги", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-2:] == ["от Петра", "от Ольги"])


async def test_fifteen_messages_in_a_burst_arrive_in_order(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        burst = [f"сообщение {number}" for number in range(15)]
        for text in burst:
            await client.write(text)
        await stage.until(lambda: _numbered(topic.texts) == burst)


async def test_media_of_every_kind_is_copied(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.send_photo(caption="груз")
        await client.send_document(b"%PDF-1.4", "акт.pdf", "application/pdf")
        await client.send_voice()
        await client.send_video(caption="видео")
        await client.send_sticker()
        await client.send_location(55.79, 49.12)
        await client.share_contact(stage.petr)
        await client.send_album([b"1", b"2", b"3"], caption="альбом")
        kinds = ("photo", "document", "voice", "video", "sticker", "location", "contact")
        await stage.until(lambda: all(any(m.raw.get(kind) for m in topic.messages) for kind in kinds))
        await stage.until(lambda: sum(bool(m.photo) for m in topic.messages) == 4)
        await stage.anna.send_document(b"%PDF-1.4", "счёт.pdf", "application/pdf", **stage.at(topic))
        await stage.until(lambda: [m for m in client.chat.from_bot if m.document])


async def test_a_message_whose_original_was_deleted_arrives_all_the_same(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add(method="copyMessage", kind="error", description="Bad Request: message to copy not found")
        await client.write("<b>Срочно</b>, удалю потом", html=True)
        arrived = await stage.until(lambda: [m for m in topic.messages if "Срочно" in m.text])
        assert arrived[0].html == "<b>Срочно</b>, удалю потом"


async def test_a_poll_that_telegram_will_not_copy_is_sent_from_what_was_kept(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        refusal = "Bad Request: the message can't be copied"
        stage.tg.faults.add(method="copyMessage", kind="error", description=refusal, times=2)
        await client.send_poll("Куда везти?", ["Тверь", "Клин"])
        await stage.until(lambda: [m for m in topic.messages if "poll" in m.raw])
        await stage.anna.send_poll("Когда?", ["Завтра", "Позже"], **stage.at(topic))
        await stage.until(lambda: [m for m in client.chat.from_bot if "poll" in m.raw])
        await client.write("а это дойдёт")
        await stage.until(lambda: topic.texts[-1] == "а это дойдёт")


async def test_a_client_who_stopped_the_bot_is_reported_once_and_gets_everything_on_return(stage: Stage) -> None:
    """Scenario 10."""
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        client.block()
        await stage.anna.write("первое", **stage.at(topic))
        notice = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("relay-blocked", phone=client.phone)))
        await stage.until(lambda: notice in topic.texts)
        await stage.anna.write("второе", **stage.at(topic))
        await client.start()
        await stage.until(lambda: [t for t in client.chat.texts if t in ("первое", "второе")] == ["первое", "второе"])
        await stage.until(lambda: in_topic(RU.plain("relay-back")) in topic.texts)
        assert topic.texts.count(notice) == 1


async def test_namesakes_who_come_at_once_get_a_topic_each_though_answers_are_lost(stage: Stage) -> None:
    people = [stage.client("Алексей") for _ in range(12)]
    stage.tg.faults.add(method="createForumTopic", kind="reset_after", times=None, probability=0.5, seed=3)

    def heard() -> list[list[str]]:
        return [[text for text in t.texts if text[:2] == "я "] for t in stage.group.topics if t.name == "Алексей"]

    async with stage.bot():
        for person in people:
            await person.start("m_ANNA26")
        for person in people:
            await stage.until(lambda chat=person.chat: chat.keyboard)  # type: ignore[misc]
            await person.share_contact()
        for number, person in enumerate(people):
            await person.write(f"я {number}")
        await stage.until(lambda: len([text for texts in heard() for text in texts]) == 12)
        assert len(heard()) == 12 and all(len(texts) == 1 for texts in heard())


def _from_bot(client: object) -> list[str]:
    return [message.text for message in client.chat.from_bot]  # type: ignore[attr-defined]


def _numbered(texts: list[str]) -> list[str]:
    return [text for text in texts if text.startswith("сообщение ")]


async def test_a_message_refused_for_an_unknown_reason_is_parked_and_the_admin_is_told(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        stage.tg.faults.add(method="copyMessage", kind="error", description="Bad Request: SOMETHING_NEW")
        await client.write("не ушло")
        await stage.until(lambda: any("relay-bot parked show out:" in text for text in stage.admin.chat.texts))
        await stage.until(lambda: any(RU.plain("reason-internal") in text for text in client.chat.texts))
        await client.write("а это дойдёт")
        await stage.until(lambda: topic.texts[-1] == "а это дойдёт")


async def test_a_row_that_another_release_wrote_is_parked_and_the_admin_is_told(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        await stage.registered(client)
        strange = [{"address": f"chat:{client.id}", "kind": "telepathy", "payload": {}, "priority": 1}]
        async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
            await connection.execute("SELECT enqueue(%s)", [Jsonb(strange)])
        await stage.until(lambda: any("relay-bot parked show out:" in text for text in stage.admin.chat.texts))


async def test_a_clients_help_is_answered_and_goes_to_nobody(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        for command in ("/help", "/settings", "/помощь"):
            await client.write(command)
        await client.write("/help мне с грузом")
        await stage.until(lambda: "/help мне с грузом" in topic.texts)
        await stage.until(lambda: sum("/claim — подать претензию" in text for text in client.chat.texts) == 3)
        assert not {"/help", "/settings", "/помощь"} & set(topic.texts)

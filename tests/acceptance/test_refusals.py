"""Telegram refuses: the group everything, a person something, or one message for a reason that nobody knows."""

from __future__ import annotations

import pytest

from relay_bot.db import refusal
from relay_bot.sandbox import Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import ANNA_GROUP, Stage
from tests.acceptance.desk import Sql, in_topic, sql

__all__ = ["sql"]

RU = Texts.load().lang("ru")

WHOLE_GROUP = ["CHAT_RESTRICTED", "CHAT_ADMIN_REQUIRED", "have no rights to send a message", "SOMETHING_NEW"]


def numbered(topic: Topic) -> list[str]:
    return [text for text in topic.texts if text.startswith("№")]


def told_of_the_group(stage: Stage) -> list[str]:
    start = RU.plain("adm-group_lost", manager="Анна Смирнова", error="Bad Request").split(":")[0]
    return [text for text in stage.admin.chat.texts if text.startswith(start)]


@pytest.mark.parametrize("refusal", WHOLE_GROUP)
@pytest.mark.parametrize("people", [1, 3])
async def test_a_group_that_refuses_everything_keeps_its_queue_and_goes_on_by_itself(
    stage: Stage, refusal: str, people: int
) -> None:
    clients = [stage.client(f"Клиент {number}") for number in range(people)]
    async with stage.bot():
        await stage.admin.start()
        topics = [await stage.registered(client) for client in clients]
        description = f"Bad Request: {refusal}"
        for method in ("copyMessage", "sendMessage"):
            stage.tg.faults.add(method=method, chat_id=ANNA_GROUP, kind="error", description=description, times=None)
        for number in range(5):
            for client in clients:
                await client.write(f"№{number}")
        await stage.until(lambda: told_of_the_group(stage), what="a word to the admin")
        await stage.until(lambda: sum(rule.struck for rule in stage.tg.faults.rules) >= 3, what="a probe")
        stage.tg.faults.clear()
        everything = [f"№{number}" for number in range(5)]
        await stage.until(lambda: [numbered(topic) for topic in topics] == [everything] * people)
        assert len(told_of_the_group(stage)) == 1
        assert not any("relay-bot parked" in text for text in stage.admin.chat.texts)
        said = RU.plain("relay-not_delivered", reason=RU.plain("reason-internal"))
        assert not any(said in text for client in clients for text in client.chat.texts)


@pytest.mark.parametrize("refusal", ["CHAT_SEND_MEDIA_FORBIDDEN", "not enough rights to send photos to the chat"])
async def test_a_group_that_takes_no_photos_gets_everything_else_and_the_photo_later(
    stage: Stage, refusal: str
) -> None:
    client, other = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot():
        await stage.admin.start()
        topic, theirs = await stage.registered(client), await stage.registered(other)
        barred = stage.tg.faults.add(
            "copyMessage", ANNA_GROUP, kind="error", description=f"Bad Request: {refusal}", times=None
        )
        await client.send_photo(caption="№0")
        for number in (1, 2):
            await client.write(f"№{number}")
        start = RU.plain("adm-group_bars", manager="Анна Смирнова", error="Bad").split(":")[0]
        told = lambda: [text for text in stage.admin.chat.texts if text.startswith(start)]  # noqa: E731
        await stage.until(told, "a word to the admin")
        await stage.until(lambda: barred.struck >= 2, "another try")
        await stage.anna.write("/info", **stage.at(theirs))
        await stage.until(
            lambda: any(other.phone[-2:] in text for text in theirs.texts[-1:]), "/info while it is barred"
        )
        barred.times = 0
        await stage.until(lambda: numbered(topic) == ["№0", "№1", "№2"])
        assert len(told()) == 1 and not told_of_the_group(stage)


async def test_a_private_chat_that_refuses_everything_for_an_unknown_reason_keeps_its_queue(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        stage.tg.faults.add(chat_id=client.id, kind="error", description="Bad Request: SOMETHING_NEW", times=None)
        for number in range(4):
            await stage.anna.write(f"№{number}", **stage.at(topic))
        start = RU.plain("adm-chat_refuses", client=client.name, error="").split(":")[0]
        await stage.until(lambda: [text for text in stage.admin.chat.texts if text.startswith(start)])
        stage.tg.faults.clear()
        await stage.until(lambda: [t for t in client.chat.texts if t.startswith("№")] == [f"№{n}" for n in range(4)])
        assert len([text for text in stage.admin.chat.texts if text.startswith(start)]) == 1
        assert not any("relay-bot parked" in text for text in stage.admin.chat.texts)


async def test_one_row_that_is_refused_while_others_go_through_is_that_rows_fault(stage: Stage) -> None:
    client, other = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot():
        await stage.admin.start()
        topic, theirs = await stage.registered(client), await stage.registered(other)
        fault = stage.tg.faults.add(method="copyMessage", kind="error", description="Bad Request: SOMETHING_NEW")
        await client.write("не ушло")
        await stage.until(lambda: fault.struck)
        await client.write("ушло")
        await other.write("и это")
        await stage.until(lambda: topic.texts[-1] == "ушло" and theirs.texts[-1] == "и это")
        await stage.until(lambda: any("relay-bot parked show out:" in text for text in stage.admin.chat.texts))
        await stage.until(lambda: any(RU.plain("reason-internal") in text for text in client.chat.texts))
        assert "не ушло" not in topic.texts and not told_of_the_group(stage)


async def test_a_voice_message_that_its_recipient_does_not_take_is_told_and_the_next_goes_on(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        refusal = "Bad Request: VOICE_MESSAGES_FORBIDDEN"
        stage.tg.faults.add(method="copyMessage", chat_id=client.id, kind="error", description=refusal)
        await stage.anna.send_voice(b"OggS", **stage.at(topic))
        await stage.until(lambda: any(RU.plain("reason-no_voice") in text for text in topic.texts))
        await stage.anna.write("тогда текстом", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "тогда текстом")


@pytest.mark.parametrize("refusal", ["USER_IS_BLOCKED", "INPUT_USER_DEACTIVATED", "PEER_ID_INVALID"])
async def test_a_client_who_can_not_be_reached_is_reported_and_gets_everything_on_return(
    stage: Stage, refusal: str
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add(chat_id=client.id, kind="error", description=f"Bad Request: {refusal}", times=None)
        await stage.anna.write("первое", **stage.at(topic))
        notice = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("relay-blocked", phone=client.phone)))
        await stage.until(lambda: notice in topic.texts)
        stage.tg.faults.clear()
        await client.write("я тут")
        await stage.until(lambda: "первое" in client.chat.texts)


async def test_topics_that_were_off_for_a_while_are_the_same_as_before(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        stage.group.set_forum(False)
        await client.write("№1")
        await stage.until(lambda: told_of_the_group(stage))
        stage.group.set_forum(True)
        await stage.until(lambda: numbered(topic) == ["№1"])
        await stage.anna.write("здравствуйте", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "здравствуйте")
        assert [one.name for one in stage.group.topics].count(client.name) == 1


async def test_text_and_files_that_may_not_be_copied_are_sent_from_what_was_kept(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        refusal = "Bad Request: the message can't be copied"
        stage.tg.faults.add(method="copyMessage", kind="error", description=refusal, times=None)
        await client.write("<b>Срочно</b> в Тверь", html=True)
        await client.send_document(b"%PDF-1.4", "счёт.pdf", "application/pdf")
        await stage.anna.write("принято", **stage.at(topic))
        await stage.until(lambda: [m for m in topic.messages if m.html == "<b>Срочно</b> в Тверь"])
        await stage.until(lambda: [m for m in topic.messages if m.document])
        await stage.until(lambda: client.chat.texts[-1] == "принято")


async def test_two_bad_messages_in_a_row_do_not_hold_up_a_chat_for_ever(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusal, "PATIENCE_S", 1.0)
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        bad = stage.tg.faults.add("copyMessage", client.id, kind="error", description="Bad: NEW", times=None)
        await stage.anna.write("раз", **stage.at(topic))
        await stage.anna.write("два", **stage.at(topic))
        reason = RU.plain("relay-not_delivered", reason=RU.plain("reason-internal"))
        await stage.until(lambda: sum(reason in text for text in topic.texts) == 2, "both are told of")
        bad.times = 0
        await stage.anna.write("три", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "три")
        assert not {"раз", "два"} & set(client.chat.texts)


async def test_what_waited_for_a_client_arrives_though_the_bot_has_left_the_group_that_it_was_written_in(
    stage: Stage, sql: Sql
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        client.block()
        await stage.anna.write("№0", **stage.at(topic))
        notice = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("relay-blocked", phone=client.phone)))
        await stage.until(lambda: notice in topic.texts)
        await stage.anna.send_photo(caption="№1", **stage.at(topic))
        await stage.anna.send_album([b"one", b"two"], caption="№2", **stage.at(topic))
        await stage.anna.write("№3", **stage.at(topic))
        await stage.until(lambda: sql("SELECT count(*) = 5 FROM messages WHERE side = 'desk'"))
        stage.group.kick_bot()
        await client.start()
        words = lambda: [one.text or one.caption for one in client.chat]  # noqa: E731
        await stage.until(lambda: [said for said in words() if said.startswith("№")] == ["№0", "№1", "№2", "№3"])
        assert len({one.media_group_id for one in client.chat if one.media_group_id}) == 1


async def test_a_strangers_group_whose_general_is_closed_is_not_written_to_again_and_again(stage: Stage) -> None:
    client, stranger = stage.client(), stage.tg.person(4444, "Чужой")
    group = stage.tg.group(-1001000000077, "Чужая", owner=stranger)
    group.kick_bot()
    await stranger.close_topic(group.general)
    async with stage.bot():
        topic = await stage.registered(client)
        refused = stage.tg.faults.add(
            "sendMessage", group.record.id, kind="error", description="Bad Request: TOPIC_CLOSED", times=None
        )
        group.add_bot()
        await stage.until(lambda: refused.struck)
        for number in range(3):
            await client.write(f"№{number}")
            await stage.until(lambda number=number: f"№{number}" in topic.texts)
        assert refused.struck == 1


@pytest.mark.parametrize("refusal", ["TOPIC_CLOSED", "message thread not found"])
async def test_a_private_chat_without_topics_that_refuses_one_is_asked_again_more_and_more_seldom(
    stage: Stage, refusal: str
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        refused = stage.tg.faults.add(
            "copyMessage", client.id, kind="error", description=f"Bad Request: {refusal}", times=None
        )
        await stage.anna.write("№0", **stage.at(topic))
        await stage.until(lambda: refused.struck == 2, "another try")
        await client.write("№1")
        await stage.until(lambda: "№1" in topic.texts)
        assert refused.struck < 5
        refused.times = 0
        await stage.until(lambda: client.chat.texts[-1] == "№0")

"""Messages that are not what they look like: commands that are none, anonymous people, polls, cards, other numbers."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from relay_bot.intake.lanes import lane_of
from relay_bot.sandbox import Message
from relay_bot.sandbox.polls import poll_of
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import Sql, in_topic, sql

__all__ = ["sql"]

RU = Texts.load().lang("ru")
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
A_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


async def hear(stage: Stage, number: int, message: dict[str, Any]) -> None:
    """A message as if Telegram had sent it."""
    update = {"update_id": number, "message": message}
    async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
        await connection.execute(
            "INSERT INTO inbox (bot_id, update_id, lane, payload) VALUES (%s, %s, %s, %s)",
            (stage.tg.bot_id, number, lane_of(update), json.dumps(update)),
        )


def saying(messages: list[Message], key: str) -> list[Message]:
    return [message for message in messages if RU.plain(key) in message.text]


@pytest.mark.parametrize("words", ["/цена 12000", "/2 места по 500 кг", "/price 12000"])
async def test_what_looks_like_a_command_and_is_none_is_sent_by_one_tap(stage: Stage, words: str) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.write(words, **stage.at(topic))
        asked = await stage.until(lambda: saying(topic.messages, "relay-unknown_command"))
        assert words not in client.chat.texts
        for _ in range(2):
            await stage.anna.press(RU.plain("btn-send_anyway"), asked[0])
        await stage.until(lambda: client.chat.texts[-1] == words)
        await stage.anna.write("дальше", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "дальше")
        assert client.chat.texts.count(words) == 1


@pytest.mark.parametrize("nobody", [ANONYMOUS, A_CHANNEL])
async def test_who_writes_anonymously_is_asked_once_to_switch_it_off(
    stage: Stage, sql: Sql, nobody: dict[str, Any]
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        written = await stage.anna.write("обычное", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "обычное")
        chat = written.raw["chat"] if nobody is ANONYMOUS else {"id": -1001000000777, "type": "channel", "title": "Мы"}
        for number, words in enumerate(("аноним", "аноним", "/info", "// аноним")):
            raw = written.raw | {"from": nobody, "sender_chat": chat, "message_id": 9_000 + number, "text": words}
            await hear(stage, number, raw)
        await stage.until(lambda: saying(topic.messages, "relay-anonymous"))
        await stage.anna.write("снова я", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "снова я")
        assert len(saying(topic.messages, "relay-anonymous")) == 1
        assert await sql("SELECT count(*) FROM outbox WHERE once LIKE 'anonymous:%' OR once LIKE 'outsider:%'") == 1
        assert "аноним" not in client.chat.texts and not saying(topic.messages, "relay-outsider")


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060", "\u200e", "\u202e", "\u00ad", "\u2800 \u200d"])
async def test_a_note_stays_inside_though_something_unseen_stands_before_it(stage: Stage, unseen: str) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.write(f"{unseen}// скидку не давать", **stage.at(topic))
        await stage.anna.write(f"/{unseen}/ и эту", **stage.at(topic))
        await stage.anna.write("здравствуйте", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "здравствуйте")
        assert not [text for text in client.chat.texts if "скидку" in text or "и эту" in text]


async def test_a_poll_is_copied_with_the_word_that_votes_do_not_travel(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.send_poll("Когда забрать?", ["Завтра", "В пятницу"])
        await stage.until(lambda: saying(topic.messages, "relay-poll"))
        assert [message.raw["poll"]["question"] for message in topic.messages if "poll" in message.raw]


SECRET = {
    "poll": {"poll": poll_of("// Дадим скидку?", ["Да", "Нет"])},
    "checklist": {"checklist": {"title": "Документы", "tasks": [{"id": 1, "text": "// проверить паспорт"}]}},
    "rich_message": {"rich_message": {"blocks": [{"type": "paragraph", "text": "// он должен за июль"}]}},
}


@pytest.mark.parametrize("kind", SECRET)
async def test_what_no_line_can_be_left_out_of_stays_inside_whole_with_a_marked_line(stage: Stage, kind: str) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        note = await stage.anna.send(SECRET[kind], **stage.at(topic))
        await stage.until(lambda: note.reactions.get(stage.tg.bot_id), "✍ on it")
        await stage.anna.write("это вам", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "это вам")
        assert not [one for one in client.chat if kind in one.raw]
        assert not saying(topic.messages, "relay-poll")


async def test_an_anonymous_number_registers_and_is_shown_as_it_is(stage: Stage) -> None:
    client = stage.client(phone="88801234567")
    async with stage.bot():
        topic = await stage.registered(client)
        assert "+88801234567" in topic.pinned[0].text


async def test_a_card_that_is_shared_before_the_own_number_is_in_the_topic(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await client.start("m_ANNA26")
        await stage.until(lambda: client.chat.keyboard)
        await client.send_contact("+79161234567", "Водитель Пётр")
        await stage.until(lambda: saying(client.chat.from_bot, "start-phone_not_yours"))
        await client.share_contact()
        topic = await stage.topic_of(client)
        cards = await stage.until(lambda: [message.raw for message in topic.messages if "contact" in message.raw])
        assert cards[0]["contact"]["first_name"] == "Водитель Пётр"


async def test_a_forwarded_contact_is_no_proof_of_a_number(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await client.start("m_ANNA26")
        await stage.until(lambda: client.chat.keyboard)
        contact = {"phone_number": client.phone, "first_name": client.name, "user_id": client.id}
        origin = {"type": "hidden_user", "date": 1764000000, "sender_user_name": "Иван"}
        await client.send({"contact": contact, "forward_origin": origin})
        await stage.until(lambda: saying(client.chat.from_bot, "start-phone_not_yours"))
        assert not [topic for topic in stage.group.topics if topic.name == client.name]


async def test_a_client_who_opens_another_managers_link_stays_and_both_are_told(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        await client.start("m_PETR26")
        told = in_topic(RU.plain("relay-asked_for_another", manager="Пётр Волков"))
        await stage.until(lambda: told in topic.texts)
        await stage.until(lambda: [text for text in stage.admin.chat.texts if "Пётр Волков" in text and "Иван" in text])
        await client.write("привет")
        await stage.until(lambda: topic.texts[-1] == "привет")

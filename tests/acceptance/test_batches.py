"""What came while nobody listened is handled in batches: for whoever wrote it nothing is different."""

from __future__ import annotations

from typing import Any

import psycopg

from relay_bot.sandbox import Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first

RU = Texts.load().lang("ru")
TOLD = RU.plain("err-flood", sec=60)
LAST_OF_EACH = (
    "SELECT content->>'text', name FROM messages JOIN clients ON clients.id = client_id WHERE wrote_to = messages.id"
)
DONE_AT_ONCE = "SELECT count(*) FROM inbox GROUP BY done_at ORDER BY 1 DESC LIMIT 1"
KNOWN = (
    "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at) "
    "SELECT id, 'client', tg_id, tg_id, %s, 'text', '{}', now() FROM clients WHERE tg_id = %s"
)


async def rows(stage: Stage, query: str, *values: Any) -> list[tuple[Any, ...]]:
    async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
        answer = await connection.execute(query, values)
        return await answer.fetchall() if answer.description else []


async def met(stage: Stage, *people: Person) -> list[Topic]:
    """Their topics; they have written before, so nothing is said to them for that."""
    topics = []
    for client in people:
        topics.append(await stage.registered(client))
        await client.write("здравствуйте")
        await stage.until(lambda topic=topics[-1]: "здравствуйте" in topic.texts)
    return topics


def said(topic: Topic) -> list[str]:
    """The numbers that came, each by itself or several in one message."""
    return [line for one in topic.messages for line in one.text.split("\n\n") if line.startswith("№")]


async def test_texts_of_a_batch_are_kept_under_ids_of_their_own_and_can_be_answered(stage: Stage) -> None:
    people = [stage.client(name) for name in ("Иван", "Пётр", "Олег")]
    async with stage.bot():
        topics = await met(stage, *people)
    for number, client in enumerate(people):
        await client.write(f"№ {number}")
    async with stage.bot():
        for number, (client, topic) in enumerate(zip(people, topics, strict=True)):
            copy = await stage.until(lambda here=topic, n=number: first(m for m in here.messages if m.text == f"№ {n}"))
            await stage.anna.write(f"ответ {number}", reply_to=copy, **stage.at(topic))
            answer = await stage.until(
                lambda chat=client.chat, n=number: first(m for m in chat if m.text == f"ответ {n}")
            )
            assert answer.reply_to is not None and answer.reply_to.text == f"№ {number}"
        assert await rows(stage, DONE_AT_ONCE) == [(3,)]
        assert sorted(await rows(stage, LAST_OF_EACH)) == [(f"№ {n}", one.name) for n, one in enumerate(people)]


async def test_clients_who_flood_while_nobody_listens_are_each_told_once_and_lose_nothing(stage: Stage) -> None:
    people = [stage.client(name) for name in ("Иван", "Пётр", "Олег")]
    async with stage.bot():
        topics = await met(stage, *people)
    for number in range(25):
        for client in people:
            await client.write(f"№ {number}")
    async with stage.bot():
        for client, topic in zip(people, topics, strict=True):
            await stage.until(lambda here=topic: said(here)[-1:] == ["№ 24"])
            assert said(topic) == [f"№ {n}" for n in range(25)]
            await stage.until(lambda chat=client.chat: TOLD in chat.texts)
            assert client.chat.texts.count(TOLD) == 1


async def test_an_answer_of_a_batch_takes_the_call(stage: Stage) -> None:
    people = [stage.client(name) for name in ("Иван", "Пётр", "Олег")]
    async with stage.bot():
        topics = await met(stage, *people)
        for client in people:
            await client.press(RU.plain("menu-call"))
        calls = stage.group.topic("Вызовы")
        await stage.until(lambda: len([m for m in calls.messages if RU.plain("btn-take") in m.buttons]) == 3)
    for topic in topics:
        await stage.anna.write("слушаю", **stage.at(topic))
    async with stage.bot():
        await stage.until(lambda: len([m for m in calls.messages if "✅ Принял" in m.text]) == 3)
        await stage.until(lambda: all("слушаю" in client.chat.texts for client in people))


async def test_a_message_of_a_batch_that_is_known_already_holds_nobody_up(stage: Stage) -> None:
    """Another bot took the place of the first: in private chats messages are numbered anew."""
    people = [stage.client(name) for name in ("Иван", "Пётр", "Олег")]
    async with stage.bot():
        topics = await met(stage, *people)
    written = [await client.write("№ 1") for client in people]
    await rows(stage, KNOWN, written[1].id, people[1].id)
    async with stage.bot():
        for topic in topics:
            await stage.until(lambda here=topic: said(here) == ["№ 1"])

"""Topics come and go, are closed, renamed and forgotten; the conversation goes on, and who writes is told."""

from __future__ import annotations

from relay_bot.db import topic as topics
from relay_bot.db.session import Database
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import Sql, sql

__all__ = ["sql"]

RU = Texts.load().lang("ru")


async def test_a_topic_that_was_deleted_comes_back_with_its_card_and_the_last_ten_messages_in_one(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        for number in range(7):
            await client.write(f"вопрос {number}")
        await stage.until(lambda: topic.texts[-1] == "вопрос 6")
        for number in range(5):
            await stage.anna.write(f"ответ {number}", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ 4")
        await stage.anna.delete_topic(topic)
        await client.write("после")
        fresh = await stage.topic_of(client)
        await stage.until(lambda: fresh.texts[-1] == "после")
        again = [text for text in fresh.texts if RU.plain("topic-again") in text]
        assert len(again) == 1
        said = [line.split(" ", 3)[-1] for line in again[0].splitlines()[1:]]
        assert said == [f"вопрос {n}" for n in range(2, 7)] + [f"ответ {n}" for n in range(5)]
        assert fresh.texts.index(again[0]) == len(fresh.texts) - 2, "before what is new, below the card"
        await client.write("и ещё")
        await stage.until(lambda: fresh.texts[-1] == "и ещё")
        assert len([text for text in fresh.texts if RU.plain("topic-again") in text]) == 1


async def test_what_was_written_in_a_topic_before_it_was_deleted_arrives_though_the_bot_has_made_another(
    stage: Stage,
) -> None:
    """The client's message is handled before the manager's: by then the bot knows the old topic no more."""
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        price = await stage.anna.write("цена 100", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "цена 100")
    await stage.anna.reply(price, "вернее, 200")
    await stage.anna.write("и ещё", **stage.at(topic))
    await stage.anna.edit(price, "// цена 100")
    await stage.anna.delete_topic(topic)
    await client.write("сколько?")
    database = Database(stage.database)
    async with database.transaction() as session:
        await topics.gone(session, "topic:1")
    await database.close()
    async with stage.bot():
        fresh = await stage.topic_of(client)
        await stage.until(lambda: fresh.texts[-1] == "сколько?")
        for words in ("вернее, 200", "и ещё"):
            await stage.until(lambda words=words: any(text.endswith(words) for text in client.chat.texts), words)
        await stage.until(lambda: "цена 100" not in client.chat.texts)


async def test_a_topic_that_the_manager_closes_is_done_and_the_next_message_opens_it(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("вопрос")
        await stage.until(lambda: topic.texts[-1] == "вопрос")
        await stage.anna.close_topic(topic)

        async def done() -> bool:
            return await sql("SELECT answered_to IS NOT NULL FROM clients") is True

        await stage.until(done, "the client waits no more")
        assert topic.closed and topic.texts[-1] == "вопрос"
        await client.write("ещё вопрос")
        await stage.until(lambda: topic.texts[-1] == "ещё вопрос")
        assert not topic.closed


async def test_a_name_that_a_person_gave_stays_also_in_a_topic_that_is_made_anew(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.rename_topic(topic, "Иван, VIP")
        await client.write("раз")
        await stage.until(lambda: topic.texts[-1] == "раз")
        assert topic.name == "Иван, VIP"
        await stage.anna.delete_topic(topic)
        await client.write("два")
        fresh = await stage.until(lambda: next((t for t in stage.group.topics if t.name == "Иван, VIP"), None))
        await stage.until(lambda: fresh.texts[-1] == "два")


async def test_what_is_written_while_the_bot_is_out_of_the_group_is_said_to_be_unknown(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        stage.group.kick_bot()
        await client.write("есть кто?")
        await client.write("ау")
        await stage.until(lambda: [text for text in stage.admin.chat.texts if "Нет доступа" in text])
        await stage.anna.write("не дойдёт", **stage.at(topic))
        stage.group.add_bot()
        stage.group.promote_bot()
        await stage.until(lambda: topic.texts[-1:] == ["ау"], timeout=180)
        await stage.until(lambda: RU.plain("group-was_out") in stage.group.general.texts)
        assert "не дойдёт" not in client.chat.texts
        assert len([text for text in stage.admin.chat.texts if "Нет доступа" in text]) == 1

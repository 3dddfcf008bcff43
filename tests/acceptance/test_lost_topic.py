"""Topics that the bot made and does not know any more: an older backup was restored, or a client has another one."""

from __future__ import annotations

from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import Sql, sql
from tests.acceptance.settled import settled

__all__ = ["sql"]
RU = Texts.load().lang("ru")


async def test_the_topic_of_a_client_without_one_is_theirs_again_and_the_answer_arrives(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.until(lambda: settled(stage.database))
    await sql("DELETE FROM cards WHERE key LIKE 'topic:%'")
    await sql("DELETE FROM topics WHERE client_id IS NOT NULL")
    async with stage.bot():
        await stage.anna.write("ваш груз в пути", **stage.at(topic))
        await stage.until(lambda: "ваш груз в пути" in client.chat.texts)
        await client.write("спасибо")
        await stage.until(lambda: "спасибо" in topic.texts)
        assert [one.name for one in stage.group.topics].count(client.name) == 1


async def test_where_a_client_has_another_topic_that_is_said_once_and_nothing_goes(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await stage.until(lambda: settled(stage.database))
    await sql("DELETE FROM cards WHERE key LIKE 'topic:%'")
    await sql("DELETE FROM topics WHERE client_id IS NOT NULL")
    async with stage.bot():
        await client.write("это я")
        new = await stage.until(lambda: next((t for t in stage.group.topics if "это я" in t.texts), None))
        for words in ("вы получили?", "ау"):
            await stage.anna.write(words, **stage.at(old))
        await stage.until(lambda: any("Бот не помнит этой темы" in text for text in old.texts))
        await stage.anna.write("слушаю вас", **stage.at(new))
        await stage.until(lambda: "слушаю вас" in client.chat.texts)
        assert sum("Бот не помнит этой темы" in text for text in old.texts) == 1
        assert "вы получили?" not in client.chat.texts and "ау" not in client.chat.texts


async def test_in_a_topic_that_people_have_made_for_themselves_nothing_is_said(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        own = await stage.anna.create_topic(stage.group, "Планёрка")
        await stage.anna.write("между нами", chat=stage.group, topic=own)
        await stage.anna.write("здравствуйте", **stage.at(topic))
        await stage.until(lambda: "здравствуйте" in client.chat.texts)
        assert own.texts == ["между нами"] and "между нами" not in client.chat.texts

"""/history: the whole conversation as one file in the client's topic."""

from __future__ import annotations

from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.histories import (
    history_in,
)
from tests.acceptance.waybills import issued

RU = Texts.load().lang("ru")


async def test_history_is_one_silent_file_with_everything_that_was_said(stage: Stage) -> None:
    client = stage.client("Иван <b>")
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("где <груз>?")
        await client.send_document(b"pdf", "акт.pdf", caption="акт")
        await stage.until(lambda: topic.messages[-1].document)
        await stage.anna.write("в пути", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "в пути")
        await stage.anna.write("/note звонить после обеда", **stage.at(topic))
        await issued(stage, client)
        await stage.anna.write("/history", **stage.at(topic))
        file = await stage.until(lambda: history_in(topic))
        page = file.content.decode()
        said = ("где &lt;груз&gt;?", "📎 Документ: акт.pdf", "в пути", "Анна Смирнова", "Заметка для своих")
        for words in (*said, "звонить после обеда", "Оформлена накладная № ", "Иван &lt;b&gt;"):
            assert words in page, words
        assert page.index("где &lt;груз&gt;?") < page.index("в пути") < page.index("звонить после обеда")
        assert file.silent and not any("history" in words for words in client.chat.texts)


async def test_only_who_speaks_for_the_desk_gets_the_file_and_only_in_a_clients_topic(stage: Stage) -> None:
    client, stranger = stage.client(), stage.client("Чужой")
    async with stage.bot():
        topic = await stage.registered(client)
        stage.group.add(stranger)
        await stranger.write("/history", **stage.at(topic))
        await stage.until(lambda: any(RU.plain("desk-outsider") in words for words in topic.texts))
        await stage.anna.write("/history", chat=stage.group)
        await stage.until(lambda: any("в теме клиента" in words for words in stage.group.general.texts))
        assert history_in(topic) is None

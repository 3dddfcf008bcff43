"""An admin sends a list of clients to the bot: checked, shown, brought in by a tap; from nobody else."""

from __future__ import annotations

import psycopg

from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage

RU = Texts.load().lang("ru")
LIST = "phone;name;manager\n+79990000001;Иван Первый;anna\n+79990000002;Иван Второй;nobody\n"


def known(stage: Stage) -> list[str]:
    with psycopg.connect(stage.database) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM records ORDER BY phone")]


async def test_a_list_is_shown_and_a_tap_brings_it_in_once(stage: Stage) -> None:
    async with stage.bot():
        await stage.admin.start()
        await stage.admin.write("/import")
        await stage.until(lambda: "CSV или XLSX" in stage.admin.chat.texts[-1])
        await stage.admin.send_document(LIST.encode("cp1251"), "клиенты.csv", caption="/import")
        report = await stage.until(lambda: [m for m in stage.admin.chat if m.buttons and "строк 2" in m.text])
        assert "новых 1" in report[0].text and "«nobody» не найден" in report[0].text
        assert known(stage) == []
        for _ in range(2):
            await stage.admin.press(report[0], RU.plain("btn-adm_import"))
        await stage.until(lambda: "Загружено: новых 1" in stage.admin.chat.texts[-1])
        assert known(stage) == ["Иван Первый"]


async def test_a_file_that_is_no_list_says_so(stage: Stage) -> None:
    async with stage.bot():
        await stage.admin.start()
        await stage.admin.send_document(b"%PDF-1.4 not a table", "клиенты.xlsx")
        await stage.until(lambda: "XLSX" in stage.admin.chat.texts[-1] and not stage.admin.chat.last.buttons)


async def test_a_client_and_a_manager_import_nothing(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.start()
        for person in (stage.anna, client):
            await person.send_document(LIST.encode(), "клиенты.csv", caption="/import")
        await client.write("дальше")
        await stage.until(lambda: "дальше" in topic.texts)
        assert known(stage) == []
        with psycopg.connect(stage.database) as connection:
            assert connection.execute("SELECT count(*) FROM imports").fetchone() == (0,)

"""Many clients go to other managers, by a file or a rule: the running bot moves them, also over a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psycopg
import pytest

from relay_bot.cli.reassign import Rule, reassign
from relay_bot.sandbox import Person
from relay_bot.texts import Texts
from tests.acceptance.conftest import ANNA_GROUP, ANNA_ID, PETR_GROUP, PETR_ID, Stage

RU = Texts.load().lang("ru")
NO_RULE = Rule(None, None, None, 1_000_000)


@pytest.fixture
def config(stage: Stage, tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    managers = (("anna", "Анна Смирнова", ANNA_ID, ANNA_GROUP), ("petr", "Пётр Волков", PETR_ID, PETR_GROUP))
    tables = [
        f'[[managers]]\nkey = "{key}"\nname = "{name}"\ntg_id = {tg}\nphone = "+79000000010"\ngroup_id = {group}\n'
        for key, name, tg, group in managers
    ]
    path.write_text(f'[database]\nurl = "{stage.database}"\n' + "".join(tables), "utf-8")
    return path


async def command(config: Path, file: Path | None, rule: Rule, *, apply: bool) -> int:
    return await asyncio.to_thread(reassign, config, file, rule, apply)


def desks(stage: Stage) -> list[str]:
    with psycopg.connect(stage.database) as connection:
        return [row[0] for row in connection.execute("SELECT desk FROM clients ORDER BY id")]


async def came(stage: Stage, count: int) -> list[Person]:
    people = [stage.client(f"Клиент{number}") for number in range(count)]
    for person in people:
        await stage.registered(person)
    return people


async def test_clients_of_a_file_go_to_the_managers_that_it_names(
    stage: Stage, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage.bot():
        await stage.admin.start()
        first, second, third = await came(stage, 3)
        file = tmp_path / "list.csv"
        rows = [(first.phone, "petr"), (second.phone, "anna"), ("+79005550000", "petr"), (third.phone, "nobody")]
        file.write_text("phone;manager\n" + "".join(f"{phone};{key}\n" for phone, key in rows), "utf-8")
        assert await command(config, file, NO_RULE, apply=False) == 0
        told = capsys.readouterr().out
        assert "Анна Смирнова → Пётр Волков: 1" in told and "«nobody» не найден" in told and "--apply" in told
        assert desks(stage) == ["anna"] * 3
        assert await command(config, file, NO_RULE, apply=True) == 0
        await stage.until(lambda: "Клиенты переданы по списку: 1" in stage.admin.chat.texts[-1])
        assert desks(stage) == ["petr", "anna", "anna"]
        topic = await stage.topic_of(first, stage.petr_group)
        await first.write("здравствуйте")
        await stage.until(lambda: "здравствуйте" in topic.texts)


async def test_a_rule_takes_so_many_and_a_restart_goes_on(stage: Stage, config: Path) -> None:
    async with stage.bot():
        await stage.admin.start()
        people = await came(stage, 4)
    assert await command(config, None, Rule("anna", "petr", None, 3), apply=True) == 0  # nobody is there to do it
    assert desks(stage) == ["anna"] * 4
    async with stage.bot():
        await stage.until(lambda: "Клиенты переданы по списку: 3" in stage.admin.chat.texts[-1])
    assert desks(stage) == ["petr", "petr", "petr", "anna"]
    assert [sum("Пётр Волков" in text for text in person.chat.texts) for person in people] == [1, 1, 1, 0]


async def test_a_wrong_rule_moves_nobody(stage: Stage, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for rule in (NO_RULE, Rule("anna", "anna", None, 9), Rule("anna", "nobody", None, 9)):
        assert await command(config, None, rule, apply=True) == 1
    assert "anna, petr" in capsys.readouterr().err


@pytest.mark.parametrize(("wish", "moved"), [("ask", False), ("transfer", True), ("ignore", False)])
async def test_an_import_with_another_manager_asks_moves_or_passes_over_it(
    stage: Stage, wish: str, moved: bool
) -> None:
    async with stage.bot(clients_import={"reassign": wish}):
        await stage.admin.start()
        (client,) = await came(stage, 1)
        list_ = f"phone;name;manager\n{client.phone};Клиент0;petr\n".encode()
        await stage.admin.send_document(list_, "list.csv")
        report = await stage.until(lambda: [m for m in stage.admin.chat if m.buttons and "строк 1" in m.text])
        assert ("другой менеджер" in report[0].text) == (wish == "ask")
        assert ("Сменят менеджера" in report[0].text) == (wish == "transfer")
        await stage.admin.press(report[0], RU.plain("btn-adm_import"))
        await stage.until(lambda: any("Загружено" in text for text in stage.admin.chat.texts))
        if moved:
            await stage.until(lambda: "переданы по списку: 1" in stage.admin.chat.texts[-1])
        assert desks(stage) == ["petr" if moved else "anna"]

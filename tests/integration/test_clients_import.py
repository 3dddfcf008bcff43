"""The company's list of clients in the database: by phone, again and again, without losing anybody."""

from __future__ import annotations

from typing import Any

import pytest

from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db.roster import Report, import_file
from relay_bot.db.session import Database
from relay_bot.domain.client import Record
from relay_bot.texts import LANGUAGES, Texts

MANAGER = {"key": "anna", "name": "Анна", "tg_id": 10, "phone": "+79000000010"}
CONFIG = Config.model_validate({"managers": [MANAGER]})
FILE = "phone;name;company;city;manager\n+79001234567;Иван;ООО Вектор;Казань;anna\n+79001234568;Пётр;;;\n"


async def load(db: Database, content: str = FILE, *, dry_run: bool = False) -> Report:
    async with db.transaction() as session:
        return await import_file(session, CONFIG, content.encode(), dry_run=dry_run)


async def known(db: Database) -> dict[str, Record]:
    async with db.transaction() as session:
        return await clients.known_phones(session)


def sums(report: Report) -> tuple[int, int, int]:
    return len(report.roster.new), len(report.roster.updated), report.roster.same


async def test_good_rows_are_known_afterwards(db: Database) -> None:
    assert sums(await load(db)) == (2, 0, 0)
    ivan = (await known(db))["+79001234567"]
    assert (ivan.name, ivan.company, ivan.city, ivan.desk) == ("Иван", "ООО Вектор", "Казань", "anna")


async def test_a_dry_run_says_the_same_and_writes_nothing(db: Database) -> None:
    assert sums(await load(db, dry_run=True)) == (2, 0, 0)
    assert await known(db) == {}


async def test_the_same_file_again_changes_nothing(db: Database) -> None:
    await load(db)
    before = await known(db)
    assert sums(await load(db)) == (0, 0, 2)
    assert await known(db) == before


async def test_who_is_missing_from_a_newer_file_stays(db: Database) -> None:
    await load(db)
    assert sums(await load(db, "phone;name\n+79001234567;Иван Петров\n")) == (0, 1, 0)
    assert {record.name for record in (await known(db)).values()} == {"Иван Петров", "Пётр"}


async def test_a_personal_link_and_who_used_it_survive_an_import(db: Database) -> None:
    async with db.transaction() as session:
        await clients.keep_records(session, [Record("+79001234567", invite="x7Kq")], "config")
        await clients.use_invite(session, "+79001234567", 5005)
    await load(db)
    ivan = (await known(db))["+79001234567"]
    assert (ivan.name, ivan.invite, ivan.invite_used_by) == ("Иван", "x7Kq", 5005)


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_report_names_bad_rows_and_gives_the_sums(db: Database, language: str, dry_run: bool) -> None:
    report = await load(db, FILE + "нет;Анна\n", dry_run=dry_run)
    lines = report.lines(Texts.load().lang(language))
    assert any("4" in line and "нет" in line for line in lines)
    assert any("2" in line and "1" in line for line in lines)


async def test_a_file_of_nul_bytes_and_endless_cells_is_refused_not_fatal(db: Database) -> None:
    content: Any = "phone;name\n+79001234567;Ив\x00ан\n+79001234568;" + "я" * 200_000 + "\n"
    report = await load(db, content)
    assert [fault.values["row"] for fault in report.roster.faults] == [3]
    assert [record.name for record in (await known(db)).values()] == ["Иван"]

"""The company's list of clients in the database: by phone, again and again, without losing anybody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import roster
from relay_bot.db.roster import Report, import_file
from relay_bot.db.session import Database
from relay_bot.domain.client import Record
from relay_bot.texts import LANGUAGES, Texts
from relay_bot.views import roster as views

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
    assert [fault.values["row"] for fault in report.roster.faults] == [2, 3]
    assert await known(db) == {}


async def test_a_column_that_the_file_lacks_changes_nothing(db: Database) -> None:
    await load(db)
    assert sums(await load(db, "phone;city\n+79001234567;Самара\n")) == (0, 1, 0)
    ivan = (await known(db))["+79001234567"]
    assert (ivan.name, ivan.company, ivan.city, ivan.desk) == ("Иван", "ООО Вектор", "Самара", "anna")


async def test_thirty_thousand_clients_are_written_with_progress_and_without_a_topic(db: Database) -> None:
    rows = "".join(f"+7{9_000_000_000 + n};Клиент {n};;;anna\n" for n in range(30_000))
    heard: list[tuple[int, int]] = []
    async with db.transaction() as session:
        report = await import_file(
            session,
            CONFIG,
            f"phone;name;company;city;manager\n{rows}".encode(),
            dry_run=False,
            progress=lambda done, total: heard.append((done, total)),
        )
    assert sums(report) == (30_000, 0, 0)
    assert len(await known(db)) == 30_000
    assert heard[-1] == (30_000, 30_000)
    assert len(heard) > 3
    async with db.transaction() as session:
        for table in ("topics", "outbox"):
            assert (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0


async def test_a_report_of_thousands_of_bad_rows_shows_the_first_and_counts_the_others(db: Database) -> None:
    for dry_run in (True, False):
        report = await load(db, "phone\n" + "нет\n" * 5000, dry_run=dry_run)
        lines = report.lines(Texts.load().lang("en"))
        assert len(lines) < 120
        assert any("4900 more" in line for line in lines)
        assert any("5000" in line for line in lines)


async def test_what_is_exported_is_read_again_as_it_was(db: Database) -> None:
    await load(db, FILE + '+375291234567;"=1+1";"-Вектор; ""Юг""";;\n')
    async with db.transaction() as session:
        table = views.clients(await roster.everybody(session))
    for content in (views.as_csv(table), views.as_xlsx(table)):
        async with db.transaction() as session:
            assert sums(await import_file(session, CONFIG, content, dry_run=True)) == (0, 0, 3)


async def test_an_export_has_those_too_who_came_by_themselves_and_the_manager_who_serves_them(db: Database) -> None:
    await load(db)
    async with db.transaction() as session:
        await desks.keep(session, "anna", None)
        for tg_id, phone in ((1, "+79001234568"), (2, "+79001234599")):
            client = await clients.arrive(session, tg_id, f"Гость {tg_id}", "")
            await clients.change(session, client.id, phone=phone, desk="anna")
        found = {one.phone: (one.name, one.desk) for one in await roster.everybody(session, "anna")}
    assert found == {
        "+79001234567": ("Иван", "anna"),
        "+79001234568": ("Пётр", "anna"),
        "+79001234599": ("Гость 2", "anna"),
    }


async def test_everybody_who_has_not_come_gets_a_link_that_stays_the_same(db: Database) -> None:
    await load(db)
    async with db.transaction() as session:
        first = await roster.invited(session)
        assert len({one.invite for one in first if one.invite and len(one.invite) >= 12}) == 2
        assert await roster.invited(session) == first
        await clients.use_invite(session, "+79001234567", 5005)
        assert [one.phone for one in await roster.invited(session)] == ["+79001234568"]
        assert await clients.record_by_invite(session, first[0].invite or "") is not None

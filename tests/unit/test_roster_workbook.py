"""The list of clients as an Excel workbook, also as one that means harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from relay_bot.domain.client import Record
from relay_bot.domain.roster import Roster, read

HEAD = ("phone", "name", "company", "manager")


def book(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def roster(content: bytes) -> Roster:
    return read(content, ["anna"], {})


def keys(content: bytes) -> list[str]:
    return [fault.key for fault in roster(content).faults]


def repacked(content: bytes, part: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, text if name == part else before.read(name))
    return out.getvalue()


@pytest.mark.parametrize("cell", [79001234567, 79001234567.0, "79001234567", "+7 900 123-45-67", "'79001234567"])
def test_numbers_are_read_whether_excel_holds_them_as_numbers_or_as_text(cell: Any) -> None:
    found = roster(book(HEAD, (cell, "Иван", None, "anna"), (None, None), ("нет", date(2026, 1, 2))))
    assert found.new == [Record("+79001234567", "Иван", desk="anna")]
    assert [(fault.key, fault.values["row"]) for fault in found.faults] == [("adm-import_bad_phone", 4)]


def test_columns_beyond_ours_are_left_alone() -> None:
    found = roster(book((*HEAD, *range(500)), ("89001234567", "Иван", "", "", *range(500))))
    assert found.new == [Record("+79001234567", "Иван")]


def test_a_workbook_that_swells_when_it_is_unpacked_is_refused_unopened() -> None:
    bomb = repacked(book(HEAD), "xl/worksheets/sheet1.xml", b"0" * 110 * 1024 * 1024)
    assert len(bomb) < 1024 * 1024
    assert keys(bomb) == ["adm-import_swollen"]


def test_a_sheet_of_a_million_rows_ends_at_the_limit_and_says_so() -> None:
    sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    sheet += b"<row r='1'><c r='A1' t='inlineStr'><is><t>phone</t></is></c></row>"
    sheet += b"<row r='1048576'><c r='A1048576'><v>79001234567</v></c></row></sheetData></worksheet>"
    assert keys(repacked(book(HEAD), "xl/worksheets/sheet1.xml", sheet)) == ["adm-import_rows"]


@pytest.mark.parametrize("sheet", [b"", b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"\x00" * 100])
def test_a_damaged_workbook_costs_a_sentence(sheet: bytes) -> None:
    assert keys(repacked(book(HEAD), "xl/worksheets/sheet1.xml", sheet)) in (
        ["adm-import_broken"],
        ["adm-import_columns"],
    )


def test_an_archive_without_a_sheet_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("clients.csv", "phone\n89001234567\n")
    assert keys(out.getvalue()) == ["adm-import_kind"]
    assert keys(out.getvalue()[:40]) == ["adm-import_broken"]

"""The company's list of clients: whatever Excel makes of it, good rows count and bad ones are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.domain.client import Record
from relay_bot.domain.roster import COLUMNS, Roster, read
from relay_bot.texts import LANGUAGES, Texts

HEAD = ";".join(COLUMNS)
ROW = "+79001234567;Иван Петров;ООО Вектор;Казань;anna;ivan@example.org;1655000000;ru"
IVAN = Record("+79001234567", "Иван Петров", "ООО Вектор", "Казань", "anna", "ivan@example.org", "1655000000", "ru")


def roster(content: str | bytes, known: dict[str, Record] | None = None) -> Roster:
    return read(content.encode() if isinstance(content, str) else content, ["anna", "petr"], known or {})


def faults(content: str) -> list[tuple[str, object]]:
    return [(fault.key, fault.values.get("row")) for fault in roster(content).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_dialect_of_excel_is_read(encoding: str, separator: str, line_end: str) -> None:
    content = f"{HEAD}\n{ROW}\n".replace(";", separator).replace("\n", line_end).encode(encoding)
    found = roster(content)
    assert (found.new, found.faults) == ([IVAN], [])


def test_quoted_cells_may_hold_separators_quotes_and_line_ends() -> None:
    found = roster(f'{HEAD}\n+79001234567;"Иван; ""Ваня""";"ООО\nВектор"\n+79001234568;Пётр\n')
    assert [record.name for record in found.new] == ['Иван; "Ваня"', "Пётр"]
    assert found.new[0].company == "ООО\nВектор"


def test_columns_may_stand_in_any_order_and_be_missing_or_unknown() -> None:
    found = roster("Name; PHONE ;комментарий\nИван;89001234567;важный\n")
    assert found.new == [Record("+79001234567", "Иван")]


def test_a_second_row_with_the_same_number_is_named_with_the_first() -> None:
    found = roster("phone;name\n89001234567;Иван\n+7 900 123-45-67;Пётр\n")
    assert [record.name for record in found.new] == ["Иван"]
    assert found.faults[0].key == "adm-import_dup"
    assert found.faults[0].values == {"row": 3, "phone": "+79001234567", "first": 2}


@pytest.mark.parametrize("cell", ["7,91E+10", "7.9E+10", "79E10", "7,91e+10"])
def test_a_number_that_excel_has_damaged_is_named_as_such(cell: str) -> None:
    assert faults(f"phone;name\n{cell};Иван\n") == [("adm-import_phone", 2)]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("79001234567.0", "+79001234567"),
        ("79001234567,00", "+79001234567"),
        ("'+79001234567", "+79001234567"),
        ('"=""79001234567"""', "+79001234567"),
        ("7,9001234567E+10", "+79001234567"),
        ("8 (900) 123-45-67", "+79001234567"),
        ("9001234567", "+79001234567"),
        ("\u202a+79001234567\u202c", "+79001234567"),
        ("375291234567", "+375291234567"),
        ("8613800138000", "+8613800138000"),
    ],
)
def test_a_number_is_known_in_whatever_a_spreadsheet_made_of_it(cell: str, phone: str) -> None:
    assert [record.phone for record in roster(f"phone;name\n{cell};Иван\n").new] == [phone]


def test_a_cell_that_is_no_number_is_named() -> None:
    assert faults("phone;name\nнет;Иван\n;Пётр\n") == [("adm-import_bad_phone", 2), ("adm-import_bad_phone", 3)]


def test_an_unknown_manager_is_named_and_nobody_is_lost_to_them() -> None:
    assert faults("phone;manager\n89001234567;fired\n") == [("adm-import_mgr", 2)]


def test_without_a_manager_the_rule_decides_later() -> None:
    assert roster("phone;manager\n89001234567;\n").new[0].desk is None


@pytest.mark.parametrize("content", ["", "\n", "name;city\nИван;Казань\n", "89001234567;Иван\n"])
def test_a_file_without_the_column_of_phones_says_which_columns_there_are(content: str) -> None:
    assert faults(content) == [("adm-import_columns", None)]


def test_what_is_known_is_updated_only_when_it_differs() -> None:
    moved = replace(IVAN, city="Самара")
    assert roster(f"{HEAD}\n{ROW}\n", {IVAN.phone: IVAN}).same == 1
    assert roster(f"{HEAD}\n{ROW}\n", {IVAN.phone: moved}).updated == [IVAN]


def test_bad_rows_do_not_keep_good_ones_out() -> None:
    found = roster("phone;name\nнет;Иван\n89001234567;Пётр\n")
    assert (found.rows, len(found.new), len(found.faults)) == (2, 1, 1)


def test_quotes_that_do_not_close_are_named_instead_of_swallowing_the_rest_in_silence() -> None:
    found = roster('phone;name\n89001234567;Иван\n89001234568;"Пётр\n89001234569;Анна\n')
    assert [record.name for record in found.new] == ["Иван"]
    assert [(fault.key, fault.values) for fault in found.faults] == [("adm-import_quotes", {"row": 3})]


@pytest.mark.parametrize("start", [b"%PDF-1.7 \n", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x89PNG\r\n"])
def test_a_file_of_another_kind_is_named(start: bytes) -> None:
    (fault,) = roster(start + b"\x00" * 5000).faults
    assert fault.key == "adm-import_kind"


def test_a_quote_that_is_open_for_five_megabytes_costs_a_sentence() -> None:
    found = roster('phone;name\n89001234567;Иван\n89001234568;"' + "я" * 2_500_000)
    assert [record.name for record in found.new] == ["Иван"]
    assert [fault.key for fault in found.faults] == ["adm-import_quotes"]


def test_a_name_of_three_megabytes_is_named_by_its_row_and_kept_out() -> None:
    found = roster("phone;name\n89001234567;" + "я" * 100_000 + "\n89001234568;Пётр\n")
    assert ([record.name for record in found.new], found.faults[0].key) == (["Пётр"], "adm-import_long")
    assert roster("phone;name\n89001234567;" + "я" * 1_500_000 + "\n").new == []


def test_a_file_that_is_too_big_is_not_read() -> None:
    assert [fault.key for fault in roster(b"phone\n" + b"1\n" * 11_000_000).faults] == ["adm-import_big"]


def test_zero_bytes_and_control_characters_are_named_by_row() -> None:
    content = "phone;name\n89001234567;Ив\x00ан\n89001234568;Пётр\x1b[2J\n89001234569;Анна\n"
    assert faults(content) == [("adm-import_signs", 2), ("adm-import_signs", 3)]


def test_tabs_and_the_line_that_names_the_separator_are_understood() -> None:
    assert roster("phone\tname\n89001234567\tИван\n".encode("utf-16")).new[0].name == "Иван"
    found = roster("sep=|\nphone|name\nнет|Иван\n89001234567|Пётр\n")
    assert ([one.name for one in found.new], found.faults[0].values["row"]) == (["Пётр"], 3)


def test_columns_may_be_headed_in_russian() -> None:
    assert roster("Телефон;ФИО;Организация;Менеджер\n89001234567;Иван;ООО Вектор;Anna\n").new == [
        Record("+79001234567", "Иван", "ООО Вектор", desk="anna")
    ]


def test_rows_without_anything_in_them_are_no_rows() -> None:
    assert (roster("phone;name\n;;\n89001234567;Иван\n;\n").rows, faults("phone\n;;;\n")) == (1, [])


def test_quotes_in_the_middle_of_a_cell_are_part_of_it() -> None:
    assert roster('phone;company\n89001234567;ООО "Вектор"\n').new[0].company == 'ООО "Вектор"'


def test_every_fault_has_its_sentence() -> None:
    content = "phone;manager\nнет;\n7,91E+10;\n89001234567;fired\n89001234568;\n89001234568;\n"
    every = [*roster(content).faults, *roster("").faults, *roster(f'phone\n"{"я" * 200_000}"\n').faults]
    for fault in every:
        for language in LANGUAGES:
            assert Texts.load().lang(language).plain(fault.key, **fault.values)


_pieces = st.sampled_from([HEAD, ROW, "phone", ";", ",", '"', "\r", "\n", "\x00", "89001234567", "7,91E+10", "\ufeff"])


@given(
    st.binary() | st.lists(_pieces | st.text(max_size=5)).map(lambda parts: "".join(parts).encode("utf-8", "replace"))
)
def test_no_file_breaks_the_import(content: bytes) -> None:
    found = roster(content)
    assert not any("\x00" in str(value) for record in found.new for value in (record.name, record.company))

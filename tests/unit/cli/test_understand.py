"""`relay-bot understand`: an admin sees how a message is read, without a database or a token."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from relay_bot.cli.understand import FIELDS, TITLES
from relay_bot.domain.parsing.values import READABLE
from tests.unit.cli.process import relay_bot

RUSSIAN = {"LC_ALL": "ru_RU.UTF-8", "PYTHONIOENCODING": "utf-8"}


def understood(folder: Path, *arguments: str) -> Any:
    done = relay_bot("understand", *arguments, "--json", folder=folder, **RUSSIAN)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_message_is_told_field_by_field(tmp_path: Path) -> None:
    done = relay_bot("understand", "станок 800 кг 120х80х150, завтра", folder=tmp_path, **RUSSIAN)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Описание  ✓ Станок",
        "Вес       ✓ 800 кг",
        "Габариты  ✓ 120×80×150 см",
        "",
        "Комментарий: завтра",
    ]


def test_what_nobody_is_asked_for_is_told_too(tmp_path: Path) -> None:
    done = relay_bot("understand", "хрупкое, ценность 95 тыс, позвоните за час", folder=tmp_path, **RUSSIAN)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Стоимость  ✓ 95 000 ₽",
        "Обращение  ✓ хрупкое",
        "",
        "Комментарий: позвоните за час",
    ]


def test_a_message_as_json(tmp_path: Path) -> None:
    reading = understood(tmp_path, "станок, 3 места 60х40х40, из Казань, Баумана 1 в Москва, сколько стоит?")
    assert set(reading) == {"fields", "places", "comment", "question"}
    assert reading["question"] is True
    assert set(reading["fields"]) == {"descr", "dims", "from", "to"}
    dims = reading["fields"]["dims"]
    assert (dims["outcome"], dims["value"], dims["key"], dims["choices"]) == ("accept", "3 × 60×40×40 см", None, [])
    assert dims["data"] == {"pieces": [{"n": 3, "l": 60, "w": 40, "h": 40}], "places": 3, "volume": 0.288}
    assert reading["fields"]["to"]["key"] == "err.addr_house"
    assert reading["fields"]["to"]["text"].startswith("Нужен точный адрес")


def test_one_field_as_json(tmp_path: Path) -> None:
    assert understood(tmp_path, "2х3х4", "--field", "dims") == {
        "field": "dims",
        "outcome": "ask",
        "value": None,
        "key": "ask.dims_unit_q",
        "text": "Это метры или сантиметры?",
        "choices": ["2×3×4 м", "2×3×4 см"],
        "marks": [],
        "data": None,
    }


def test_a_refusal_has_its_key_and_sentence_without_markup(tmp_path: Path) -> None:
    told = understood(tmp_path, "тяжёлый", "--field", "weight")
    assert told["key"] == "err.weight_none"
    assert told["text"] == "Не нашёл вес. Напишите число и единицу, например: 800 кг или 1,5 т"


def test_marks_are_told(tmp_path: Path) -> None:
    assert understood(tmp_path, "АКБ", "--field", "descr")["marks"] == ["wb.hazard"]


@pytest.mark.parametrize("field", ["from", "frm"])
def test_from_has_two_names(tmp_path: Path, field: str) -> None:
    assert understood(tmp_path, "Казань, Баумана 1", "--field", field)["field"] == "from"


def test_a_message_may_begin_with_a_minus_and_come_from_standard_input(tmp_path: Path) -> None:
    assert understood(tmp_path, "-100", "--field", "amount")["key"] == "err.amount_zero"
    command = [sys.executable, "-m", "relay_bot", "understand", "-", "--json"]
    done = subprocess.run(command, cwd=tmp_path, input="вес 700 кг".encode(), capture_output=True, timeout=180)
    assert json.loads(done.stdout)["fields"]["weight"]["value"] in ("700 кг", "700 kg")


def test_an_unknown_field_is_named(tmp_path: Path) -> None:
    done = relay_bot("understand", "станок", "--field", "colour", folder=tmp_path, LC_ALL="en_US.UTF-8")
    assert done.returncode == 2
    assert "There is no field colour. There are: descr, weight, dims, from, to" in done.stderr
    assert done.stdout == ""


def test_the_limits_of_the_file_hold_and_a_wrong_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[waybill]\nmax_weight_kg = 500\n", "utf-8")
    assert understood(tmp_path, "600 кг", "--field", "weight")["key"] == "err.weight_max"
    (tmp_path / "config.toml").write_text("[waybill]\nmax_weight_kg = 0\n", "utf-8")
    done = relay_bot("understand", "600 кг", folder=tmp_path)
    assert (done.returncode, "waybill.max_weight_kg" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_in_english(tmp_path: Path) -> None:
    done = relay_bot("understand", "lathe 1500 kg", folder=tmp_path, LC_ALL="en_US.UTF-8")
    assert done.stdout.splitlines() == ["Description  ✓ Lathe", "Weight       ✓ 1,500 kg"]


def test_a_file_of_messages_is_answered_line_by_line(tmp_path: Path) -> None:
    known = {"weight": {"kg": 800, "places": None, "approx": False}}
    lines = [
        {"text": "станок, 500 кг, из Тулы, Мира 5 в Клин, Ленина 7"},
        {"text": "на 50 кг меньше", "form": "waybill", "known": known},
        {"text": "накладная 2611-00042, разбита плитка, 900 руб", "form": "claim"},
    ]
    file = tmp_path / "day.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    done = relay_bot("understand", "--lines", str(file), "--json", folder=tmp_path)
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first["starts_form"] and first["fields"]["from"]["data"]["text"] == "Тула, Мира 5"
    assert "starts_form" not in second and second["fields"]["weight"]["data"]["kg"] == 750
    assert third["fields"]["amount"]["data"]["rub"] == 900
    file.write_text('{"text": "станок"}\n[]\n', "utf-8")
    broken = relay_bot("understand", "--lines", str(file), "--json", folder=tmp_path, LC_ALL="en_US.UTF-8")
    assert (broken.returncode, "Line 2" in broken.stderr, "Traceback" in broken.stderr) == (2, True, False)


def test_words_have_the_colours_of_their_fields(tmp_path: Path) -> None:
    plain = relay_bot("understand", "станок, 500 кг, б/н", folder=tmp_path).stdout
    assert "\033" not in plain
    told = relay_bot("understand", "станок, 500 кг, б/н", folder=tmp_path, FORCE_COLOR="1").stdout
    assert "\033[32mстанок\033[0m, \033[33m500 кг\033[0m" in told


def test_nothing_heavy_is_imported() -> None:
    heavy = ["aiogram", "sqlalchemy", "psycopg"]
    program = f"import sys, relay_bot.cli.understand; sys.exit(','.join(n for n in {heavy} if n in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=180)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_field_has_a_name() -> None:
    assert set(TITLES) == set(FIELDS.values()) == set(READABLE)


@pytest.mark.parametrize("content", [None, "станок".encode("cp1251")], ids=["a folder", "another encoding"])
def test_lines_that_can_not_be_read_are_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "lines"
    _ = file.mkdir() if content is None else file.write_bytes(content)
    done = relay_bot("understand", "--lines", str(file), folder=tmp_path, **RUSSIAN)
    assert done.returncode == 2
    assert str(file) in done.stderr and "Traceback" not in done.stderr

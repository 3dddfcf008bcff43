"""The command line: quick, and never a traceback for an admin's mistake."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from relay_bot.errors import TokenMissing
from relay_bot.texts import LANGUAGES, Texts
from tests.unit.cli.process import (
    relay_bot,
)


def test_help_needs_no_heavy_import() -> None:
    heavy = ["aiogram", "aiohttp", "alembic", "psycopg", "pydantic", "sqlalchemy", "structlog"]
    program = f"import sys, relay_bot.cli; sys.exit(','.join(name for name in {heavy} if name in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.strip() == ""
    assert done.returncode == 0


def test_help_speaks_the_language_of_the_file_else_of_the_terminal(tmp_path: Path) -> None:
    assert "Run the bot." in relay_bot("--help", folder=tmp_path, LC_ALL="en_US.UTF-8").stdout
    (tmp_path / "config.toml").write_text('[bot]\ndefault_lang = "ru"\n', "utf-8")
    assert "Запустить бота." in relay_bot("--help", folder=tmp_path, LC_ALL="en_US.UTF-8").stdout


def test_without_a_token_it_says_how_to_get_one(tmp_path: Path) -> None:
    done = relay_bot("run", folder=tmp_path, LC_ALL="ru_RU.UTF-8")
    assert done.returncode == 2
    assert "@BotFather" in done.stderr
    assert "relay-bot demo" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_wrong_configuration_is_told_in_full(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[telegram]\nmode = "push"\ntokn = ""\n', "utf-8")
    for command in (["run"], ["check"], ["migrate"], ["demo"], ["parked", "list"]):
        done = relay_bot(*command, folder=tmp_path)
        assert done.returncode == 2, done.stderr
        assert "telegram.mode" in done.stderr
        assert "telegram.tokn" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_unreachable_database_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://bot:hush@127.0.0.1:1/relay"
    for command in (["migrate"], ["parked", "list"]):
        done = relay_bot(*command, folder=tmp_path, RELAY_BOT_DATABASE__URL=url)
        assert done.returncode == 1
        assert "127.0.0.1" in done.stderr
        assert "hush" not in done.stderr + done.stdout
        assert "Traceback" not in done.stderr


def test_a_missing_configuration_file_is_named(tmp_path: Path) -> None:
    done = relay_bot("run", "--config", "nothing.toml", folder=tmp_path)
    assert done.returncode == 2
    assert "nothing.toml" in done.stderr


def test_migrate_brings_an_empty_database_up(tmp_path: Path, empty_database: str) -> None:
    for _ in range(2):
        done = relay_bot("migrate", folder=tmp_path, RELAY_BOT_DATABASE__URL=empty_database)
        assert done.returncode == 0, done.stderr


def test_check_names_what_is_missing(tmp_path: Path, database: str) -> None:
    done = relay_bot("check", folder=tmp_path, RELAY_BOT_DATABASE__URL=database, LC_ALL="en_US.UTF-8")
    assert done.returncode == 1
    assert "✓ The database is reachable" in done.stdout
    assert "✗ There is no bot token" in done.stdout
    assert "@BotFather" in done.stdout


def test_check_can_be_read_by_a_program(tmp_path: Path, database: str) -> None:
    done = relay_bot("check", "--json", folder=tmp_path, RELAY_BOT_DATABASE__URL=database)
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"]) == (1, False)
    by_id = {one["id"]: one for one in told["findings"]}
    assert by_id["database"]["ok"] is True
    assert "relay-bot init" in by_id["no_config"]["remedy"]
    (tmp_path / "config.toml").write_text("[telegram]\nmode = 1\n", "utf-8")
    done = relay_bot("check", "--json", folder=tmp_path, RELAY_BOT_DATABASE__URL=database)
    assert (done.returncode, [one["id"] for one in json.loads(done.stdout)["findings"]]) == (1, ["config_bad"])


def test_what_is_parked_is_listed_shown_retried_and_dropped(tmp_path: Path, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        for number in (1, 2):
            connection.execute(
                "INSERT INTO inbox (bot_id, update_id, lane, payload, state, error) "
                "VALUES (1, %s, 'client:5', %s, 'parked', %s)",
                [number, '{"message": {}, "update_id": 1}', "Traceback …\nValueError: no such thing"],
            )
        ids = [row[0] for row in connection.execute("SELECT id FROM inbox ORDER BY id").fetchall()]

    def parked(*arguments: str) -> subprocess.CompletedProcess[str]:
        return relay_bot("parked", *arguments, folder=tmp_path, RELAY_BOT_DATABASE__URL=database)

    listed = parked("list")
    assert f"in:{ids[0]}" in listed.stdout, listed.stderr
    assert "ValueError: no such thing" in listed.stdout
    assert "Traceback …" in parked("show", f"in:{ids[0]}").stdout
    assert parked("retry", f"in:{ids[0]}").returncode == 0
    assert parked("drop", f"in:{ids[1]}").returncode == 0
    again = parked("drop", f"in:{ids[1]}")
    assert (again.returncode, "Traceback" in again.stderr) == (1, False)
    assert "in:" not in parked("list").stdout


def test_parked_of_a_fresh_database_is_an_empty_list(tmp_path: Path, empty_database: str) -> None:
    done = relay_bot("parked", "list", folder=tmp_path, RELAY_BOT_DATABASE__URL=empty_database)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_impossible_port_is_refused_without_a_traceback(tmp_path: Path) -> None:
    done = relay_bot("demo", "--port", "99999", folder=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_file_without_a_readable_row_is_a_failure(tmp_path: Path, database: str) -> None:
    (tmp_path / "empty.csv").touch()
    done = relay_bot("clients", "import", "empty.csv", folder=tmp_path, RELAY_BOT_DATABASE__URL=database)
    assert done.returncode == 1
    assert "phone;name;company" in done.stdout


def test_a_file_of_clients_is_checked_then_imported(tmp_path: Path, project: Path, database: str) -> None:
    def imported(*arguments: str) -> str:
        config = ["--config", str(project / "config.toml"), str(project / "clients.csv")]
        env = {"RELAY_BOT_DATABASE__URL": database, "RELAY_BOT_BOT__DEFAULT_LANG": "en"}
        done = relay_bot("clients", "import", *config, *arguments, folder=tmp_path, **env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    for flag in ([], ["--dry-run"], []):
        assert "3 new" in imported(*flag)
    assert "3 new" in imported("--apply")
    assert "0 new" in imported()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_expected_error_has_a_sentence(lang: str) -> None:
    error = TokenMissing()
    assert Texts.load().lang(lang).plain(error.key, **error.values)


WRONG = [
    (["chek"], "check", "--help"),
    (["check", "--jsn"], "--json", "check --help"),
    (["check", "--json=5"], "--json", ""),
    (["demo", "--port"], "--port", ""),
    (["demo", "--port", "abc"], "65535", "demo --help"),
    (["parked", "bla"], "drop", "parked --help"),
    (["parked", "retry"], "in:12", "parked retry --help"),
    (["client", "export", "79000000101"], ".zip", "client export --help"),
    (["understand", "x", "y", "z"], "y z", "understand --help"),
    (["waybill", "preview", "--lang", "de"], "ru, en", "waybill preview --help"),
    (["clients", "reassign", "--most", "0"], "--most", "clients reassign --help"),
    (["models", "fetch", "--hub", "nowhere"], "https://", "models fetch --help"),
]


@pytest.mark.parametrize("command", WRONG, ids=lambda wrong: " ".join(wrong[0]))
def test_what_is_typed_wrong_is_told_in_the_language_of_the_terminal(
    tmp_path: Path, command: tuple[list[str], str, str]
) -> None:
    words, remedy, help_of = command
    for lang, russian in (("ru_RU.UTF-8", True), ("en_US.UTF-8", False)):
        done = relay_bot(*words, folder=tmp_path, LC_ALL=lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert remedy in done.stderr
        assert help_of in done.stderr
        assert bool(re.search("[а-яё]", done.stderr)) == russian, done.stderr
        assert len(done.stderr.splitlines()) <= 2, done.stderr


def test_a_missing_file_is_told_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    for command in (["check"], ["run"], ["demo"], ["clients", "reassign"], ["models", "check"]):
        done = relay_bot(*command, "--config", "nothing.toml", folder=tmp_path, LC_ALL="en_US.UTF-8")
        assert (done.returncode, done.stderr.isascii()) == (2, True), done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command", [["--help"], ["understand", "станок 800 кг"], ["init", "--example"], ["models", "check"]]
)
def test_an_output_that_takes_nothing_is_one_sentence(tmp_path: Path, command: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "relay_bot", *command],
            cwd=tmp_path,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered, "LC_ALL": "en_US.UTF-8"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "The output could not be written: no space left on the disk. Free some space, or let it go elsewhere."
    ]


@pytest.mark.parametrize("command", ["--help", "understand x", "init --example", "run"])
def test_streams_that_are_closed_are_no_traceback(tmp_path: Path, command: str) -> None:
    line = f"{sys.executable} -m relay_bot {command}"
    shown = subprocess.run(["sh", "-c", f"{line} <&- >&-"], cwd=tmp_path, capture_output=True, text=True)
    assert "Traceback" not in shown.stderr
    assert "Exception ignored" not in shown.stderr
    silent = subprocess.run(["sh", "-c", f"{line} <&- >&- 2>&-"], cwd=tmp_path)
    assert silent.returncode == shown.returncode == (2 if command == "run" else 0)


def test_where_there_are_no_managers_yet_that_is_said(tmp_path: Path, database: str) -> None:
    for command in (["clients", "reassign"], ["clients", "export", "a.csv", "--manager", "bob"]):
        env = {"RELAY_BOT_DATABASE__URL": database, "LC_ALL": "en_US.UTF-8"}
        assert "nobody yet" in relay_bot(*command, folder=tmp_path, **env).stderr

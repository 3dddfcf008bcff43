"""Whom the demo plays: the company of its file, and beside our example an English one."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from relay_bot.cli.demo import companies
from relay_bot.cli.demo_cast import groups, people
from relay_bot.config import load
from relay_bot.domain.addresses import BOARDS
from relay_bot.shipped import ENGLISH_EXAMPLE, EXAMPLE
from relay_bot.views import names

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"RELAY_BOT_DATABASE__DATA_DIR": str(tmp_path)}


def test_beside_the_example_plays_an_english_company_that_shares_nothing_with_it(env: dict[str, str]) -> None:
    russian, english = companies(EXAMPLE, env)
    assert (russian.language, english.language) == ("ru", "en")
    assert russian.config.database.data_dir == english.config.database.data_dir
    for kept in ("database", "sandbox", "log"):
        assert getattr(russian, kept) != getattr(english, kept)


def test_ones_own_file_is_played_alone(tmp_path: Path, env: dict[str, str]) -> None:
    own = tmp_path / "config.toml"
    own.write_bytes(EXAMPLE.read_bytes())
    assert [one.path for one in companies(own, env)] == [own]
    assert [one.language for one in companies(EXAMPLE, env | {"RELAY_BOT_BOT__DEFAULT_LANG": "en"})] == ["en"]


def test_everybody_and_everything_of_the_english_company_is_called_in_english(env: dict[str, str]) -> None:
    config = companies(EXAMPLE, env)[1].config
    called = [f"{one.first_name} {one.last_name}" for one in people(config)] + [one.title for one in groups(config)]
    called += [names.board(config.topics, board) for board in BOARDS] + [config.topics.general, config.company.name]
    called += [f"{one.company} {one.city}" for one in config.clients] + [config.claims.number_format]
    assert [one for one in called if CYRILLIC.search(one)] == []
    assert {one.language_code for one in people(config)} == {"en"}


@pytest.mark.parametrize("example", [EXAMPLE, ENGLISH_EXAMPLE])
def test_the_first_visitor_stands_in_the_list_of_clients(example: Path, env: dict[str, str]) -> None:
    config = load(example, env)
    first = next(one for one in people(config) if one.role == "client")
    with config.clients_import.file.open(encoding="utf-8") as file:
        listed = next(csv.DictReader(file, delimiter=";"))
    name = f"{first.first_name} {first.last_name}"
    assert (listed["name"], f"+{listed['phone']}", listed["manager"]) == (name, first.phone, config.managers[0].key)
    assert listed["lang"] == first.language_code

"""docs/fidelity.md names tests: each of them exists, and every one of the four files is named."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "fidelity.md").read_text("utf-8")
LINKS = re.findall(r'^\[(.+)\]: \.\./(\S+) "(.+)"$', PAGE, re.MULTILINE)
COVERED = ("test_answers", "test_edits", "test_reactions", "test_removal", "test_every_kind")
EVERYWHERE = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
}
REASONS = ("Telegram", "nobody", "nothing", "Bot API", "the bot's", "stays", "not passed on")
"""What says why there is no test: people's apps have no such thing, or there is nothing on the other side."""


def _tests_of(file: str) -> set[str]:
    return set(re.findall(r"^async def (test_\w+)", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def test_every_test_that_the_page_names_exists() -> None:
    assert LINKS
    missing = [(file, name) for _, file, names in LINKS for name in names.split(", ") if name not in _tests_of(file)]
    assert not missing


def test_every_label_of_the_page_is_explained() -> None:
    used = set(re.findall(r"\[([a-z0-9 ]+)\](?![:(])", PAGE))
    assert used <= {label for label, *_ in LINKS}


def test_every_test_of_a_promise_is_on_the_page() -> None:
    named = {name for *_, names in LINKS for name in names.split(", ")}
    there = {name for file in COVERED for name in _tests_of(f"tests/acceptance/{file}.py")}
    unnamed = there - named
    assert unnamed <= {
        "test_ten_reactions_in_a_row_send_the_newest",
        "test_only_what_was_sent_from_here_is_taken_back",
        "test_a_stranger_takes_nothing_back",
    }


def test_every_test_that_stands_in_a_table_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named and named <= EVERYWHERE


def test_every_cell_names_a_test_or_says_why_there_is_none() -> None:
    table = PAGE.split("## Kind × what happens to it")[1].split("\n1. ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    bare = [
        (row[0].strip(), cell.strip())
        for row in rows
        for cell in row[1:]
        if not re.search(r"\[[a-z0-9 ]+\]", cell) and not any(reason in cell for reason in REASONS)
    ]
    assert not bare

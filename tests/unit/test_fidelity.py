"""docs/fidelity.md names tests: each of them exists, and every one of the four files is named."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "fidelity.md").read_text("utf-8")
LINKS = re.findall(r'^\[(.+)\]: \.\./(\S+) "(.+)"$', PAGE, re.MULTILINE)
COVERED = ("test_answers", "test_edits", "test_reactions", "test_removal")


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

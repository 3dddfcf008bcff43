"""SQL stands in the files beside the modules that ask it, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import relay_bot.db
from relay_bot.db.statements import statements

DB = Path(relay_bot.db.__file__).parent
FILES = sorted(path for path in DB.rglob("*.sql") if path.parent.name != "functions")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DB)))
def test_a_module_asks_every_statement_of_its_file_and_no_other(path: Path) -> None:
    module, known = path.with_suffix(".py").read_text("utf-8"), set(statements(path.read_text("utf-8")))
    assert set(re.findall(r'_SQL\["(\w+)"\]', module)) <= known
    assert [name for name in known if f'"{name}"' not in module] == []


def test_no_module_makes_a_statement_of_a_string() -> None:
    allowed = {DB / "statements.py", DB / "draft" / "due.py"}
    found = [
        f"{path.relative_to(DB)}:{node.lineno}"
        for path in sorted(DB.rglob("*.py"))
        if path not in allowed and path.parent.name != "tables"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text"
    ]
    assert found == []


def test_a_statement_is_read_without_its_comments() -> None:
    source = "-- About.\n\n-- name: one\n-- Says so.\nSELECT 1  -- because\n\n-- name: two\nSELECT :a\n"
    assert {name: str(statement) for name, statement in statements(source).items()} == {
        "one": "SELECT 1",
        "two": "SELECT :a",
    }

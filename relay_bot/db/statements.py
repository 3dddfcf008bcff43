"""Named statements from queries.sql."""

import re
from pathlib import Path

from sqlalchemy import TextClause, text


def statements(source: str) -> dict[str, TextClause]:
    """The statements of a file by name: each begins with a line `-- name: …`."""
    return {
        name: text(re.sub(r"--.*", "", body).strip())
        for name, body in re.findall(r"-- name: (\w+)\n(.*?)(?=\n-- name: |\Z)", source, re.S)
    }


_STATEMENTS = statements(Path(__file__).with_name("queries.sql").read_text())


def named(name: str) -> TextClause:
    """The statement called `name` in queries.sql."""
    return _STATEMENTS[name]

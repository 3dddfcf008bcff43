"""Named statements from queries.sql."""

import re
from pathlib import Path

from sqlalchemy import TextClause, text

_SOURCE = Path(__file__).with_name("queries.sql").read_text()
_STATEMENTS = {
    name: text(re.sub(r"--.*", "", body).strip())
    for name, body in re.findall(r"-- name: (\w+)\n(.*?)(?=\n-- name: |\Z)", _SOURCE, re.S)
}


def named(name: str) -> TextClause:
    """The statement called `name` in queries.sql."""
    return _STATEMENTS[name]

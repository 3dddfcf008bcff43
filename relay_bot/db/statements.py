"""SQL stands in files of its own: the statements of `db/inbox.py` in `db/inbox.sql`, each under a line `-- name: …`."""

import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import TextClause, text


def of(module_file: str) -> Mapping[str, TextClause]:
    """The statements beside a module, by name: `_SQL = of(__file__)`."""
    return statements(Path(module_file).with_suffix(".sql").read_text("utf-8"))


def statements(source: str) -> dict[str, TextClause]:
    """The statements of a file, without its comments. A bind before `::` is lost to `text()`: write CAST(:x AS int)."""
    return {
        name: text(re.sub(r"--.*", "", body).strip())
        for name, body in re.findall(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", source, re.S | re.M)
    }

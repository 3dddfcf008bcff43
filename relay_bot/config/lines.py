"""Where in the file is a key? tomllib does not tell, so this reads the lines once more.

Approximate on purpose: a key inside an inline table or a list is on the line where that value begins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)$""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def locate(source: str) -> dict[Path, int]:
    """The line (from 1) of every table and key: `("managers", 1, "group_id")` → 117."""
    lines: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    value = ""
    for number, line in enumerate(source.splitlines(), start=1):
        if value:  # still inside a value of several lines
            value += "\n" + line
        elif header := _HEADER.match(line):
            table = _enter(_names(header[2]), header[1] == "[[", counts)
            lines.setdefault(table, number)
            continue
        elif key := _KEY.match(line):
            _remember(lines, table + _names(key[1]), number)
            value = key[2]
        else:
            continue
        if _complete(value):
            value = ""
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of a key or, if it isn't written, of the nearest thing around it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def written(path: Path) -> str:
    """How a person names the key: `managers[1].group_id`, counting from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _enter(names: tuple[str, ...], repeated: bool, counts: dict[Path, int]) -> Path:
    """The path of a header; a part that names a repeated table means its latest item."""
    path: Path = ()
    for name in names[:-1]:
        path += (name,)
        if path in counts:
            path += (counts[path],)
    path += (names[-1],)
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        path += (counts[path],)
    elif path in counts:
        path += (counts[path],)
    return path


def _remember(lines: dict[Path, int], path: Path, number: int) -> None:
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], number)


def _complete(value: str) -> bool:
    try:
        tomllib.loads(f"value ={value}")
    except tomllib.TOMLDecodeError:
        return False
    return True

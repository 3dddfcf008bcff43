"""The state on disk: one SQLite table of JSON rows, written once per change of the world.

A commit is in the operating system before the caller gets an answer, so a killed process loses nothing;
a power cut may lose the last moments.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# A changed row keeps its place: what is loaded comes in the order in which it was made.
_UPSERT = "INSERT INTO rows VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body"


class Store:
    """Rows (kind, key) → JSON, and the contents of files beside them."""

    def __init__(self, folder: Path) -> None:
        self._files = folder / "files"
        self._files.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "sandbox.sqlite3", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("CREATE TABLE IF NOT EXISTS rows (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key))")

    def load(self, kind: str) -> Iterator[tuple[str, Any]]:
        """All rows of a kind, the oldest first."""
        for key, body in self._db.execute("SELECT key, body FROM rows WHERE kind = ? ORDER BY rowid", (kind,)):
            yield key, json.loads(body)

    def save(self, changed: Iterable[tuple[str, str, Any]], dropped: Iterable[tuple[str, str]]) -> None:
        """Write and remove rows in one transaction."""
        rows = [(kind, key, json.dumps(body, ensure_ascii=False)) for kind, key, body in changed]
        self._db.execute("BEGIN")
        self._db.executemany(_UPSERT, rows)
        self._db.executemany("DELETE FROM rows WHERE kind = ? AND key = ?", list(dropped))
        self._db.execute("COMMIT")

    def write_file(self, file_id: str, content: bytes) -> None:
        path = self._files / file_id
        temporary = path.with_suffix(".part")
        temporary.write_bytes(content)
        temporary.replace(path)

    def read_file(self, file_id: str) -> bytes:
        return (self._files / file_id).read_bytes()

    def close(self) -> None:
        self._db.close()

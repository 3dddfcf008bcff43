"""What a process and everything below it has cost: CPU by /proc, and what PostgreSQL says of its transactions."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Milliseconds of CPU since their start, and committed transactions of one database."""

    bot_ms: float
    postgres_ms: float
    transactions: int

    def since(self, before: Spent) -> Spent:
        return Spent(
            self.bot_ms - before.bot_ms,
            self.postgres_ms - before.postgres_ms,
            self.transactions - before.transactions,
        )


def spent(bots: list[int], database: str) -> Spent:
    """`bots`: their process ids. The asking itself is one connection."""
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
        assert row is not None
        postmaster = int(_stat(connection.info.backend_pid)[1])
    return Spent(sum(_tree_ms(bot) for bot in bots), _tree_ms(postmaster), row[0])


def _tree_ms(root: int) -> float:
    """Of a process, of its children that have ended, and of those that live, with theirs."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    left, ticks = [root], 0
    while left:
        pid = left.pop()
        left += children.get(pid, [])
        ticks += sum(int(count) for count in _stat(pid)[11:15])
    return ticks * TICK_MS


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat behind the name; a process that is gone has cost nothing more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []

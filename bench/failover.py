"""The primary of two PostgreSQL servers is killed under people who talk, its standby promoted: nothing is lost.

    python bench/failover.py [--log FILE]

Streaming replication with a synchronous standby: without `synchronous_standby_names` the last commits before a crash
may be missing on the standby, although Telegram was told that they are kept. The bots have both servers in their
address and `target_session_attrs=read-write`: nobody tells them where the new primary is.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from bench import _kills, _stage
from bench._kills import Chaos
from bench._talk import Verdict
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.migrations import upgrade

DATABASE = "failover"


@dataclass
class Pair:
    """A primary and its synchronous standby."""

    primary: EmbeddedPostgres
    standby: EmbeddedPostgres

    @property
    def url(self) -> str:
        """Of whichever of the two can be written to."""
        hosts = ",".join(quote(str(one.home.socket_dir), safe="/") for one in (self.primary, self.standby))
        return f"postgresql://postgres@/{DATABASE}?host={hosts}&target_session_attrs=read-write&connect_timeout=5"

    def fail_over(self) -> None:
        """kill -9 of the primary; then what Patroni or an admin does."""
        self.primary.kill_server()
        with psycopg.connect(self.standby.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_promote(true)")


@contextlib.contextmanager
def pair() -> Iterator[Pair]:
    """Two servers on this machine; the standby has everything that the primary has committed."""
    with tempfile.TemporaryDirectory(prefix="bench-failover-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        both = Pair(*(EmbeddedPostgres(folder / one, database=DATABASE) for one in ("a", "b")))
        with contextlib.ExitStack() as running:
            running.callback(both.primary.stop)
            upgrade(both.primary.start())
            _copy(both)
            running.callback(both.standby.stop)
            both.standby.start()
            _synchronous(both.primary)
            yield both


def _copy(both: Pair) -> None:
    home, source = both.standby.home, f"dbname=postgres user=postgres host={both.primary.home.socket_dir}"
    home.cluster.mkdir(mode=0o700)
    home.give(home.cluster)
    command = [home.binary("pg_basebackup"), "-R", "-X", "stream", "-c", "fast", "-D", home.cluster, "-d", source]
    made = subprocess.run(command, capture_output=True, text=True, timeout=60, **home.as_owner())
    assert made.returncode == 0, made.stderr


def _synchronous(primary: EmbeddedPostgres) -> None:
    """From now on a commit is done when the standby has it, too."""
    with psycopg.connect(primary.url("postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        connection.execute("SELECT pg_reload_conf()")
        follows = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        deadline = time.monotonic() + 30
        while connection.execute(follows).fetchone() != (1,):
            assert time.monotonic() < deadline, "the standby does not follow"
            time.sleep(0.05)


async def flows(chaos: Chaos, copies: int = 5) -> None:
    """Until so many more messages have gone through."""
    stats = chaos.tg.stats.by_method
    before = stats.get("copyMessage", 0)
    await chaos.tg.wait(lambda: stats.get("copyMessage", 0) >= before + copies, 60, "messages that flow")


async def run(both: Pair, log: Path, processes: int = 2) -> tuple[Verdict, float]:
    """What became of the messages, and how long nothing went through."""
    async with _kills.stage(both.url, seed=5, log=log) as chaos:
        for _ in range(processes - 1):
            chaos.start()
        await flows(chaos, 20)
        killed_at = time.monotonic()
        await asyncio.to_thread(both.fail_over)
        await flows(chaos, 1)
        away_s = time.monotonic() - killed_at
        await flows(chaos, 20)
        assert all(bot.is_alive() for bot in chaos.bots), f"a bot ended, see {log}"
        return await chaos.settled(), away_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-failover.log")
    wanted = parser.parse_args()
    with pair() as both:
        verdict, away_s = asyncio.run(run(both, wanted.log))
    wrong = _kills.promises_broken(verdict, verdict.duplicates)
    rows: list[tuple[str, Any]] = [
        ("from the kill to the next copy, s", f"{away_s:.1f}"),
        ("messages, both ways", verdict.messages),
        ("lost, out of order", f"{len(verdict.lost)}, {len(verdict.out_of_order)}"),
        ("sent twice", verdict.duplicates.total()),
    ]
    print(_stage.table("primary killed, standby promoted", ("what", "figure"), rows))
    raise SystemExit("\n".join(wrong) or None)


if __name__ == "__main__":
    main()

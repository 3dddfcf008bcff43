"""Four processes with roles of their own, ended and started again in turn while people talk: nothing lost or reordered.

    python bench/roles.py [--restarts 24] [--seed 1] [--nginx /usr/sbin/nginx]

Every other one is killed (SIGKILL), the others are asked to go (SIGTERM), which has to take less than ten seconds.
With --nginx Telegram brings the updates through it, to the two processes that receive; else they poll.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg

from bench import _stage
from bench._kills import Chaos, promises_broken, stage
from relay_bot.db.presence import WORKER_LOCK

SPREAD = ("receive,work", "work,deliver", "deliver,remind", "receive,remind")
"""Each role twice, no process with more than two."""

APART = ("receive", "work", "deliver", "remind")
TERM_WITHIN_S = 10.0


@dataclass
class Troupe:
    """The processes, by their roles; `telegram`: what else stands in each one's [telegram]."""

    chaos: Chaos
    roles: Sequence[str]
    telegram: Sequence[dict[str, Any]] = ({}, {}, {}, {})
    slowest_end_s: float = 0.0
    _at: dict[int, BaseProcess] = field(default_factory=dict)

    def start(self) -> None:
        for number in range(len(self.roles)):
            self._start(number)

    def _start(self, number: int) -> None:
        self._at[number] = self.chaos.start(self.roles[number], **self.telegram[number])

    async def all_work(self) -> None:
        async def here() -> bool:
            assert all(bot.is_alive() for bot in self.chaos.bots), f"a bot died by itself, see {self.chaos.log}"
            return await asyncio.to_thread(_alive, self.chaos.database) == len(self.roles)

        await self.chaos.tg.wait(here, timeout=60, what="every process at work")

    async def restart(self, number: int, *, kill: bool) -> None:
        """End the process while people talk, and start another in its place."""
        victim = self._at[number]
        await asyncio.sleep(self.chaos.rng.random() * 0.4)
        asked_at = time.monotonic()
        victim.kill() if kill else victim.terminate()
        await self.chaos.bury(victim, "killed" if kill else "asked to go")
        if not kill:
            self.slowest_end_s = max(self.slowest_end_s, time.monotonic() - asked_at)
            assert victim.exitcode == 0, f"ended with {victim.exitcode}, see {self.chaos.log}"
        self._start(number)
        await self.all_work()

    async def in_turn(self, restarts: int) -> None:
        turns = itertools.islice(itertools.cycle(range(len(self.roles))), restarts)
        for turn, number in enumerate(turns):
            await self.restart(number, kill=(turn + turn // len(self.roles)) % 2 == 0)


def _alive(database: str) -> int:
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE locktype = 'advisory' AND classid = %s AND datname = current_database()",
            [WORKER_LOCK],
        ).fetchone()
        return int(row[0]) if row else 0


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    with contextlib.ExitStack() as open_ones:
        taken = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


NGINX = """
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
daemon off;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    upstream relay_bot {{ server 127.0.0.1:{one}; server 127.0.0.1:{other}; keepalive 20; }}
    server {{
        listen 127.0.0.1:{port};
        location = /telegram {{
            client_max_body_size 1m;
            proxy_pass http://relay_bot;
            proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_next_upstream error timeout http_503 non_idempotent;
            proxy_connect_timeout 2s;
        }}
    }}
}}
"""


@contextlib.contextmanager
def nginx(binary: Path) -> Iterator[list[dict[str, Any]]]:
    """In front of two receiving processes; yields the [telegram] of each of the four."""
    port, one, other = free_ports(3)
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as folder:
        file = Path(folder) / "nginx.conf"
        file.write_text(NGINX.format(folder=folder, port=port, one=one, other=other))
        server = subprocess.Popen([str(binary), "-c", str(file), "-e", f"{folder}/start.log"])
        try:
            yield [
                {
                    "mode": "webhook",
                    "webhook": {"url": f"http://127.0.0.1:{port}/telegram", "listen": f"127.0.0.1:{own}"},
                }
                for own in (one, one, other, other)
            ]
        finally:
            server.terminate()
            server.wait()


async def run(
    database: str, restarts: int, seed: int, log: Path, telegram: Sequence[dict[str, Any]]
) -> tuple[list[tuple[str, Any]], list[str]]:
    began_at = time.monotonic()
    async with stage(database, seed, log, started=False) as chaos:
        troupe = Troupe(chaos, SPREAD, telegram)
        troupe.start()
        await troupe.all_work()
        await troupe.in_turn(restarts)
        verdict = await chaos.settled()
    wrong = promises_broken(verdict, chaos.in_flight)
    if troupe.slowest_end_s > TERM_WITHIN_S:
        wrong.append(f"SIGTERM took {troupe.slowest_end_s:.1f} s")
    return [
        ("processes", " | ".join(SPREAD)),
        ("killed", chaos.kills["killed"]),
        ("asked to go", chaos.kills["asked to go"]),
        ("slowest end after SIGTERM, s", f"{troupe.slowest_end_s:.1f}"),
        ("messages, both ways", verdict.messages),
        ("lost", len(verdict.lost)),
        ("out of order", len(verdict.out_of_order)),
        ("in flight at an end", chaos.in_flight.total()),
        ("of these, sent twice", verdict.duplicates.total()),
        ("seconds", round(time.monotonic() - began_at)),
    ], wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--restarts", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nginx", type=Path)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-roles.log")
    wanted = parser.parse_args()
    with _stage.postgres(fsync=False) as server, contextlib.ExitStack() as stack:
        database = _stage.fresh_database(server, "roles")
        polling: list[dict[str, Any]] = [{}, {}, {}, {}]
        telegram = stack.enter_context(nginx(wanted.nginx)) if wanted.nginx else polling
        rows, wrong = asyncio.run(run(database, wanted.restarts, wanted.seed, wanted.log, telegram))
    title = "processes by role, " + ("webhook through nginx" if wanted.nginx else "polling")
    print(_stage.table(title, ("what", "count"), rows))
    raise SystemExit("\n".join(wrong) or None)


if __name__ == "__main__":
    main()

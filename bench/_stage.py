"""What the measurements stand on: a throw-away PostgreSQL, bots as processes of their own that can be killed, a cast.

Bots are forked from a process that has imported everything once: so a start costs what the bot does at its start, not
five seconds of importing aiogram. To the kernel they are ordinary processes; `kill -9` is the real thing.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.sandbox import Group, Person, Sandbox

if TYPE_CHECKING:
    from relay_bot.paper.press import Press

ADMIN_ID, MANAGER_ID, GROUP_ID, CLIENT_ID = 100000001, 100000010, -1001000000010, 700000000
UNLIMITED = {"group_messages": 200, "group_window": "1s", "chat_burst": 1_000_000, "total_per_second": 1_000_000}
"""The group's is what one group never gets: its last sends are kept one by one, a million of them would cost time."""

BOARDS = 3

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["bench._imported"])


def start(target: Callable[..., None], *args: Any, log: Path | None = None, name: str | None = None) -> BaseProcess:
    """`target(*args)` in a process of its own, which dies with this one; what it logs is appended to `log`."""
    process = _processes.Process(target=_lived, args=(log, target, args), name=name)  # no daemon: it has workers
    process.start()
    _started.append(process)
    return process


_started: list[BaseProcess] = []


@atexit.register  # before multiprocessing's own, which would wait for them
def _end() -> None:
    for process in _started:
        process.kill()


def bot(settings: Mapping[str, Any], log_level: str | None = None, roles: str | None = None) -> None:
    """Run the bot, or only these roles of it; `settings` are the tables of config.toml."""
    from relay_bot import app, logs
    from relay_bot.config import Config
    from relay_bot.paper.press import Press
    from relay_bot.roles import read

    Press.warm = _later  # type: ignore[method-assign]
    logs.setup(log_level)
    import uvloop

    uvloop.run(app.run(Config.model_validate(settings), roles=read(roles)))


def _later(press: Press) -> None:
    """The press starts with its first document: its import costs three seconds, and here bots start by the dozen."""


def _lived(log: Path | None, target: Callable[..., None], args: tuple[Any, ...]) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()
    path = log or Path(os.devnull)
    with path.open("a") as stream:
        os.dup2(stream.fileno(), sys.stdout.fileno())
        os.dup2(stream.fileno(), sys.stderr.fileno())
    target(*args)


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def desk(number: int = 0) -> dict[str, Any]:
    """One manager of config.toml."""
    return {
        "key": f"desk{number}",
        "name": f"Manager {number}",
        "tg_id": MANAGER_ID + number,
        "phone": f"+7900000{1000 + number}",
        "group_id": GROUP_ID - number,
        "invite": f"DESK{number}",
        "capacity": 100_000,
    }


def settings(
    tg_url: str, token: str, database: str, *, desks: int = 1, limits: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The tables of config.toml; without `limits` there are none worth the name."""
    telegram = {"token": token, "api_url": tg_url, "admins": [ADMIN_ID], "limits": dict(limits or UNLIMITED)}
    managers, no_digest = [desk(n) for n in range(desks)], {"digest": ""}
    silent = {"voice": False, "ocr": False}  # a model is 400 MB a worker: bench/recognition.py measures them
    return {
        "telegram": telegram,
        "database": {"url": database},
        "managers": managers,
        "schedule": no_digest,
        "features": silent,
    }


class Cast:
    """The people of a measurement: a manager a desk, and clients as they are needed."""

    def __init__(self, tg: Sandbox, desks: int = 1) -> None:
        self.tg = tg
        tg.person(ADMIN_ID, "Admin", role="admin")
        self.managers: list[Person] = []
        self.groups: list[Group] = []
        for number in range(desks):
            manager = tg.person(MANAGER_ID + number, f"Manager{number}", role="manager")
            self.managers.append(manager)
            self.groups.append(tg.group(GROUP_ID - number, f"Desk {number}", owner=manager))

    def client(self, number: int) -> Person:
        """Client `number`; their name is unique, so is the name of their topic."""
        return self.tg.person(CLIENT_ID + number, f"Client{number:04d}", phone=f"+7901{number:07d}")

    async def registered(self, clients: list[Person], desk_number: int = 0, timeout: float = 120) -> dict[int, int]:  # noqa: ASYNC109
        """Walk `clients` through the door; returns client id → thread id once every topic has its pinned card."""
        for client in clients:
            await client.start(f"m_DESK{desk_number}")
            await client.share_contact()
        names = {client.name: client.id for client in clients}

        def threads() -> dict[int, int]:
            record = self.groups[desk_number].record
            pinned = {record.messages[number].thread_id for number in record.pins}
            return {
                names[topic.name]: topic.thread_id
                for topic in record.topics.values()
                if topic.name in names and topic.thread_id in pinned and not topic.deleted
            }

        await self.tg.wait(lambda: len(threads()) == len(clients), timeout=timeout, what="a topic for everyone")
        return threads()


@contextlib.contextmanager
def postgres(*, fsync: bool = True) -> Iterator[EmbeddedPostgres]:
    """A server that is thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="relay-bot-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = EmbeddedPostgres(folder, fsync=fsync)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def fresh_database(server: EmbeddedPostgres, name: str, *, migrate: bool = True) -> str:
    """An empty database, migrated to this version."""
    from relay_bot.db.migrations import upgrade

    drop_database(server, name)
    _command(server, f"CREATE DATABASE {name}")
    if migrate:
        upgrade(server.url(name))
    return server.url(name)


def drop_database(server: EmbeddedPostgres, name: str) -> None:
    """With whoever uses it: autovacuum would go on to clean it, and be counted with what is measured next."""
    _command(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _command(server: EmbeddedPostgres, command: str) -> None:
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as control:
        control.execute(command)


def table(title: str, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """Columns, aligned."""
    lines = [tuple(str(cell) for cell in row) for row in [head, *rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    body = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([title, body[0], "  ".join("-" * width for width in widths), *body[1:]])

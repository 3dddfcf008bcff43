"""A hundred desks of three hundred clients each: what a start, an import, a board and a sweep take, and the memory.

    python bench/hundred.py [--desks 100] [--clients 300] [--messages 20]

Every client has a conversation of so many messages; one in ten waits for an answer, as on a bad morning.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psycopg

from bench import _stage
from relay_bot.clocks.board import Boards
from relay_bot.clocks.draft import Drafts
from relay_bot.clocks.overdue import Overdue
from relay_bot.clocks.reminder import Reminders
from relay_bot.config import Config
from relay_bot.db import queues
from relay_bot.db.roster import import_file
from relay_bot.db.session import Database
from relay_bot.sandbox import TOKEN, Limits, Sandbox
from relay_bot.texts import Texts

FILL = (
    """INSERT INTO clients (tg_id, phone, name, company, city, desk, registered_at, assigned_at, wrote_at)
    SELECT 700000000 + n, '+7901' || lpad(n::text, 7, '0'), 'Client ' || n, 'ООО «Фирма ' || n || '»', 'Казань',
        'desk' || (n / %(clients)s), now(), now(), now()
    FROM generate_series(0, %(desks)s * %(clients)s - 1) AS n""",
    """INSERT INTO topics (address, desk, client_id, group_id, thread_id, name)
    SELECT 'topic:' || id, desk, id, -1001000000010 - substr(desk, 5)::int, 100 + id, name FROM clients""",
    """INSERT INTO lanes (address, desk) SELECT address, desk FROM topics""",
    """INSERT INTO lanes (address) SELECT 'client:' || id FROM clients""",
    """INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at,
        copy_chat_id, copy_message_id, copied_at)
    SELECT id, CASE WHEN m %% 2 = 1 OR m = %(messages)s AND id %% 10 = 0 THEN 'client' ELSE 'desk' END,
        tg_id, tg_id, m, 'text', jsonb_build_object('text', 'Здравствуйте, когда придёт груз номер ' || m || '?'),
        now() - make_interval(mins => %(messages)s - m), -1001000000010, id * 1000 + m, now()
    FROM clients, generate_series(1, %(messages)s) AS m ORDER BY m, id""",
    "ANALYZE",
)


def fill(url: str, desks: int, clients: int, messages: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in FILL:
            connection.execute(statement, {"desks": desks, "clients": clients, "messages": messages})  # type: ignore[arg-type]


def roster(desks: int, clients: int) -> bytes:
    rows = (f"+7902{n:07d};Иван {n};ООО «Новая {n}»;Самара;desk{n % desks}" for n in range(desks * clients))
    return ("phone;name;company;city;manager\n" + "\n".join(rows)).encode()


async def timed(act: Callable[[], Awaitable[Any]]) -> float:
    began = time.monotonic()
    await act()
    return time.monotonic() - began


async def clocks(config: Config, url: str, content: bytes) -> list[tuple[str, Any]]:
    """One round of each clock over all desks, the import, the figures of /metrics: in this process."""
    db, texts, desks = Database(url), Texts.load(), [manager.key for manager in config.managers]
    args: tuple[Any, ...] = (db, lambda: config, texts)

    async def scrape() -> None:
        async with db.transaction() as session:
            await queues.now(session)
            await queues.waiting_by_desk(session, desks)

    async def bring_in(dry_run: bool) -> None:
        async with db.transaction() as session:
            report = await import_file(session, config, content, dry_run=dry_run)
            assert not report.roster.faults, report.roster.faults[:3]

    async def ends() -> None:
        await db.close()

    boards = Boards(*args, 1, "bot")
    found = [
        ("boards, first round of all desks", await timed(boards._round)),
        ("boards, a round without news", await timed(boards._round)),
        ("overdue, a round of all desks", await timed(Overdue(*args)._round)),
        ("unfinished drafts, a sweep", await timed(Drafts(*args)._round)),
        ("reminders, a sweep", await timed(Reminders(*args)._round)),
        ("what /metrics asks", await timed(scrape)),
        ("import, checked only", await timed(lambda: bring_in(True))),
        ("import, written", await timed(lambda: bring_in(False))),
        ("import of the same file again", await timed(lambda: bring_in(False))),
    ]
    await ends()
    return [(what, f"{took:.2f} s") for what, took in found]


def resident_mb(pid: int) -> float:
    """Linux only."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


async def started(settings: dict[str, Any], tg: Sandbox, log: Path) -> list[tuple[str, Any]]:
    """A process on all this: until it asks for updates, and its memory a while later."""
    await asyncio.to_thread(_stage.start(print).join)  # from here on there is a process that has imported everything
    began = time.monotonic()
    process = _stage.start(_stage.bot, settings, log=log)
    try:
        await tg.wait(lambda: tg.stats.by_method.get("getUpdates"), timeout=120, what="a bot that listens")
        listens_s = time.monotonic() - began
        await asyncio.sleep(20)
        megabytes = await asyncio.to_thread(resident_mb, process.pid or 0)
    finally:
        process.terminate()
        await asyncio.to_thread(process.join)
    return [("start, until it listens", f"{listens_s:.1f} s"), ("memory of a process", f"{megabytes:.0f} MB")]


async def run(url: str, desks: int, clients: int, log: Path) -> list[tuple[str, Any]]:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        _stage.Cast(tg, desks)
        settings = _stage.settings(tg.url, TOKEN, url, desks=desks)
        rows = await started(settings, tg, log)
    return rows + await clocks(Config.model_validate(settings), url, roster(desks, clients))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desks", type=int, default=100)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--messages", type=int, default=20)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-hundred.log")
    wanted = parser.parse_args()
    with _stage.postgres() as server:
        url = _stage.fresh_database(server, "hundred")
        with psycopg.connect(url, autocommit=True) as connection:
            keys = [f"desk{number}" for number in range(wanted.desks)]
            connection.execute("INSERT INTO desks (key) SELECT unnest(%s::text[])", [keys])
        fill(url, wanted.desks, wanted.clients, wanted.messages)
        rows = asyncio.run(run(url, wanted.desks, wanted.clients, wanted.log))
    title = f"{wanted.desks} desks, {wanted.desks * wanted.clients} clients, {wanted.messages} messages each"
    print(_stage.table(title, ("what", "figure"), rows))


if __name__ == "__main__":
    main()

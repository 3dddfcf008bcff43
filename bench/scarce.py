"""A group that is written more than it takes: how its budget is spent, and who waits how long.

    python bench/scarce.py [--clients 20 300] [--loads 0.5 1 2 5] [--kinds zipf bursts] [--seconds 60]
    python bench/scarce.py --clients 20 --loads 0.5 1 --kinds zipf --newcomers 120
    python bench/scarce.py --clients 300 --loads 2 --kinds zipf --window 60 --seconds 600 --without-chatty
    python bench/scarce.py --against FOLDER …      # the bot of another checkout, then this one

Limits are ten times faster than Telegram's (20 messages in six seconds) unless `--window 60` says so. Clients write so
many times that, by Zipf's law or in bursts of eight; in a window the manager gives 1.5 commands, and 0.6 clients call.
Spreads of slots are median / p95 / worst; a client's message has arrived when its text is found in any message of its
topic.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import _stage
from bench._against import BOT
from bench._desk_under_load import GROUP_MESSAGES, HEAD, Desk, figures
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.sandbox import TOKEN, Limits, Sandbox

CHAT_INTERVAL_S, TOTAL_PER_SECOND = 1, 300
HERE = Path(__file__).parents[1]


@contextlib.contextmanager
def bot(checkout: Path, url: str, database: str, limits: dict[str, Any], log: Path) -> Iterator[None]:
    """The bot of a checkout, by this Python with its packages; killed at the end."""
    settings = json.dumps(_stage.settings(url, TOKEN, database, limits=limits))
    with log.open("a") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", BOT], cwd=checkout, env=os.environ | {"PYTHONPATH": str(checkout)},
            stdin=subprocess.PIPE, stdout=stream, stderr=stream, text=True,
        )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(settings)
    process.stdin.close()
    try:
        yield
    finally:
        process.kill()
        process.wait()


async def measure(
    checkout: Path, database: str, clients: int, kind: str, wanted: argparse.Namespace
) -> list[tuple[str, ...]]:
    """A row for each load, one after the other at the same desk."""
    log = wanted.log
    window_s = wanted.window
    limits = Limits(GROUP_MESSAGES, window_s, CHAT_INTERVAL_S, 5, TOTAL_PER_SECOND, enabled=False)
    of_the_bot = {
        "group_messages": GROUP_MESSAGES,
        "group_window": f"{window_s:.0f}s",
        "chat_interval": f"{CHAT_INTERVAL_S}s",
        "chat_burst": 5,
        "total_per_second": TOTAL_PER_SECOND,
    }
    rows = []
    async with Sandbox(limits=limits) as tg:
        cast = _stage.Cast(tg)
        people = [cast.client(number) for number in range(clients)]
        with bot(checkout, tg.url, database, _stage.UNLIMITED, log):
            await cast.registered(people, timeout=600)
            await asyncio.sleep(5)  # boards and icons
        tg.limits.enabled = True
        tg.stats.reset()
        desk = Desk(tg, cast, people, database, window_s)
        with bot(checkout, tg.url, database, of_the_bot, log):
            await people[0].write("u0-0")
            await tg.wait(lambda: "u0-0" in "\n".join(desk.group.topic(people[0].name).texts), 60, "the first message")
            for times, chatty in [(times, chatty) for times in wanted.loads for chatty in wanted.chatty]:
                await asyncio.sleep(2 * window_s)  # what the load before has left
                before = tg.stats.too_many_requests
                seen = await desk.load(times, wanted.seconds, kind, wanted.newcomers, chatty=chatty)
                refused = tg.stats.too_many_requests - before
                who = f"{clients} {kind} {times:g}×" + ("" if chatty else ", without the chatty")
                row = (who, *figures(seen, window_s), str(refused))
                print(*row, sep="  ", flush=True)
                rows.append(row)
        rows.append((f"{clients} {kind}: twice", str(desk.twice())))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[20, 300])
    parser.add_argument("--loads", type=float, nargs="+", default=[0.5, 1, 2, 5])
    parser.add_argument("--kinds", choices=("zipf", "bursts"), nargs="+", default=["zipf", "bursts"])
    parser.add_argument("--seconds", type=float, default=60, help="how long each load is written")
    parser.add_argument("--window", type=float, default=6, help="seconds in which the group takes 20 messages")
    parser.add_argument(
        "--without-chatty", dest="chatty", action="store_const", const=(True, False), default=(True,),
        help="each load once more without the clients who write most",
    )  # fmt: skip
    parser.add_argument("--newcomers", type=int, default=0, help="so many new accounts come when a load begins")
    parser.add_argument("--against", type=Path, help="a checkout of another commit, measured first")
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-scarce.log")
    wanted = parser.parse_args()
    checkouts = [*([wanted.against.resolve()] if wanted.against else []), HERE]
    with _stage.postgres() as server:
        for number, checkout in enumerate(checkouts):
            print(_table(server, checkout, f"scarce{number}", wanted), end="\n\n")


def _table(server: EmbeddedPostgres, checkout: Path, name: str, wanted: argparse.Namespace) -> str:
    rows: list[tuple[str, ...]] = []
    for clients in wanted.clients:
        for kind in wanted.kinds:
            database = _stage.fresh_database(server, f"{name}_{clients}_{kind}", migrate=False)
            measured = measure(checkout, database, clients, kind, wanted)
            rows += [row + ("",) * (len(HEAD) + 2 - len(row)) for row in asyncio.run(measured)]
    return _stage.table(str(checkout), ("clients, how, load", *HEAD, "429"), rows)


if __name__ == "__main__":
    main()

"""What a crowd does to everybody else: a flood of one client, and newcomers without pause.

    python bench/flood.py [--flood 1000] [--newcomers 100]

A few conversations go on at an even pace, with no limits in force; meanwhile one client sends a thousand messages at
once, then strangers register, 500 a minute. How long do the messages of the others take?
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from bench import _against, _stage
from relay_bot.sandbox import Limits, Sandbox

RATE_PER_S = 5
NEWCOMERS_PER_S = 500 / 60


def telegram(line: Connection, flood: int, newcomers: int) -> None:
    asyncio.run(_telegram(line, flood, newcomers))


async def _telegram(line: Connection, flood: int, newcomers: int) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        cast = _stage.Cast(tg, _against.DESKS)
        clients = [cast.client(n) for n in range(_against.CLIENTS)]
        line.send(tg.url)
        await asyncio.to_thread(line.recv)
        threads: dict[int, int] = {}
        for number in range(_against.DESKS):
            threads |= await cast.registered(clients[number :: _against.DESKS], number)
        talk = _against.Talkers(tg, cast, clients, threads)
        await talk.flow(40, 20)
        await talk.arrived()
        rows = [("nothing else", *await _even(talk, 60))]
        flooder = cast.client(_against.CLIENTS)
        await cast.registered([flooder], 0)
        for number in range(flood):
            await flooder.write(f"flood {number}")
        rows.append((f"a flood of {flood}", *await _even(talk, 60)))
        strangers = asyncio.create_task(_register(cast, newcomers))
        rows.append((f"{newcomers} newcomers, 500 a minute", *await _even(talk, int(newcomers / NEWCOMERS_PER_S) * 5)))
        await strangers
        line.send(rows)


async def _even(talk: _against.Talkers, count: int) -> tuple[str, str, str]:
    """Median, p99 and worst of so many messages, at an even pace."""
    talk.took_ms = []
    await talk.flow(count, RATE_PER_S)
    await talk.arrived()
    took = sorted(talk.took_ms)
    return f"{statistics.median(took):.0f}", f"{took[int(len(took) * 0.99)]:.0f}", f"{took[-1]:.0f}"


async def _register(cast: _stage.Cast, newcomers: int) -> None:
    for number in range(newcomers):
        stranger = cast.client(1000 + number)
        await stranger.start()  # without a link: the rule counts clients
        await stranger.share_contact()
        await asyncio.sleep(1 / NEWCOMERS_PER_S)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flood", type=int, default=1000)
    parser.add_argument("--newcomers", type=int, default=100)
    wanted = parser.parse_args()
    folder, line, far = Path(tempfile.gettempdir()), *Pipe()
    with _stage.postgres() as server:
        database = _stage.fresh_database(server, "flood")
        tg = _stage.start(telegram, far, wanted.flood, wanted.newcomers, log=folder / "bench-telegram.log")
        far.close()
        url, here = line.recv(), Path(__file__).parents[1]
        with _against._bots(here, url, database, 1, folder / "bench-flood.log"):
            line.send("go")
            rows = line.recv()
        tg.kill()
    print(_stage.table("Messages of the others, milliseconds", ("meanwhile", "median", "p99", "worst"), rows))


if __name__ == "__main__":
    main()

"""kill -9 of the bot at any moment, again and again, while people talk: nothing is lost, nothing out of order.

    python bench/chaos.py [--kills 200] [--seed 1] [--scarce]

`--scarce`: with budgets that are smaller than what is written, so that what waits goes together.

Four ways of killing: PostgreSQL itself, under two processes (a tenth of the kills, among the others); one of two
processes in turn at random moments; the only process at random moments, its start
included; the only process at named points: when a certain call has reached Telegram, before or after its effect, or
while a transaction is half done (a lock on a table holds it there).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bench import _stage
from bench._kills import POINTS, Chaos, promises_broken, stage
from bench._talk import Verdict
from relay_bot.db.embedded import EmbeddedPostgres


def fates(chaos: Chaos, verdict: Verdict) -> list[tuple[str, Any]]:
    """The table."""
    named = sum(count for how, count in chaos.kills.items() if how in POINTS)
    return [
        ("kills: PostgreSQL", chaos.kills["the server"]),
        ("kills: one of two processes", chaos.kills["one of two"]),
        ("kills: the only process, any moment", chaos.kills["the only one"]),
        ("kills: the only process, at a named point", named),
        ("messages, both ways", verdict.messages),
        ("lost", len(verdict.lost)),
        ("out of order", len(verdict.out_of_order)),
        ("in flight at a kill", chaos.in_flight.total()),
        ("of these, sent twice", verdict.duplicates.total()),
        ("clients with exactly one topic", f"{list(verdict.topics.values()).count(1)} of {len(verdict.topics)}"),
        ("boards of the desks", verdict.boards),
    ]


async def run(
    server: EmbeddedPostgres, kills: int, seed: int, log: Path, *, scarce: bool = False
) -> tuple[list[tuple[str, Any]], list[str]]:
    """Half of the kills one of two, the rest of a single process: at random moments, and at every named point."""
    async with running(server), stage(_stage.fresh_database(server, "chaos"), seed, log, scarce=scarce) as chaos:
        for number in range(kills // 2):
            if number % 5 == 0:
                await chaos.the_server(server)
            await chaos.one_of_two()
        while len(chaos.bots) > 1:
            chaos.bots[0].kill()
            await chaos.bury(chaos.bots[0], "one of two")
        points = itertools.islice(itertools.cycle(POINTS), max(kills // 4, 1))
        for point in points:
            await chaos.at(point)
        while sum(chaos.kills.values()) < kills:
            await chaos.the_only_one()
        verdict = await chaos.settled()
        joined = await asyncio.to_thread(chaos.joined)
    rows = [*fates(chaos, verdict), ("messages that went with others as one", joined)]
    return rows, promises_broken(verdict, chaos.in_flight)


@contextlib.asynccontextmanager
async def running(server: EmbeddedPostgres) -> AsyncIterator[None]:
    """Whoever kills the server, it is started again, as the process of the bot that owns it does."""
    watch = asyncio.create_task(server.keep_running())
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.wait([watch])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-chaos.log")
    parser.add_argument("--scarce", action="store_true")
    wanted = parser.parse_args()
    with _stage.postgres() as server:  # what is committed has to survive its kill
        rows, wrong = asyncio.run(run(server, wanted.kills, wanted.seed, wanted.log, scarce=wanted.scarce))
    print(_stage.table("kill -9 while people talk", ("what", "count"), rows))
    raise SystemExit("\n".join(wrong) or None)


if __name__ == "__main__":
    main()

"""PostgreSQL goes away under people who talk, and comes back: the bot waits, goes on by itself, and nothing is lost.

python bench/database_away.py [--seconds 10] [--times 3]
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bench import _kills, _stage
from bench._kills import Chaos
from relay_bot.db.embedded import EmbeddedPostgres

TRIES = 30


async def outage(chaos: Chaos, server: EmbeddedPostgres, crash: bool, lasting: Callable[[], Awaitable[None]]) -> None:
    """Stop the server (or `kill -9` it) in the middle of the talk, bring it back when `lasting` returns."""
    tg = chaos.tg
    before = tg.stats.by_method.get("copyMessage", 0)
    await tg.wait(lambda: tg.stats.by_method.get("copyMessage", 0) > before + 5, 60, "messages that flow")
    await asyncio.to_thread(server.kill_server if crash else server.stop_server)
    await lasting()
    await asyncio.to_thread(server.start_server)


async def noticed(chaos: Chaos) -> None:
    """Until the bot has tried in vain for a while, by its own log of the level debug."""
    await chaos.tg.wait(lambda: chaos.log.read_text().count("database_refused") >= TRIES, 60, "tries in vain")


async def run(server: EmbeddedPostgres, database: str, seconds: float, times: int, log: Path) -> list[tuple[str, Any]]:
    recovered = []
    async with _kills.stage(database, seed=3, log=log) as chaos:
        for crash in itertools.islice(itertools.cycle((False, True)), times):
            await outage(chaos, server, crash, lambda: asyncio.sleep(seconds))
            began, copies = time.monotonic(), chaos.tg.stats.by_method["copyMessage"]
            await chaos.tg.wait(
                lambda seen=copies: chaos.tg.stats.by_method["copyMessage"] > seen, 120, "the first copy after it"
            )
            recovered.append(time.monotonic() - began)
        verdict = await chaos.settled()
    wrong = _kills.promises_broken(verdict, verdict.duplicates)
    return [
        (f"outages of {seconds:.0f} s", times),
        ("messages, both ways", verdict.messages),
        ("lost, out of order", f"{len(verdict.lost)}, {len(verdict.out_of_order)}"),
        ("sent twice", verdict.duplicates.total()),
        ("first copy after it was back, s", ", ".join(f"{took:.1f}" for took in recovered)),
        ("broken promises", ", ".join(wrong) or "none"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-database-away.log")
    wanted = parser.parse_args()
    with _stage.postgres() as server:
        database = _stage.fresh_database(server, "away")
        rows = asyncio.run(run(server, database, wanted.seconds, wanted.times, wanted.log))
    print(_stage.table("PostgreSQL away while people talk", ("what", "figure"), rows))


if __name__ == "__main__":
    main()

"""Three hundred clients of one desk write two thousand messages: no 429, nothing lost, nobody starves.

    python bench/budgets.py [--clients 300] [--messages 2000]

Telegram's minute lasts a second here, so 2,000 messages take 100 seconds instead of 100 minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import _crowd, _stage


async def run(database: str, clients: int, messages: int, log: Path) -> list[tuple[str, Any]]:
    async with _crowd.crowd(database, log) as crowd:
        await crowd.come([clients])
        rest = messages - messages // 5
        counts = [rest // clients + (n < rest % clients) for n in range(clients)]
        counts[0] += messages // 5  # one of them writes a fifth of everything, before the others
        await crowd.write(counts)
        began = time.monotonic()
        await crowd.talk.everything_arrives(timeout=1200)
        took = time.monotonic() - began
        verdict, stats = crowd.talk.judge(), crowd.tg.stats
    bad = len(verdict.lost), len(verdict.out_of_order), verdict.duplicates.total()
    firsts = [index for index, (_, number) in enumerate(crowd.arrived) if number == 1]
    worst = max(figures.worst_second for figures in stats.groups.values())
    return [
        ("clients, messages", f"{clients}, {messages}"),
        ("answers 429", stats.too_many_requests),
        (
            "lost, out of order, twice",
            ", ".join(map(str, bad)),
        ),
        ("messages a window, on average (20 allowed)", f"{messages / took:.1f}"),
        ("messages in the worst window", worst),
        ("everyone's first message is out after", f"{firsts[-1] + 1} messages"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-budgets.log")
    wanted = parser.parse_args()
    with _stage.postgres() as server:
        database = _stage.fresh_database(server, "budgets")
        rows = asyncio.run(run(database, wanted.clients, wanted.messages, wanted.log))
    print(_stage.table("One desk's budget", ("what", "figure"), rows))


if __name__ == "__main__":
    main()

"""Does a reply, an edit or a reaction arrive as fast as a message, when there is nothing else to do?

    python bench/changes.py [--rounds 150]

One process of the bot. Both sides act by turns, one thing at a time: a message, an answer to it, an edit of it, a
reaction to it; each is measured from the moment a person has done it to the moment the other side sees it.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bench import _stage
from relay_bot.sandbox import TOKEN, Limits, Person, Sandbox
from relay_bot.sandbox.transcript import Message

CLIENTS = 10
WARM = 10
"""So many rounds are not counted."""

BETWEEN_S = 0.03
"""Between two acts: what came of the one before is written down by then."""

ACTS = ("message", "answer", "edit", "reaction")
SIDES = ("client", "desk")


class Pair:
    """A client and their manager; `seen` is what the other side has of the one who acts."""

    def __init__(self, tg: Sandbox, cast: _stage.Cast, client: Person, thread_id: int) -> None:
        self.tg, self.client = tg, client
        self.manager, self.group, self.topic = cast.managers[0], cast.groups[0], cast.groups[0].by_thread(thread_id)

    def writer(self, side: str) -> tuple[Person, dict[str, Any]]:
        return (self.client, {}) if side == "client" else (self.manager, {"chat": self.group, "topic": self.topic})

    def copy(self, side: str, text: str) -> Message | None:
        shown = self.topic.messages if side == "client" else list(self.client.chat)
        return next((one for one in reversed(shown) if one.from_bot and one.text == text), None)


async def until(tg: Sandbox, act: Awaitable[Any], done: Callable[[], Any]) -> tuple[Any, float]:
    """(what the act made, the milliseconds until it was seen)."""
    began = time.perf_counter()
    made = await act
    await tg.wait(done, timeout=60, what="its arrival")
    return made, (time.perf_counter() - began) * 1000


async def round_of(pair: Pair, side: str, number: int, took: dict[tuple[str, str], list[float]]) -> None:
    tg, (writer, where) = pair.tg, pair.writer(side)
    first, answer, edited = (f"{what} {side} {number}" for what in ("message", "answer", "edited"))

    async def measured(act: str, doing: Awaitable[Any], done: Callable[[], Any]) -> Any:
        made, ms = await until(tg, doing, done)
        if number >= WARM:
            took.setdefault((side, act), []).append(ms)
        await asyncio.sleep(BETWEEN_S)
        return made

    message = await measured("message", writer.write(first, **where), lambda: pair.copy(side, first))
    copy = pair.copy(side, first)
    assert copy is not None
    await measured("answer", writer.write(answer, reply_to=message, **where), lambda: pair.copy(side, answer))
    await measured("edit", writer.edit(message, edited), lambda: copy.text == edited)
    await measured("reaction", writer.react(message, "👍"), lambda: copy.reactions.get(tg.bot_id) == "👍")


async def measure(database: str, rounds: int, log: Path) -> dict[tuple[str, str], list[float]]:
    took: dict[tuple[str, str], list[float]] = {}
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        cast = _stage.Cast(tg)
        bot = _stage.start(_stage.bot, _stage.settings(tg.url, TOKEN, database), log=log)
        clients = [cast.client(number) for number in range(CLIENTS)]
        threads = await cast.registered(clients)
        pairs = [Pair(tg, cast, client, threads[client.id]) for client in clients]
        for number in range(rounds + WARM):
            for side in SIDES:
                await round_of(pairs[number % CLIENTS], side, number, took)
        bot.kill()
        bot.join()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "bench-changes.log")
    wanted = parser.parse_args()
    with _stage.postgres() as server:
        took = asyncio.run(measure(_stage.fresh_database(server, "changes"), wanted.rounds, wanted.log))
    rows = []
    for side in SIDES:
        message = statistics.median(took[side, "message"])
        for act in ACTS:
            found = sorted(took[side, act])
            median = statistics.median(found)
            rows.append((side, act, f"{median:.1f}", f"{found[int(len(found) * 0.95)]:.1f}", f"{median / message:.2f}"))
    print(
        _stage.table(
            "From one side to the other, at rest", ("from", "what", "median ms", "p95 ms", "of a message"), rows
        )
    )


if __name__ == "__main__":
    main()

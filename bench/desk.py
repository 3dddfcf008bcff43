"""An hour of a desk: 300 clients, 40 calls, 60 claims with two photos each, messages between them.

    python bench/desk.py [--clients 300]

Telegram's minute lasts a second here, so the hour takes one minute, and 20 messages a second reach the group.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import _crowd, _stage
from relay_bot.sandbox import Person, Sandbox
from relay_bot.texts import Texts

RU = Texts.load().lang("ru")
CALLS, CLAIMS, WORDS, HOUR_S = 40, 60, 200, 60
STORY = "Разбили две коробки с плиткой, требую 15 000 руб, ответ на client@example.org"


class Day:
    """What the clients do, and when the manager's phone rang for it."""

    def __init__(self, tg: Sandbox, manager: Person) -> None:
        self.tg, self.manager = tg, manager
        self.tapped: dict[str, float] = {}  # what a ring names → when the client did it
        self.rung: dict[str, list[float]] = {}
        self._seen = 0

    async def watch(self) -> None:
        """Note every ring as it comes."""
        while True:
            await self.tg.world.changed(0.05)
            rings = self.manager.rings
            for ring in rings[self._seen :]:
                kind = "claim" if "П-" in ring.text else "call" if "Вызов" in ring.text else ""
                name = next(
                    (name for name in self.tapped if name.startswith(kind) and name.split()[1] in ring.text), ""
                )
                if kind and name:
                    self.rung.setdefault(name, []).append(time.monotonic())
            self._seen = len(rings)

    async def call(self, client: Person) -> None:
        self.tapped[f"call {client.name}"] = time.monotonic()
        await client.press_key(RU.plain("menu-call"))

    async def claim(self, client: Person) -> None:
        await client.press_key(RU.plain("menu-claim"))
        await self._asked(client, "По какой накладной")
        await client.write("2611-00042")
        await self._asked(client, "Опишите, что случилось")
        await client.send_album([b"\xff\xd8one", b"\xff\xd8two"], caption=STORY)
        send = RU.plain("btn-cl_send")
        card = await self.tg.wait(lambda: next((m for m in client.chat if send in m.buttons), None), 60, "the summary")
        self.tapped[f"claim {client.name}"] = time.monotonic()
        await client.press(card, send)

    async def _asked(self, client: Person, question: str) -> None:
        await self.tg.wait(lambda: any(question in text for text in client.chat.texts), 60, question)


async def run(database: str, clients: int, log: Path) -> list[tuple[str, Any]]:
    rng = random.Random(11)
    async with _crowd.crowd(database, log) as crowd:
        await crowd.come([clients])
        crowd.start(_crowd.OF_THE_BOT)
        people = [crowd.talk.cast.client(number) for number in range(clients)]
        day = Day(crowd.tg, crowd.talk.cast.managers[0])
        watcher = asyncio.create_task(day.watch())
        rng.shuffle(people)
        doing = [(day.call, person) for person in people[:CALLS]]
        doing += [(day.claim, person) for person in people[CALLS : CALLS + CLAIMS]]
        began = time.monotonic()

        async def later(at: float, what: Any, *args: Any) -> None:
            await asyncio.sleep(at)
            await what(*args)

        plans = [later(rng.random() * HOUR_S, what, person) for what, person in doing]
        plans += [later(rng.random() * HOUR_S, rng.choice(people).write, f"вопрос {n}") for n in range(WORDS)]
        await asyncio.gather(*plans)
        await crowd.tg.wait(lambda: len(day.rung) == CALLS + CLAIMS, 120, "a ring for every call and claim")
        took = time.monotonic() - began
        watcher.cancel()
        stats = crowd.tg.stats
    waits = sorted(day.rung[name][0] - day.tapped[name] for name in day.tapped)
    worst = max(figures.worst_second for figures in stats.groups.values())
    return [
        ("clients, calls, claims, messages", f"{clients}, {CALLS}, {CLAIMS}, {WORDS}"),
        ("answers 429", stats.too_many_requests),
        ("rings, of these twice", f"{len(day.rung)}, {sum(len(times) > 1 for times in day.rung.values())}"),
        ("messages in the worst window, of 20", worst),
        ("from the tap to the ring, median, p95, worst: seconds", _spread(waits)),
        ("the hour took, minutes of Telegram", f"{took:.0f}"),
    ]


def _spread(waits: list[float]) -> str:
    return f"{statistics.median(waits):.2f}, {waits[int(len(waits) * 0.95)]:.2f}, {waits[-1]:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=300)
    clients = parser.parse_args().clients
    with tempfile.TemporaryDirectory() as folder, _stage.postgres() as server:
        database = _stage.fresh_database(server, "desk")
        rows = asyncio.run(run(database, clients, Path(folder) / "bots.log"))
    print(_stage.table("An hour of a desk", ("what", "figure"), rows))


if __name__ == "__main__":
    main()

"""A day of a desk at sixty times its speed: 300 clients write, order, claim, call, and leave things unfinished.

    python bench/day.py [--clients 300] [--hours 9] [--picture docs/day.png]

A minute lasts a second: Telegram's budgets, the bot's timers and the clients' pauses alike. The manager answers as a
person does, one client after the other, and goes to lunch. Prints what rang and what waited.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench import _crowd, _stage
from relay_bot.sandbox import Message, Person, Sandbox
from relay_bot.texts import Texts

RU = Texts.load().lang("ru")
WHOLE = "Станок токарный, 800 кг, 120х80х150, из Казань, ул. Баумана, 1 в Москва, Тверская, 5, безнал"
STORY = "Разбили две коробки с плиткой, требую 15 000 руб, ответ на client@example.org"
TIMERS = {"draft_nudge": "10s", "draft_abandoned": "15s", "call_repeat": "10s", "sla_call": "5s",
          "sla_call_escalate": "15s", "sla_message": "30s", "quiet_gap": "10s"}  # fmt: skip
ALWAYS = {"workdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "hours": "00:00-23:59", "digest": ""}
LUNCH = (4.0, 4.75)  # hours after the opening
KINDS = {"Вызов": "calls", "П-": "claims", "последнее действие": "unfinished", "ждёт уже": "call again",
         "без ответа": "message again"}  # fmt: skip
PLAN = {"asks": 500, "waybill": 60, "leaves a form": 40, "claim": 20, "call": 30}
"""What the clients of a day do."""


class Manager:
    """Answers the client who waits longest, one every `pace` minutes; not at lunch."""

    def __init__(self, tg: Sandbox, person: Person, desk: Any, began: float) -> None:
        self.tg, self.person, self.desk, self.began = tg, person, desk, began
        self.asked: dict[str, float] = {}  # topic → since when it waits
        self.waits: list[tuple[float, float]] = []  # (hour of the day, minutes)

    def hour(self) -> float:
        return (time.monotonic() - self.began) / 60

    async def work(self, pace_min: float) -> None:
        while True:
            await asyncio.sleep(pace_min)
            if LUNCH[0] <= self.hour() < LUNCH[1] or not self.asked:
                continue
            name, since = min(self.asked.items(), key=lambda one: one[1])
            topic = next((one for one in self.desk.topics if one.name == name), None)
            del self.asked[name]
            self.waits.append((self.hour(), time.monotonic() - since))
            if topic is not None:
                await self.person.write("Принято, отвечаю", chat=self.desk, topic=topic)


async def asks(tg: Sandbox, client: Person, manager: Manager, rng: random.Random) -> None:
    manager.asked.setdefault(client.name, time.monotonic())
    await client.write(f"где мой груз, заказ {rng.randrange(10_000)}")


async def fills(tg: Sandbox, client: Person, *, finish: bool) -> None:
    await client.press_key(RU.plain("menu-waybill"))
    await _said(tg, client, "Что везём?")
    await client.write(WHOLE if finish else "станок токарный, 800 кг")
    if finish:
        await _pressed(tg, client, RU.plain("btn-create"))


async def claims(tg: Sandbox, client: Person) -> None:
    await client.press_key(RU.plain("menu-claim"))
    await _said(tg, client, "По какой накладной")
    await client.write("2611-00042")
    await _said(tg, client, "Опишите, что случилось")
    await client.send_album([b"\xff\xd8one", b"\xff\xd8two"], caption=STORY)
    await _pressed(tg, client, RU.plain("btn-cl_send"))


async def _said(tg: Sandbox, client: Person, part: str) -> None:
    await tg.wait(lambda: any(part in text for text in client.chat.texts), 60, part)


async def _pressed(tg: Sandbox, client: Person, label: str) -> None:
    found = await tg.wait(lambda: next((m for m in reversed(client.chat) if label in m.buttons), None), 60, label)
    await client.press(found, label)


async def live(database: str, clients: int, hours: float, log: Path) -> tuple[list[tuple[float, str]], Manager, int]:
    """(hour, kind) of every ring; the manager with the waits; answers 429."""
    rng = random.Random(3)
    async with _crowd.crowd(database, log) as crowd:
        await crowd.come([clients])
        settings = _stage.settings(crowd.tg.url, crowd.tg.token, database, limits=_crowd.OF_THE_BOT)
        crowd.bots.append(_stage.start(_stage.bot, settings | {"timers": TIMERS, "schedule": ALWAYS}, log=log))
        began = time.monotonic()
        manager = Manager(crowd.tg, crowd.talk.cast.managers[0], crowd.talk.cast.groups[0], began)
        people = [crowd.talk.cast.client(number) for number in range(clients)]
        before = len(manager.person.rings)
        working = asyncio.create_task(manager.work(0.8))
        plans = [_later(rng.random() * hours * 60, what, crowd.tg, person, manager, rng)
                 for what, person in _plan(people, rng, hours)]  # fmt: skip
        await asyncio.gather(*plans)
        await asyncio.sleep(20)  # what was left last falls due
        working.cancel()
        rings = [(_hour(ring, began), _kind(ring)) for ring in manager.person.rings[before:]]
        return [ring for ring in rings if ring[1]], manager, crowd.tg.stats.too_many_requests


def _plan(people: list[Person], rng: random.Random, hours: float) -> list[tuple[str, Person]]:
    free = people[:]
    rng.shuffle(free)
    plan: list[tuple[str, Person]] = []
    for what, count in PLAN.items():
        times = range(int(count * hours / 9))
        plan += [(what, rng.choice(people) if what == "asks" or not free else free.pop()) for _ in times]
    return plan


async def _later(at_s: float, what: str, tg: Sandbox, person: Person, manager: Manager, rng: random.Random) -> None:
    await asyncio.sleep(at_s)
    match what:
        case "asks":
            await asks(tg, person, manager, rng)
        case "waybill":
            await fills(tg, person, finish=True)
        case "leaves a form":
            await fills(tg, person, finish=False)
        case "claim":
            await claims(tg, person)
        case _:
            await person.press_key(RU.plain("menu-call"))


def _hour(ring: Message, began: float) -> float:
    return max((ring.date - (time.time() - (time.monotonic() - began))) / 60, 0)


def _kind(ring: Message) -> str:
    return next((kind for part, kind in KINDS.items() if part in ring.text), "")


def draw(rings: list[tuple[float, str]], manager: Manager, hours: float, path: Path) -> None:
    """Rings by kind over the day, and how long clients waited."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (above, below) = pyplot.subplots(2, 1, figsize=(10, 6), sharex=True, layout="constrained")
    kinds = list(dict.fromkeys(KINDS.values()))
    for row, kind in enumerate(kinds):
        hours_of = [hour for hour, one in rings if one == kind]
        above.plot(hours_of, [row] * len(hours_of), "|", markersize=16, markeredgewidth=2)
    above.set_yticks(range(len(kinds)), kinds)
    above.set_title("What rang the manager's phone")
    below.plot(*zip(*manager.waits, strict=True), ".", alpha=0.6)
    below.axvspan(*LUNCH, alpha=0.15)
    below.set_ylabel("minutes until an answer")
    below.set_xlabel("hours after the opening")
    below.set_xlim(0, hours + 0.4)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=90)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--hours", type=float, default=9)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _stage.postgres() as server:
        database = _stage.fresh_database(server, "day")
        log = Path(folder) / "bots.log"
        rings, manager, refused = asyncio.run(live(database, given.clients, given.hours, log))
    waits = sorted(minutes for _, minutes in manager.waits)
    counts = Counter(kind for _, kind in rings)
    rows: list[tuple[str, Any]] = [("clients, hours", f"{given.clients}, {given.hours:g}"), ("answers 429", refused)]
    rows += [(f"rang: {kind}", counts[kind]) for kind in dict.fromkeys(KINDS.values())]
    spread = f"{statistics.median(waits):.1f}, {waits[int(len(waits) * 0.95)]:.1f}, {waits[-1]:.1f}"
    rows.append(("clients waited for an answer, median, p95, worst: minutes", spread))
    print(_stage.table("A day of a desk", ("what", "figure"), rows))
    if given.picture is not None:
        draw(rings, manager, given.hours, given.picture)


if __name__ == "__main__":
    main()

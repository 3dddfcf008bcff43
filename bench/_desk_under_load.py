"""A desk whose clients write more than its group takes: who writes what, what arrives in which slot, and the figures.

A *slot* is one message of the group's budget, as the local Telegram counts it; it is the measure of whoever waits,
whatever the speed of the machine.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg

from bench import _stage
from relay_bot.sandbox import Message, Person, Sandbox
from relay_bot.sandbox.transcript import messages_of
from relay_bot.sandbox.world import Event
from relay_bot.texts import Texts

RU = Texts.load().lang("ru")
GROUP_MESSAGES = 20

NUMBERED = re.compile(r"\bu(\d+)-(\d+)\b")
BURST, BURST_PAUSE_S = 8, 0.05
CHATTY = 10
"""So many clients write most; how the others fare is compared with a desk without them."""
BOARD_LATE = (
    "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM outbox "
    "WHERE card LIKE 'live:%' AND state IN ('queued', 'sending')"
)
COMMANDS, CALLS, LOOK_EVERY_S = 1.5, 0.6, 0.5
"""So many commands and calls come in a window."""


@dataclass
class Seen:
    """What happened in the group while one load lasted. Times are monotonic seconds."""

    wrote: dict[str, float] = field(default_factory=dict)
    took_s: dict[str, float] = field(default_factory=dict)  # of what has arrived
    order: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # client → numbers as they arrived
    asked: dict[int, int] = field(default_factory=dict)  # a command's message → the slot in which it was given
    answers: list[int] = field(default_factory=list)  # slots
    called: dict[str, int] = field(default_factory=dict)  # a client's name → slot
    pushes: list[int] = field(default_factory=list)  # slots
    board_late_s: list[float] = field(default_factory=list)  # for how long it has had news to show
    used: float = 0.0  # of the budget, while they wrote
    slots: int = 0
    slots_while_writing: int = 0
    arrived_while_writing: int = 0


class Desk:
    """One group, its manager and its clients, registered already; `numbers`: how much each has written so far."""

    def __init__(
        self, tg: Sandbox, cast: _stage.Cast, clients: Sequence[Person], database: str, window_s: float, seed: int = 5
    ) -> None:
        self.database, self.window_s = database, window_s
        self.tg, self.cast, self.clients = tg, cast, list(clients)
        self.group, self.manager = cast.groups[0], cast.managers[0]
        self.rng = random.Random(seed)
        self.numbers = [0] * len(clients)
        self.seen = Seen()
        self._strangers = 0
        self._uncalled = self.clients[:]
        self.rng.shuffle(self._uncalled)
        self._names = {client.name for client in clients}
        tg.world.listeners.append(self._on_event)

    @property
    def slot(self) -> int:
        """How many messages of the budget the group has taken."""
        figures = self.tg.stats.groups.get(self.group.id)
        return figures.total if figures is not None else 0

    # --- what people do

    async def load(self, times: float, seconds: float, kind: str, newcomers: int = 0, *, chatty: bool = True) -> Seen:
        """Write `times` the group's budget for so long; `newcomers` come at once. Ends when all of it has arrived.

        Without the `chatty` the others write as much as ever.
        """
        self.seen = Seen()
        before, began = self.slot, time.monotonic()
        acts = [asyncio.create_task(one) for one in (self._commands(), self._calls(seconds), self._looks())]
        await self._come(newcomers)
        await self._write(times * GROUP_MESSAGES / self.window_s, seconds, kind, chatty=chatty)
        windows = (time.monotonic() - began) / self.window_s + 1  # the first messages find an empty window
        self.seen.slots_while_writing = self.slot - before
        self.seen.arrived_while_writing = len(self.seen.took_s)
        self.seen.used = self.seen.slots_while_writing / (GROUP_MESSAGES * windows)
        await self.tg.wait(lambda: len(self.seen.took_s) == len(self.seen.wrote), 1800, "every message")
        self.seen.slots = self.slot - before
        for act in acts:
            act.cancel()
        pending = self.seen.asked or self.seen.called
        await self.tg.wait(lambda: not (self.seen.asked or self.seen.called), 60, f"answers and pushes: {pending}")
        return self.seen

    async def _write(self, per_second: float, seconds: float, kind: str, *, chatty: bool) -> None:
        """Zipf: client n writes as often as 1/n of the first; a burst is several of one client in a moment."""
        weights = [1 / rank for rank in range(1, len(self.clients) + 1)]
        if not chatty:
            silent, everybody = CHATTY, sum(weights)
            weights[:silent] = [0.0] * silent
            per_second *= sum(weights) / everybody
        began, at = time.monotonic(), 0.0
        size = BURST if kind == "bursts" else 1
        while True:
            at += self.rng.expovariate(per_second / size)
            if at > seconds:
                return
            await asyncio.sleep(max(began + at - time.monotonic(), 0))
            (number,) = self.rng.choices(range(len(self.clients)), weights)
            for _ in range(size):
                await self._one(number)
                if size > 1:
                    await asyncio.sleep(BURST_PAUSE_S)

    async def _come(self, newcomers: int) -> None:
        """New accounts by the manager's link: each wants a topic, which is four calls."""
        for _ in range(newcomers):
            self._strangers += 1
            stranger = self.cast.client(len(self.clients) + self._strangers)
            await stranger.start("m_DESK0")
            await stranger.share_contact()

    async def _one(self, number: int) -> None:
        self.numbers[number] += 1
        text = f"u{number}-{self.numbers[number]}"
        self.seen.wrote[text] = time.monotonic()
        await self.clients[number].write(text)

    async def _commands(self) -> None:
        """The manager asks for the queue, for the next one, and about a client, by turns."""
        for turn in itertools.count():
            await asyncio.sleep(self.window_s / COMMANDS)
            topics = [topic for topic in self.group.topics if topic.name in self._names]
            command = ("/queue", "/next", "/info")[turn % 3]
            slot, where = self.slot, {"topic": self.rng.choice(topics)} if command == "/info" else {}
            given = await self.manager.write(command, chat=self.group, **where)
            self.seen.asked[given.id] = slot

    async def _calls(self, seconds: float) -> None:
        every_s = self.window_s / CALLS
        for _ in range(int(seconds / every_s)):
            await asyncio.sleep(every_s)
            if not self._uncalled:
                return
            client = self._uncalled.pop()
            self.seen.called[client.name] = self.slot
            await client.press_key(RU.plain("menu-call"))

    async def _looks(self) -> None:
        """For how long has the board had something else to show than it does?"""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self.seen.board_late_s.append(await asyncio.to_thread(self._board_late_s))

    def _board_late_s(self) -> float:
        with psycopg.connect(self.database, autocommit=True) as connection:
            row = connection.execute(BOARD_LATE).fetchone()
        return float(row[0]) if row is not None else 0.0

    # --- what is seen of it

    def _on_event(self, event: Event) -> None:
        if event.chat is not self.group.record or event.kind not in ("message", "message_edited"):
            return
        record = event.details["message"]
        if record.sender_id != self.tg.bot_id:
            return
        text, topic = str(record.body.get("text", "")), self.group.record.topics.get(record.thread_id or 0)
        if topic is None or topic.name not in self._names:
            self._on_board(text)
        else:
            self._arrived(text)
        answered = Message(self.tg.world, record).reply_to
        if event.kind == "message" and answered is not None and answered.id in self.seen.asked:
            self.seen.answers.append(self.slot - self.seen.asked.pop(answered.id))

    def _on_board(self, text: str) -> None:
        for name in [name for name in self.seen.called if text.startswith("🔔 Вызов") and name in text]:
            self.seen.pushes.append(self.slot - self.seen.called.pop(name))

    def _arrived(self, text: str) -> None:
        """Several texts of a client may come as one message."""
        for found in NUMBERED.finditer(text):
            if found[0] in self.seen.wrote and found[0] not in self.seen.took_s:
                self.seen.took_s[found[0]] = time.monotonic() - self.seen.wrote[found[0]]
                self.seen.order[int(found[1])].append(int(found[2]))

    def twice(self) -> int:
        """How many messages stand in the group more than once."""
        shown: dict[str, int] = defaultdict(int)
        for message in messages_of(self.tg.world, self.group.record):
            topic = self.group.record.topics.get(message.topic_id)
            if message.from_bot and topic is not None and topic.name in self._names:
                for found in NUMBERED.finditer(message.text):
                    shown[found[0]] += 1
        return sum(count - 1 for count in shown.values())


def figures(seen: Seen, window_s: float) -> list[str]:
    """As the cells of HEAD."""
    waits = sorted(seen.took_s.values())
    by_client: dict[str, list[float]] = defaultdict(list)
    for text, took in seen.took_s.items():
        by_client[text.split("-")[0]].append(took)
    means = [statistics.fmean(took) for took in by_client.values()]
    others = [statistics.fmean(took) for client, took in by_client.items() if int(client[1:]) >= CHATTY]
    jain = sum(means) ** 2 / (len(means) * sum(mean**2 for mean in means))
    reordered = sum(b < a for numbers in seen.order.values() for a, b in itertools.pairwise(numbers))
    return [
        str(len(seen.wrote)),
        f"{len(seen.took_s) / max(seen.slots, 1):.2f}",
        f"{seen.arrived_while_writing / max(seen.slots_while_writing, 1):.2f}",
        f"{seen.used:.1%}",
        f"{statistics.median(waits):.1f} / {_at(waits, 0.95):.1f} / {waits[-1]:.1f}",
        f"{statistics.median(others):.1f}" if others else "–",
        f"{jain:.2f}",
        _spread(seen.answers),
        _spread(seen.pushes),
        f"{_at(sorted(seen.board_late_s), 0.95) / window_s:.1f}",
        f"{len(seen.wrote) - len(seen.took_s)} / {reordered}",
    ]


HEAD = ("messages", "per slot", "while written", "budget used", "wait p50/p95/max, s", "median of the not chatty, s",
        "Jain", "answers, slots", "pushes, slots", "board late p95, windows", "lost / reordered")  # fmt: skip


def _at(sorted_values: Sequence[float], part: float) -> float:
    return sorted_values[min(int(len(sorted_values) * part), len(sorted_values) - 1)] if sorted_values else 0.0


def _spread(slots: list[int]) -> str:
    return f"{statistics.median(slots):.0f} / {_at(sorted(slots), 0.95):.0f} / {max(slots)}" if slots else "–"

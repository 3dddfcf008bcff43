"""People who talk without pause, both ways, in numbered messages; and what of it arrived."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass, field

from bench import _stage
from relay_bot.sandbox import Person, Sandbox
from relay_bot.sandbox.transcript import Message, messages_of
from relay_bot.sandbox.world import Event

NUMBERED = re.compile(r"^([ud])(\d+)-(\d+)$", re.MULTILINE)  # a line of its own: boards show last words beside a name
BACKLOG = 150
"""Who talks waits while this many messages are on their way: a backlog that only grows would test nothing more."""


@dataclass(frozen=True)
class Verdict:
    """What became of a conversation. `duplicates` names the messages that arrived more than once."""

    messages: int
    lost: list[str]
    out_of_order: list[str]
    duplicates: Counter[str]
    topics: Counter[str]  # how many each client has
    boards: list[int]  # how many each desk has

    @property
    def one_topic_each(self) -> bool:
        return set(self.topics.values()) == {1}

    @property
    def three_boards_each(self) -> bool:
        return set(self.boards) == {_stage.BOARDS}


@dataclass
class Talk:
    """Texts are `u<client>-<n>` from a client and `d<client>-<n>` to one, n = 1, 2, 3 … in each direction."""

    tg: Sandbox
    cast: _stage.Cast
    rng: random.Random
    sent: Counter[tuple[str, int]] = field(default_factory=Counter)
    on_the_way: set[str] = field(default_factory=set)
    clients: list[Person] = field(default_factory=list)
    _desks: dict[int, int] = field(default_factory=dict)
    _topics: dict[str, int] = field(default_factory=dict)  # client's name → thread

    def __post_init__(self) -> None:
        self.tg.world.listeners.append(self._on_event)

    # --- talking

    async def join(self, number: int) -> None:
        """A new client comes, is registered by the manager's link, and starts to write without waiting for anybody."""
        client, desk = self.cast.client(number), number % len(self.cast.groups)
        await client.start(f"m_DESK{desk}")
        await client.share_contact()
        self.know(client, desk)
        await self.up(client)

    def know(self, client: Person, desk: int) -> None:
        """They are served by this desk, and talk from now on."""
        self._desks[client.id] = desk
        self.clients.append(client)

    async def up(self, client: Person) -> None:
        await client.write(self._next("u", client))

    async def down(self, client: Person) -> bool:
        """The manager answers; False while there is no topic to do it in."""
        desk = self._desks[client.id]
        thread = self._topics.get(client.name)
        if thread is None:
            return False
        await self.cast.managers[desk].write(self._next("d", client), chat=self.cast.groups[desk], topic=thread)
        return True

    async def chatter(self, newcomers: int) -> None:
        """For ever: single messages and bursts, both ways, and now and then somebody new."""
        while True:
            if len(self.on_the_way) >= BACKLOG:
                await self.tg.world.changed(0.2)
                continue
            if newcomers and self.rng.random() < 0.02:
                newcomers -= 1
                await self.join(len(self.clients))
            client = self.rng.choice(self.clients)
            for _ in range(self.rng.choice((1, 1, 1, 2, 5))):
                if self.rng.random() < 0.5 or not await self.down(client):
                    await self.up(client)
            await self.tg.world.changed(self.rng.random() * 0.02)

    async def everything_arrives(self, timeout: float = 600) -> None:  # noqa: ASYNC109
        """Raises NotHappened; how long it takes depends on what else the machine does and says nothing."""
        await self.tg.wait(lambda: not self.on_the_way, timeout=timeout, what="the arrival of every message")

    def _next(self, side: str, client: Person) -> str:
        number = client.id - _stage.CLIENT_ID
        self.sent[side, number] += 1
        text = f"{side}{number}-{self.sent[side, number]}"
        self.on_the_way.add(text)
        return text

    def _on_event(self, event: Event) -> None:
        if event.kind == "topic":
            topic = event.details["topic"]
            self._topics[topic.name] = topic.thread_id
        if event.kind == "message" and event.details["message"].sender_id == self.tg.bot_id:
            for found in NUMBERED.finditer(event.details["message"].body.get("text", "")):
                self.on_the_way.discard(found[0])

    # --- judging

    def judge(self) -> Verdict:
        lost, wrong, duplicates = [], [], Counter[str]()
        for (side, number), count in self.sent.items():
            shown = self._arrived(side, number)
            arrived = [n for together in shown for n in together]
            lost += [f"{side}{number}-{n}" for n in range(1, count + 1) if n not in arrived]
            # Sent again, a message stands right behind itself: those that several begin with never go back.
            wrong += [f"{side}{number}-{b[0]} after {a[0]}" for a, b in itertools.pairwise(shown) if b[0] < a[0]]
            wrong += [f"{side}{number}: {together}" for together in shown if together != sorted(together)]
            duplicates += Counter({f"{side}{number}-{n}": times - 1 for n, times in Counter(arrived).items()})
        live = [topic for group in self.cast.groups for topic in group.topics]
        names = {client.name for client in self.clients}
        topics = Counter(dict.fromkeys(names, 0))
        topics.update(topic.name for topic in live if topic.name in names)
        boards = [sum(topic.name not in names for topic in group.topics) for group in self.cast.groups]
        return Verdict(sum(self.sent.values()), lost, wrong, duplicates, topics, boards)

    def _arrived(self, side: str, number: int) -> list[list[int]]:
        """Message by message which numbers it says: one, or several that went together."""
        client = self.tg.person(_stage.CLIENT_ID + number)
        messages: list[Message] = list(client.chat)
        if side == "u":
            group = self.cast.groups[self._desks[client.id]]
            messages = messages_of(self.tg.world, group.record)
        said = [
            [int(found[3]) for found in NUMBERED.finditer(one.text) if found[1] == side and int(found[2]) == number]
            for one in messages
            if one.from_bot
        ]
        return [numbers for numbers in said if numbers]

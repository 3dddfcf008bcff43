"""Random conversations played: people on the local Telegram, two processes of the bot that can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, assert_never

import psycopg

from bench import _stage
from relay_bot.clocks import document
from relay_bot.db.presence import WORKER_LOCK
from relay_bot.sandbox import TOKEN, Limits, Person, Sandbox, Topic
from relay_bot.sandbox.transcript import Message
from tests.acceptance.conftest import PATIENCE_S
from tests.acceptance.conversations import steps
from tests.acceptance.conversations.model import Conversation, Copy, Said, copies_in, html_of
from tests.acceptance.conversations.steps import Step, Words
from tests.acceptance.talk import Side

PROCESSES = 2

BOTS_OWN = ("👤", "🗂")
"""How the card of a topic begins, and what was said last in one that is made anew: these repeat what is no copy."""

_IDLE = """
SELECT NOT EXISTS (SELECT FROM inbox WHERE state = 'queued')
    AND NOT EXISTS (SELECT FROM lanes WHERE waiting AND NOT held)
"""
_LEFT = """
SELECT lanes.address, outbox.kind, outbox.state, outbox.error FROM outbox JOIN lanes ON lanes.id = lane_id
WHERE outbox.state NOT IN ('sent', 'dropped')
"""
_IN_FLIGHT = """
SELECT DISTINCT messages.chat_id, messages.message_id FROM lanes
JOIN outbox ON outbox.lane_id = lanes.id AND outbox.state = 'sending' JOIN messages ON messages.id = outbox.relay_id
WHERE lease IS NOT NULL AND leased_by NOT IN (
    SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


@dataclass
class House:
    """The local Telegram and the processes; it lasts for many conversations."""

    tg: Sandbox
    cast: _stage.Cast
    database: str
    log: Path
    sql: psycopg.Connection[Any]
    processes: list[BaseProcess | None] = field(default_factory=lambda: [None] * PROCESSES)
    limits: dict[str, Any] | None = None  # budgets; None: there is room for everything
    numbers: Iterator[int] = field(default_factory=itertools.count)
    clients: Iterator[int] = field(default_factory=itertools.count)

    @property
    def alive(self) -> bool:
        return any(self.processes)

    def start(self, which: int) -> None:
        if self.processes[which] is None:
            name = f"random{next(self.numbers)}"
            database = f"{self.database}&application_name={name}"
            settings = _stage.settings(self.tg.url, TOKEN, database, limits=self.limits)
            self.processes[which] = _stage.start(_bot, settings, log=self.log, name=name)

    def kill(self, which: int) -> list[tuple[int, int]]:
        """Returns chat and message of what the process may have sent without having written it down."""
        process = self.processes[which]
        if process is None:
            return []
        assert process.is_alive(), f"a bot died by itself, see {self.log}"
        process.kill()
        process.join()
        self.processes[which] = None
        gone = "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = %s"
        while self.sql.execute(gone, [process.name]).fetchone() != (True,):
            time.sleep(0.002)  # PostgreSQL ends what it was doing for the dead
        return list(self.sql.execute(_IN_FLIGHT, [WORKER_LOCK]))

    def idle(self) -> bool:
        """Nothing is on its way."""
        return not self.tg.world.updates.pending and self.sql.execute(_IDLE).fetchone() == (True,)

    async def rest(self) -> None:
        await self.tg.wait(self.idle, timeout=PATIENCE_S, what="the end of everything")

    def left(self) -> list[str]:
        """What waits though nothing should, or was given up."""
        return [f"a row is left: {row}" for row in self.sql.execute(_LEFT)]


def _bot(settings: dict[str, Any]) -> None:
    """A process that does not warm up its press: nobody gets a document here, and it would take seconds."""
    document.WARM_AFTER_S = 3600
    _stage.bot(settings)


@contextlib.asynccontextmanager
async def house(database: str, log: Path, limits: dict[str, Any] | None = None) -> AsyncIterator[House]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as tg:
        tg.faults.add(kind="late", seconds=0.2, times=None, probability=0.05, seed=1)  # done, and known a moment later
        with psycopg.connect(database, autocommit=True) as sql:
            here = House(tg, _stage.Cast(tg), database, log, sql, limits=limits)
            try:
                yield here
            finally:
                for process in here.processes:
                    if process is not None:
                        process.kill()
                        process.join()
        assert not tg.problems


class Talk:
    """One client and their desk, what was done there, and what both of them see."""

    def __init__(self, house: House, client: Person) -> None:
        self.house = house
        self.client = client
        self.manager, self.group = house.cast.managers[0], house.cast.groups[0]
        self.model = Conversation(scarce=house.limits is not None)
        self.blocked = False

    @property
    def topic(self) -> Topic | None:
        """The client's topic with its card, if it has not been deleted."""
        found = [one for one in self.group.topics if one.name == self.client.name and one.pinned and not one.deleted]
        return found[-1] if found else None

    def read(self, side: Side) -> Sequence[Message]:
        """What the bot has put before the readers of `side`."""
        if side == "desk":
            return [one for one in self.client.chat if one.from_bot]
        topic = self.topic
        if topic is None:
            return []
        return [one for one in topic.messages if one.from_bot and not one.text.startswith(BOTS_OWN)]

    def copy(self, one: Said) -> Copy | None:
        found = [copy for shown in self.read(one.side) for copy in copies_in(shown) if copy.number == one.number]
        return found[-1] if found else None

    def differs(self) -> list[str]:
        read: dict[Side, Sequence[Message]] = {"client": self.read("client"), "desk": self.read("desk")}
        return self.model.differs(read, self.house.tg.bot_id)

    def account(self) -> str:
        """What both of them see, in words."""
        chat = [one.line() for one in self.client.chat]
        topic = self.topic
        return "\n".join(
            ["", "the client:", *chat, "the desk:", *([] if topic is None else map(Message.line, topic.messages))]
        )

    # --- where somebody can do something now

    async def where(self, side: Side) -> dict[str, Any] | None:
        """Where `side` writes; None: it can't."""
        if side == "client":
            return None if self.blocked else {}
        if self.topic is None and self.house.alive:
            await self.house.tg.wait(lambda: self.topic or self.house.idle(), timeout=PATIENCE_S, what="a topic")
        topic = self.topic
        return None if topic is None else {"chat": self.group, "topic": topic}

    async def seen(self, side: Side, one: Said) -> Message | None:
        """The message as `side` sees it: its own, or the copy of the other's. None: it does not see it, or as a text
        that is not the last of a joined message: nobody could answer it.
        """
        if one.side == side:
            return None if one.message.deleted else one.message
        comes = self.model.shows(one) and not one.lost and self.house.alive
        if comes and not (self.blocked and side == "client"):
            there = lambda: self.copy(one) or self.house.idle()  # noqa: E731
            await self.house.tg.wait(there, timeout=PATIENCE_S, what=f"a copy of № {one.number}")
        copy = self.copy(one)
        return copy.message if copy is not None and copy.last else None

    def newest(self, which: int, side: Side | None = None) -> Said | None:
        said = [one for one in self.model.said if not one.removed and (side is None or one.side == side)]
        return said[-1 - which % len(said)] if said else None

    # --- what is done

    def keep(self, side: Side, message: Message, words: Words, **more: Any) -> None:
        self.model.said.append(Said(len(self.model.said), side, message, words, **more))
        self.model.kept_inside()

    async def write(self, side: Side, words: Words, to: Said | None = None, *, quote: bool = False) -> None:
        where = await self.where(side)
        if where is None:
            return
        answered = await self.seen(side, to) if to is not None else None
        if where and where["topic"].deleted:
            return
        quoted = answered.text.split("\n")[-1] if answered is not None and quote else ""
        html = html_of(len(self.model.said), 0, words)
        writer = self.client if side == "client" else self.manager
        message = await writer.write(html, html=True, reply_to=answered, quote=quoted, **where)
        self.keep(side, message, words, answers=to if answered is not None else None, quote=quoted)

    async def pictures(self, side: Side, captions: Sequence[Words], *, album: bool, answer: bool = False) -> None:
        where = await self.where(side)
        to = self.newest(0) if answer else None
        answered = await self.seen(side, to) if to is not None else None
        if where is None or (where and where["topic"].deleted):
            return
        writer = self.client if side == "client" else self.manager
        first = len(self.model.said)
        group = {"media_group_id": f"{self.client.id}{first}"} if album else {}
        for number, words in enumerate(captions, first):
            caption = writer._worded("caption", "caption_entities", html_of(number, 0, words), html=True)
            message = await writer.send_file(
                "photo", b"\xff\xd8%d" % number, extra=group | caption, reply_to=answered, **where
            )
            answers = to if answered is not None else None
            self.keep(side, message, words, album=first if album else None, answers=answers)

    async def edit(self, side: Side, which: int, words: Words) -> None:
        one = self.newest(which, side)
        if one is None or one.message.deleted or (side == "client" and self.blocked):
            return
        one.version, one.words, one.edited, one.lost = one.version + 1, words, True, False
        writer = self.client if side == "client" else self.manager
        self.model.kept_inside()
        await writer.edit(one.message, html_of(one.number, one.version, words), html=True)

    async def react(self, side: Side, which: int, emoji: str | None) -> None:
        one = self.newest(which)
        if one is None or (side == "client" and self.blocked):
            return
        shown = await self.seen(side, one)
        if shown is not None and not shown.deleted:
            one.reactions[side] = emoji
            await (self.client if side == "client" else self.manager).react(shown, emoji)

    async def take_back(self, side: Side, one: Said | None) -> None:
        where = await self.where(side)
        if where is None or one is None or one.message.deleted or not self.model.shows(one):
            return
        one.removed = True
        await (self.client if side == "client" else self.manager).write("/del", reply_to=one.message, **where)

    async def take_back_last(self, side: Side, count: int) -> None:
        """Which are the last of those that were inside for a while is nothing that people count on."""
        where = await self.where(side)
        mine = [one for one in self.model.said if one.side == side and self.model.shows(one)]
        if where is None or not mine or any(one.odd for one in self.model.said if one.side == side):
            return
        for one in mine[-count:]:
            one.removed = True
        await (self.client if side == "client" else self.manager).write(f"/del {count}", **where)

    async def lose_topic(self) -> None:
        topic = self.topic
        if topic is None or self.blocked:
            return
        for one in self.model.said:
            if one.side == "client" and self.copy(one) is not None:
                one.lost = one.odd = True
        await self.manager.delete_topic(topic)
        for one in self.model.said:
            one.odd = one.odd or one.message.deleted
        await self.write("client", Words())

    def block(self) -> None:
        self.blocked = True
        self.client.block()

    async def unblock(self) -> None:
        if self.blocked:
            self.blocked = False
            await self.client.start()


class Play:
    """Several conversations at once, step by step."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.talks: dict[int, Talk] = {}

    async def begin(self, numbers: set[int]) -> None:
        for which in range(PROCESSES):
            self.house.start(which)
        for number in sorted(numbers):
            client = self.house.cast.client(next(self.house.clients))
            await client.start("m_DESK0")
            await client.share_contact()
            self.talks[number] = Talk(self.house, client)
        here = lambda: all(talk.topic for talk in self.talks.values())  # noqa: E731
        await self.house.tg.wait(here, timeout=PATIENCE_S, what="a topic for everyone")
        await self.house.rest()

    async def step(self, step: Step) -> None:
        if isinstance(step, steps.Kill):
            self._in_flight(await asyncio.to_thread(self.house.kill, step.process))
        elif isinstance(step, steps.Start):
            self.house.start(step.process)
        else:
            await _done(self.talks[step.talk], step)

    async def end(self) -> list[str]:
        """What differs from the model when everything has come to rest."""
        for which in range(PROCESSES):
            self.house.start(which)
        for talk in self.talks.values():
            await talk.unblock()
        await self.house.rest()
        wrong = [f"talk {number}: {what}" for number, talk in self.talks.items() for what in talk.differs()]
        return wrong + self.house.left()

    def account(self, wrong: Sequence[str]) -> str:
        return "\n".join([*wrong, *(talk.account() for talk in self.talks.values() if talk.differs())])

    def _in_flight(self, messages: Sequence[tuple[int, int]]) -> None:
        for talk in self.talks.values():
            for one in talk.model.said:
                one.twice = one.twice or (one.message.chat_id, one.message.id) in messages


async def _done(talk: Talk, step: Step) -> None:
    match step:
        case steps.Write(side=side, words=words):
            await talk.write(side, words)
        case steps.Answer(side=side, words=words, to=to, quote=quote):
            await talk.write(side, words, talk.newest(to), quote=quote)
        case steps.Picture(side=side, words=words):
            await talk.pictures(side, [words], album=False)
        case steps.Album(side=side, captions=captions, answer=answer):
            await talk.pictures(side, captions, album=True, answer=answer)
        case steps.Edit(side=side, which=which, words=words):
            await talk.edit(side, which, words)
        case steps.React(side=side, which=which, emoji=emoji):
            await talk.react(side, which, emoji)
        case steps.TakeBack(side=side, which=which):
            await talk.take_back(side, talk.newest(which, side))
        case steps.TakeBackLast(side=side, count=count):
            await talk.take_back_last(side, count)
        case steps.LoseTopic():
            await talk.lose_topic()
        case steps.Block():
            talk.block()
        case steps.Unblock():
            await talk.unblock()
        case steps.Kill() | steps.Start():
            raise ValueError("not of a conversation")
        case _:
            assert_never(step)

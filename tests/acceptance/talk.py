"""A conversation with two sides that look alike to a test: whoever writes, the other one's copy is looked up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from relay_bot.sandbox import Person, Topic
from relay_bot.sandbox.transcript import Message
from tests.acceptance.conftest import Stage

Side = Literal["client", "desk"]


@dataclass(frozen=True)
class Talk:
    """`side` is who writes in a test; `other` reads."""

    stage: Stage
    client: Person
    topic: Topic
    side: Side = "client"

    @property
    def writer(self) -> Person:
        return self.client if self.side == "client" else self.stage.anna

    @property
    def sides(self) -> tuple[Talk, Talk]:
        """The same, once as the client sees it and once as the desk does."""
        return Talk(self.stage, self.client, self.topic), Talk(self.stage, self.client, self.topic, "desk")

    @property
    def where(self) -> dict[str, Any]:
        """Where the writer writes."""
        return {} if self.side == "client" else self.stage.at(self.topic)

    @property
    def other(self) -> Talk:
        return Talk(self.stage, self.client, self.topic, "desk" if self.side == "client" else "client")

    @property
    def read(self) -> list[Message]:
        """What the bot has put on the reader's side."""
        shown = self.topic.messages if self.side == "client" else list(self.client.chat)
        return [one for one in shown if one.from_bot]

    async def copy(self, words: str) -> Message:
        """The newest copy with these words, whatever stands above them, on the reader's side."""

        def found() -> list[Message]:
            return [one for one in self.read if one.text == words or one.text.endswith(f"\n{words}")]

        return (await self.stage.until(found, f"a copy of {words!r}"))[-1]  # type: ignore[no-any-return]

    def trouble(self, method: str, kind: str, **how: Any) -> None:
        """A fault where the reader reads."""
        chat_id = self.topic.record.chat_id if self.side == "client" else self.client.id
        self.stage.tg.faults.add(method=method, kind=kind, chat_id=chat_id, **how)

    async def said(self, words: str, **how: Any) -> tuple[Message, Message]:
        """(what was written, its copy)."""
        written = await self.writer.write(words, **how, **self.where)
        plain = written.text
        return written, await self.copy(plain)


@asynccontextmanager
async def talk(stage: Stage, side: Side = "client", **tables: Any) -> AsyncIterator[Talk]:
    client = stage.client()
    async with stage.bot(**tables):
        topic = await stage.registered(client)
        yield Talk(stage, client, topic, side)


def both_sides(scenario: Callable[[Stage, Talk], Awaitable[None]]) -> Callable[[Stage], Awaitable[None]]:
    """A test of `scenario`, once as the client writes and once as the desk does, in one conversation."""

    async def test(stage: Stage) -> None:
        async with talk(stage) as here:
            for side in here.sides:
                await scenario(stage, side)

    test.__name__, test.__doc__, test.__module__ = scenario.__name__, scenario.__doc__, scenario.__module__
    return test

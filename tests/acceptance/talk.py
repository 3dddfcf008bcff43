"""A conversation with two sides that look alike to a test: whoever writes, the other one's copy is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from relay_bot.sandbox import Person, Topic
from relay_bot.sandbox.transcript import Message
from tests.acceptance.conftest import Stage

Side = Literal["client", "desk"]
SIDES: tuple[Side, ...] = ("client", "desk")


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
        """The copy with these words, on the reader's side."""
        found = await self.stage.until(lambda: [one for one in self.read if words in one.text], f"a copy of {words!r}")
        return found[-1]  # type: ignore[no-any-return]

    async def said(self, words: str, **how: Any) -> tuple[Message, Message]:
        """(what was written, its copy)."""
        written = await self.writer.write(words, **how, **self.where)
        plain = written.text
        return written, await self.copy(plain)


@asynccontextmanager
async def talk(stage: Stage, side: Side = "client", **tables: Any) -> Any:
    client = stage.client()
    async with stage.bot(**tables):
        topic = await stage.registered(client)
        yield Talk(stage, client, topic, side)


def texts(messages: list[Message]) -> Iterator[str]:
    return (one.text for one in messages)

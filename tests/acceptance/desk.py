"""A desk as its manager reads it, and statements on the bot's own database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text

from relay_bot.db.session import Database
from relay_bot.rounds import patiently
from relay_bot.sandbox import Message, Topic
from relay_bot.views.topic import SIGN
from tests.acceptance.conftest import Stage, first

Sql = Callable[..., Awaitable[Any]]


def in_topic(words: str) -> str:
    """As the bot says them in a client's topic: with a sign, so that they are not taken for the client's."""
    return f"{SIGN} {words}"


@pytest.fixture
async def sql(stage: Stage) -> Any:
    """Statements on the bot's own database; the first column of the first row, if there is one.

    A statement about many rows locks them in no order: PostgreSQL may let the bot win, and then it is made again.
    """
    db = Database(stage.database)

    async def run(query: str, **values: Any) -> Any:
        async def once() -> Any:
            async with db.transaction() as session:
                result = await session.execute(text(query), values)
                return result.scalar() if result.returns_rows else None

        return await patiently("test", once)

    yield run
    await db.close()


def general(stage: Stage, part: str) -> Message | None:
    """The newest message of the bot in General that has `part`."""
    return first(m for m in reversed(stage.group.general.messages) if m.from_bot and part in m.text)


def says(topic: Topic, part: str) -> Message | None:
    return first(m for m in reversed(topic.messages) if m.from_bot and part in m.text)

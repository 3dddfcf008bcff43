"""What people do to topics in the app: close, reopen, rename them."""

from __future__ import annotations

from relay_bot.actions import call as calls
from relay_bot.actions.turn import Turn
from relay_bot.db import topic as topics
from relay_bot.db import waiting
from relay_bot.domain.client import Client


async def closed(turn: Turn, address: str, client: Client | None) -> None:
    """The conversation is done, as by /done; the next message to the topic opens it again."""
    await topics.set_state(turn.session, address, "closed")
    if client is not None:
        await waiting.answered(turn.session, client.id, turn.now)
        await calls.finish_open(turn, client)


async def reopened(turn: Turn, address: str) -> None:
    await topics.set_state(turn.session, address, "ok")


async def named(turn: Turn, address: str, name: str) -> None:
    """The name that a person has given stays."""
    await topics.given(turn.session, address, name)

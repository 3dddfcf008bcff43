"""What people do to topics in the app: close, reopen, rename them; and topics that the bot does not know."""

from __future__ import annotations

from relay_bot.actions import call as calls
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import topic as topics
from relay_bot.db import waiting
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.views import names


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


async def adopt(turn: Turn, desk: str, chat_id: int, thread_id: int, name: str) -> Client | None:
    """A topic that the bot has made and does not know any more: whose it is tells its name, if it is one client's."""
    without = await topics.clients_without(turn.session, desk)
    whose = [one for one in without if _called(turn, one) == name]
    client = await clients.by_id(turn.session, whose[0].id) if len(whose) == 1 else None
    if client is not None:
        await topics.known_again(turn.session, client.id, desk, chat_id, thread_id, name)
    return client


def _called(turn: Turn, client: Client) -> str:
    return names.client_topic(
        turn.config.topics.client_name, name=client.name, company=client.company, city=client.city
    )


def unknown(turn: Turn, desk: str, chat_id: int, thread_id: int, message_id: int) -> None:
    """Said once a topic: General's row goes where the message stands that it answers."""
    said = Text(turn.t()("topic-unknown"), silent=True, reply_to=message_id)
    turn.send(Out(addresses.board(desk, "general"), said, once=f"unknown_topic:{chat_id}:{thread_id}"))

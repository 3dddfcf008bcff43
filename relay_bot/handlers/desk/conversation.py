"""What is written at a desk: in a client's topic it goes to the client, notes and commands stay inside."""

from aiogram import Router
from aiogram.types import Message

from relay_bot.actions import call as callboard
from relay_bot.actions.turn import Turn
from relay_bot.db import bundle as bundles
from relay_bot.db import call as calls
from relay_bot.db import client as clients
from relay_bot.db import message as messages
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Relay, Text
from relay_bot.domain.relay import decide_from_desk
from relay_bot.handlers.kept import RELAYED, written

router = Router(name="desk.topic")


@router.message(lambda message: message.content_type in RELAYED)
async def relay(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """A message in General, a board or a topic of the manager's own is nobody's business."""
    client = await clients.by_id(turn.session, topic.client_id) if topic and topic.client_id else None
    if client is None or message.from_user is None or (message.from_user.is_bot and message.sender_chat is None):
        return
    verdict = decide_from_desk(
        author_id=message.from_user.id, speakers=speakers(turn, desk), text=message.text or message.caption
    )
    bundle = _bundle(message)
    if bundle is not None and verdict != "internal" and await bundles.is_inside(turn.session, bundle):
        return
    if bundle is not None and verdict == "internal":
        await _keep_inside(message, turn, client, bundle)
    elif verdict == "outsider":
        answer = Text(turn.t()("relay-outsider"), silent=True, reply_to=message.message_id)
        turn.send(Out(addresses.topic(client.id, client.desk), answer))
    elif verdict == "relay":
        relay_id = await messages.keep(turn.session, written(message, client.id, "desk"))
        turn.send(Out(addresses.client(client.id), Relay(), relay_id=relay_id, bundle=bundle))
        await accept_call(turn, client, message.from_user.id)


def _bundle(message: Message) -> str | None:
    """An album is one message: its parts come as updates of their own, and any of them may carry the `//`."""
    if message.media_group_id is None:
        return None
    thread = message.message_thread_id if message.is_topic_message else None
    return bundles.key(message.chat.id, thread, message.media_group_id)


async def _keep_inside(message: Message, turn: Turn, client: Client, bundle: str) -> None:
    """All of the album; the manager hears of what could not be kept any more."""
    gone = await bundles.keep_inside(turn.session, bundle)
    if gone:
        answer = Text(turn.t()("relay-album_gone", n=gone), silent=True, reply_to=message.message_id)
        turn.send(Out(addresses.topic(client.id, client.desk), answer))


async def accept_call(turn: Turn, client: Client, by: int) -> None:
    """Whoever answers the client has taken their call."""
    open_call = await calls.open_of(turn.session, client.id)
    if open_call is not None and open_call.taken_at is None:
        taken = await calls.take(turn.session, open_call.id, by, turn.now)
        turn.send(await callboard.changed(turn, client, taken))


def speakers(turn: Turn, desk: Desk) -> frozenset[int]:
    return turn.duty.speakers(desk.key)

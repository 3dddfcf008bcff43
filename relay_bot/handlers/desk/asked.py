"""Where a command was given, as the address of its answer, and who may have one."""

from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Buttons, Out, Text
from relay_bot.handlers.desk.conversation import speakers


def asked_in(message: Message, desk: Desk, topic: Topic | None) -> Address | None:
    """The topic, or General; None in a topic that is not ours."""
    if topic is not None:
        return Address(topic.address, desk.key)
    return None if message.is_topic_message else addresses.board(desk.key, "general")


def asked(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> Address | None:
    """Where to answer who may speak for the desk; anybody else is refused politely, here and now."""
    to = asked_in(message, desk, topic)
    if to is None:
        return None
    if message.from_user is None or message.from_user.id not in speakers(turn, desk):
        say(turn, to, turn.t()("desk-outsider"), message)
        return None
    return to


async def asked_of_client(
    message: Message, turn: Turn, desk: Desk, topic: Topic | None
) -> tuple[Address, Client] | None:
    """As `asked`, of a command about one client: elsewhere than in their topic it says so."""
    to = asked(message, turn, desk, topic)
    if to is None:
        return None
    client = await clients.by_id(turn.session, topic.client_id) if topic and topic.client_id else None
    if client is None or client.desk != desk.key:
        say(turn, to, turn.t()("desk-in_topic"), message)
        return None
    return to, client


def tapped_in(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> tuple[Address, Message] | None:
    """Where a button was pressed by somebody who may speak for the desk."""
    message = query.message if isinstance(query.message, Message) else None
    to = asked_in(message, desk, topic) if message is not None else None
    if message is None or to is None or query.from_user.id not in speakers(turn, desk):
        return None
    return to, message


def say(turn: Turn, to: Address, html: Markup, message: Message, buttons: Buttons = ()) -> None:
    """Silently, as an answer to the command."""
    turn.send(Out(to, Text(html, silent=True, buttons=buttons, reply_to=message.message_id)))

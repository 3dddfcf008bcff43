"""Where a command was given or a button pressed, as the address of its answer. The doors have seen to who may."""

from aiogram.types import CallbackQuery, Message

from relay_bot.actions.turn import Asked
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.who import AtDesk, thread_of
from relay_bot.handlers.visit import Visit


def asked_in(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> Asked | None:
    """The answer goes to the topic, or to General; None in a topic that is not ours: there nothing is said."""
    thread = thread_of(message.message_thread_id, message.is_topic_message)
    if topic is None and thread is not None:
        return None
    to = Address(topic.address, desk.key) if topic is not None else addresses.board(desk.key, "general")
    return Asked(to, turn.who.actor.person_id, message.chat.id, message.message_id, thread)


def asked_of_client(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> tuple[Asked, Client] | None:
    """Of a command about one client: elsewhere than in their topic it says so."""
    asked, client = asked_in(message, turn, desk, topic), client_here(turn, desk)
    if asked is not None and client is None:
        turn.answer(asked, turn.t()("desk-in_topic"))
    return (asked, client) if asked is not None and client is not None else None


def client_here(turn: Visit, desk: Desk) -> Client | None:
    """Whose topic it is, while they are the desk's client."""
    client = turn.who.client if isinstance(turn.who, AtDesk) else None
    return client if client is not None and client.desk == desk.key else None


def replied_to(message: Message) -> Message | None:
    """What it answers. In a topic everything «answers» the message that began the topic: that is no answer."""
    to = message.reply_to_message
    return to if to is not None and to.message_id != message.message_thread_id else None


def pressed_in(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None) -> Asked | None:
    """Where a button was pressed; None when Telegram does not show us its message any more."""
    return asked_in(query.message, turn, desk, topic) if isinstance(query.message, Message) else None

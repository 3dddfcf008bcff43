"""Where a command was given, as the address of its answer."""

from aiogram.types import Message

from relay_bot.db.desks import Desk
from relay_bot.db.topics import Topic
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address


def asked_in(message: Message, desk: Desk, topic: Topic | None) -> Address | None:
    """The topic, or General; None in a topic that is not ours."""
    if topic is not None:
        return Address(topic.address, desk.key)
    return None if message.is_topic_message else addresses.board(desk.key, "general")

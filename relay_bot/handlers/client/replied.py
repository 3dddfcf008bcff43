"""What a client's message answers by Telegram's reply."""

from aiogram.types import Message

from relay_bot.actions.turn import Turn
from relay_bot.db import message as messages
from relay_bot.domain import addresses
from relay_bot.domain.client import Client


async def answers_the_desk(message: Message, turn: Turn, client: Client) -> bool:
    """Whether it is a reply to something that the manager wrote: then it is for the manager, and no form takes it."""
    to = message.reply_to_message
    if to is None:
        return False
    return await messages.is_copy(turn.session, to.chat.id, to.message_id, addresses.client(client.id))

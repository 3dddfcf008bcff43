"""What a client's message answers by Telegram's reply."""

from aiogram.types import Message

from relay_bot.actions import pair
from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client
from relay_bot.handlers.kept import written


async def answers_the_desk(message: Message, turn: Turn, client: Client) -> bool:
    """Whether it is a reply to something that the manager wrote: then it is for the manager, and no form takes it."""
    if message.reply_to_message is None:
        return False
    return await pair.answers_desk(turn, client.id, written(message, client.id, "client"))

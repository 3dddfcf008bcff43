"""👤: one tap, one card on the calls board that rings once."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import Message

from relay_bot.actions.call import ring
from relay_bot.actions.conversation import relay
from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client
from relay_bot.handlers.kept import words_behind, written
from relay_bot.handlers.pressed import pressed

router = Router(name="client.call")


@router.message(or_f(Command("call"), pressed("menu-call")))
async def call(message: Message, turn: Turn, client: Client) -> None:
    """Words behind the command are for the manager, and stand in the card."""
    if words_behind(message):
        await relay(turn, client, written(message, client.id, "client"), answers=False)
    await ring(turn, client)

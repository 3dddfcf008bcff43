"""👤: one tap, one card on the calls board that rings once."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import Message

from relay_bot.actions.call import ring
from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client
from relay_bot.handlers.pressed import pressed

router = Router(name="client.call")


@router.message(or_f(Command("call"), pressed("menu-call")))
async def call(message: Message, turn: Turn, client: Client) -> None:
    await ring(turn, client)

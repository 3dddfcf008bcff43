"""/forget of an admin in private: a client's data is erased."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from relay_bot.actions import personal
from relay_bot.domain import addresses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.personal")


@router.message(Command("forget"))
async def forget(message: Message, command: CommandObject, turn: Visit) -> None:
    await personal.forget(turn, addresses.chat(message.chat.id), command.args or "")

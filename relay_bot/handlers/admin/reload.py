"""/reload of an admin in private: config.toml is read now."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from relay_bot.actions.reload import reload
from relay_bot.domain import addresses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.reload")


@router.message(Command("reload"))
async def asked(message: Message, turn: Visit) -> None:
    await reload(turn, addresses.chat(message.chat.id))

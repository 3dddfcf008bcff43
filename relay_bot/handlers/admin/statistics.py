"""/stats of an admin in private: all desks."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from relay_bot.actions import statistics as actions
from relay_bot.actions.turn import Asked
from relay_bot.domain import addresses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.statistics")


@router.message(Command("stats"))
async def stats(message: Message, command: CommandObject, turn: Visit) -> None:
    actor = turn.who.actor
    asked = Asked(addresses.chat(actor.chat_id), actor.person_id, message.chat.id, message.message_id)
    await actions.show_all(turn, asked, command.args or "")

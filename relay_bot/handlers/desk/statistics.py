"""/stats at a desk."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from relay_bot.actions import statistics as actions
from relay_bot.domain.desk import Desk, Topic
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.handlers.visit import Visit

router = Router(name="desk.statistics")


@router.message(Command("stats"))
async def stats(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        await actions.show(turn, asked, desk.key, command.args or "")

"""/history in a client's topic: the whole conversation as one file."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from relay_bot.db.desks import Desk
from relay_bot.db.topics import Topic
from relay_bot.handlers import histories
from relay_bot.handlers.desk.places import asked_of_client
from relay_bot.handlers.turn import Turn

router = Router(name="desk.history")


@router.message(Command("history"))
async def history(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    about = await asked_of_client(message, turn, desk, topic)
    if about is not None:
        turn.send(await histories.file(turn, *about, message.message_id))

"""/history in a client's topic: the whole conversation as one file."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from relay_bot.actions import history as histories
from relay_bot.actions.turn import Turn
from relay_bot.domain.desk import Desk, Topic
from relay_bot.handlers.desk.asked import asked_of_client

router = Router(name="desk.history")


@router.message(Command("history"))
async def history(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    about = await asked_of_client(message, turn, desk, topic)
    if about is not None:
        turn.send(await histories.file(turn, *about, message.message_id))

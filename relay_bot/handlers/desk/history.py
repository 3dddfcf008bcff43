"""/history in a client's topic: the whole conversation as one file."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from relay_bot.actions import history as histories
from relay_bot.domain.desk import Desk, Topic
from relay_bot.handlers.desk.asked import asked_of_client
from relay_bot.handlers.visit import Visit

router = Router(name="desk.history")


@router.message(Command("history"))
async def history(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        turn.send(await histories.file(turn, about[0].to, about[1], message.message_id))

"""What the desk wants to remember: /note and /remind."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from relay_bot.actions import note as notes
from relay_bot.actions import reminder as reminders
from relay_bot.domain.desk import Desk, Topic
from relay_bot.handlers.desk.asked import asked_in, asked_of_client, client_here
from relay_bot.handlers.visit import Visit

router = Router(name="desk.note")


@router.message(Command("note"))
async def note(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await notes.keep(turn, *about, (command.args or "").strip())


@router.message(Command("remind"))
async def remind(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        await reminders.remind(turn, asked, desk.key, client_here(turn, desk), command.args or "")

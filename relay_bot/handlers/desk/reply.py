"""Canned replies: /t shows them, /t key or a tap sends one to the client at once."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import reply as actions
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import SendReply
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_of_client, client_here, pressed_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.reply")


@router.message(Command("t"))
async def reply(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await actions.by_command(turn, *about, (command.args or "").strip())


@router.callback_query(Presses(SendReply))
async def tapped(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: SendReply) -> None:
    """Only in the client's own topic: a list that was forwarded elsewhere is dead."""
    asked, client = pressed_in(query, turn, desk, topic), client_here(turn, desk)
    here = asked is not None and client is not None and client.id == tap.client_id
    refusal = await actions.by_tap(turn, asked, tap.client_id, tap.key) if asked and here else "call-not_yours"
    await answered(query, turn, refusal)

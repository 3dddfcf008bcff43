"""Who waits, where is who, and who is this: /queue, /find, /info."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import search as actions
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import QueueAfter
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, asked_of_client, pressed_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.search")


@router.message(Command("queue"))
async def queue(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        await actions.queue(turn, asked, desk.key)


@router.callback_query(Presses(QueueAfter))
async def more(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: QueueAfter) -> None:
    asked = pressed_in(query, turn, desk, topic)
    refusal = (
        await actions.queue_after(turn, asked, desk.key, tap.since, tap.client_id) if asked else "err-stale_button"
    )
    await answered(query, turn, refusal)


@router.message(Command("find"))
async def find(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        await actions.find(turn, asked, desk.key, command.args or "")


@router.message(Command("info"))
async def info(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await actions.info(turn, about[0], desk.key, about[1])

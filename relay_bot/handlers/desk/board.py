"""The live board's buttons, and the commands that go with it: /next, /snooze."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import board as actions
from relay_bot.actions import call
from relay_bot.domain.board import View
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import ShowBoard, Snooze, TakeCall
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, asked_of_client, client_here
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.board")


@router.callback_query(Presses(ShowBoard))
async def show(query: CallbackQuery, turn: Visit, desk: Desk, tap: ShowBoard) -> None:
    await actions.show(turn, desk.key, View(tap.what, tap.page))  # type: ignore[arg-type]
    await answered(query, turn, None)


@router.callback_query(Presses(TakeCall))
async def take(query: CallbackQuery, turn: Visit, desk: Desk, tap: TakeCall) -> None:
    """On the call's card, and on the live board."""
    refusal = await call.take(turn, tap.call_id, query.from_user.id)
    await _redraw(query, turn, desk)
    await answered(query, turn, refusal)


@router.callback_query(Presses(Snooze))
async def snooze_tapped(query: CallbackQuery, turn: Visit, desk: Desk, tap: Snooze) -> None:
    said = await actions.snooze_a_while(turn, tap.client_id, query.from_user.id)
    await _redraw(query, turn, desk)
    await answered(query, turn, said)


@router.message(Command("next"))
async def next_one(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        await actions.next_one(turn, asked, desk.key, client_here(turn, desk))


@router.message(Command("snooze"))
async def snooze(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await actions.snooze(turn, *about, command.args or "")


async def _redraw(query: CallbackQuery, turn: Visit, desk: Desk) -> None:
    """Pressed on the live board: it shows at once what came of it."""
    message = query.message
    if message is not None and await actions.is_live(turn, desk.key, message.chat.id, message.message_id):
        await actions.show(turn, desk.key)

"""Waybills at a desk: /waybills in a client's topic, /waybill 2611-00042 anywhere."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import waybill as actions
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import EarlierWaybills, SendWaybill
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, client_here, pressed_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.waybill")


@router.message(Command("waybills"))
async def listing(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked, client = asked_in(message, turn, desk, topic), client_here(turn, desk)
    if asked is None:
        return
    if client is None:
        turn.answer(asked, turn.t()("waybills-in_topic"))
    else:
        await actions.show_page(turn, asked.to, client.id, None)


@router.message(Command("waybill"))
async def one(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        await actions.show(turn, asked, desk.key, (command.args or "").strip())


@router.callback_query(Presses(SendWaybill, EarlierWaybills))
async def tapped(
    query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: SendWaybill | EarlierWaybills
) -> None:
    asked = pressed_in(query, turn, desk, topic)
    if asked is not None:
        await actions.tapped(turn, asked, tap)
    await answered(query, turn, None if asked else "err-stale_button")

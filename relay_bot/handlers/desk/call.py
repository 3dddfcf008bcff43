"""Buttons of the calls board: take a call, finish it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.actions import call as actions
from relay_bot.domain.tap import FinishCall, TakeCall
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.call")


@router.callback_query(Presses(TakeCall))
async def take(query: CallbackQuery, turn: Visit, tap: TakeCall) -> None:
    await answered(query, turn, await actions.take(turn, tap.call_id, query.from_user.id))


@router.callback_query(Presses(FinishCall))
async def finish(query: CallbackQuery, turn: Visit, tap: FinishCall) -> None:
    await answered(query, turn, await actions.finish(turn, tap.call_id))

"""A button of the calls board: finish a call. Taking one is a button of the live board, too: board.py."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.actions import call as actions
from relay_bot.domain.tap import FinishCall
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.call")


@router.callback_query(Presses(FinishCall))
async def finish(query: CallbackQuery, turn: Visit, tap: FinishCall) -> None:
    await answered(query, turn, await actions.finish(turn, tap.call_id))

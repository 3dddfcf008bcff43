"""The card of a client without a manager: the admin chooses."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.actions import assignment as actions
from relay_bot.actions.assignment import Refused
from relay_bot.domain.tap import Assign, AssignOther
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.assignment")


@router.callback_query(Presses(Assign))
async def assign(query: CallbackQuery, turn: Visit, tap: Assign) -> None:
    await _answer(query, turn, await actions.assign(turn, tap.client_id, tap.manager))


@router.callback_query(Presses(AssignOther))
async def other(query: CallbackQuery, turn: Visit, tap: AssignOther) -> None:
    await _answer(query, turn, await actions.offer_others(turn, tap.client_id, query.from_user.id))


async def _answer(query: CallbackQuery, turn: Visit, refused: Refused | None) -> None:
    if refused is None:
        await answered(query, turn, None)
    else:
        await answered(query, turn, refused.key, alert=refused.manager != "", manager=refused.manager)

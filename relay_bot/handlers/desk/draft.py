"""Buttons of the board of unfinished actions: remind the client, «позвонил», hide the card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.actions import draft as actions
from relay_bot.domain.tap import OnDraft
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.draft")


@router.callback_query(Presses(OnDraft))
async def tapped(query: CallbackQuery, turn: Visit, tap: OnDraft) -> None:
    await answered(query, turn, await actions.on_card(turn, tap.draft_id, tap.act, query.from_user.id))

"""The last handler: a button that nobody knows any more."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client


def router(name: str) -> Router:
    last = Router(name=name)
    last.callback_query.register(stale)
    return last


async def stale(query: CallbackQuery, turn: Turn, client: Client | None = None) -> None:
    await query.answer(turn.t(client.lang if client else None).plain("err-stale_button"))

"""The last handler: a button that nobody knows any more."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.domain.clients import Client
from relay_bot.handlers.turn import Turn


def router(name: str) -> Router:
    last = Router(name=name)
    last.callback_query.register(stale)
    return last


async def stale(query: CallbackQuery, turn: Turn, client: Client | None = None) -> None:
    await query.answer(turn.t(client.lang if client else None).plain("err-stale_button"))

"""The last handler: a button that does nothing here (any more)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.domain.who import InPrivate
from relay_bot.handlers.visit import Visit


def router(name: str) -> Router:
    last = Router(name=name)
    last.callback_query.register(stale)
    return last


async def stale(query: CallbackQuery, turn: Visit) -> None:
    client = turn.who.client if isinstance(turn.who, InPrivate) else None
    await query.answer(turn.t(client.lang if client else None).plain("err-stale_button"))

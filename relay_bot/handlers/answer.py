"""How a pressed button is answered: with nothing, or with why nothing happened."""

from typing import Any

from aiogram.types import CallbackQuery

from relay_bot.actions.turn import Turn


async def answered(query: CallbackQuery, turn: Turn, key: str | None, *, alert: bool = False, **values: Any) -> None:
    """`key`: the text that is shown above the chat (None: none), in the language of the desk."""
    text = turn.t().plain(key, **values) if key is not None else None
    await query.answer(text, show_alert=alert or None)

"""How a pressed button is answered: with nothing, or with why nothing happened."""

from typing import Any

from aiogram.types import CallbackQuery

from relay_bot.actions.turn import Turn
from relay_bot.domain.signs import fitted_plain
from relay_bot.texts import Language

TOAST_MAX = 200
"""Units that answerCallbackQuery takes."""


async def answered(query: CallbackQuery, turn: Turn, key: str | None, *, alert: bool = False, **values: Any) -> None:
    """`key`: the text that is shown above the chat (None: none), in the language of the desk."""
    text = toast(turn.t(), key, **values) if key is not None else None
    await query.answer(text, show_alert=alert or None)


def toast(t: Language, key: str, /, **values: Any) -> str:
    return fitted_plain(t.plain(key, **values), TOAST_MAX)

"""«Текст с фото» below a client's photo."""

from aiogram import Router
from aiogram.types import CallbackQuery

from relay_bot.actions.recording import show_text
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import TextOfPhoto
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import pressed_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.photo")


@router.callback_query(Presses(TextOfPhoto))
async def text(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: TextOfPhoto) -> None:
    asked = pressed_in(query, turn, desk, topic)
    refusal = await show_text(turn, asked, tap.message_id) if asked else "err-stale_button"
    await answered(query, turn, refusal)

"""«Текст с фото» below a client's photo; /text in answer to one, since Telegram shows no buttons below an album."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.recording import show_text, show_text_of_claim, show_text_of_copy
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import TextOfClaim, TextOfPhoto
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_of_client, pressed_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.photo")


@router.message(Command("text"))
async def text_of_answered(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about, photo = asked_of_client(message, turn, desk, topic), message.reply_to_message
    if about is not None:
        await show_text_of_copy(turn, about[0], message.chat.id, photo.message_id if photo is not None else 0)


@router.callback_query(Presses(TextOfPhoto))
async def text(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: TextOfPhoto) -> None:
    asked = pressed_in(query, turn, desk, topic)
    refusal = await show_text(turn, asked, tap.message_id) if asked else "err-stale_button"
    await answered(query, turn, refusal)


@router.callback_query(Presses(TextOfClaim))
async def text_of_claim(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: TextOfClaim) -> None:
    asked = pressed_in(query, turn, desk, topic)
    refusal = await show_text_of_claim(turn, asked, tap.claim_id) if asked else "err-stale_button"
    await answered(query, turn, refusal)

"""«✉️ Ответить» on a decided claim: the letter's preview, its buttons, and the manager's own text."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import letter as actions
from relay_bot.actions import note as notes
from relay_bot.domain import inside
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import CancelLetter, LetterToChat, RewriteLetter, SendLetter, WriteLetter
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, pressed_in, replied_to
from relay_bot.handlers.doors import Presses, speaks
from relay_bot.handlers.visit import Visit

router = Router(name="desk.letter")

ALERTS = ("mail-not_decided", "mail-now_off", "mail-decision_changed", "mail-other_sent")
"""Refusals that have to be read."""


async def _answer(query: CallbackQuery, turn: Visit, refusal: str | None) -> None:
    await answered(query, turn, refusal, alert=refusal in ALERTS)


@router.callback_query(Presses(WriteLetter))
async def opened(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: WriteLetter) -> None:
    where = pressed_in(query, turn, desk, topic)
    if where is None:
        await answered(query, turn, "err-stale_button")
        return
    await _answer(query, turn, await actions.open_preview(turn, desk.key, tap.claim_id, query.from_user.id, where.to))


@router.callback_query(Presses(SendLetter))
async def send(query: CallbackQuery, turn: Visit, desk: Desk, tap: SendLetter) -> None:
    await _answer(query, turn, await actions.send(turn, desk.key, tap.letter_id))


@router.callback_query(Presses(LetterToChat))
async def into_chat(query: CallbackQuery, turn: Visit, desk: Desk, tap: LetterToChat) -> None:
    await _answer(query, turn, await actions.into_chat(turn, desk.key, tap.letter_id))


@router.callback_query(Presses(CancelLetter))
async def cancel(query: CallbackQuery, turn: Visit, desk: Desk, tap: CancelLetter) -> None:
    await _answer(query, turn, await actions.cancel(turn, desk.key, tap.letter_id))


@router.callback_query(Presses(RewriteLetter))
async def own_text(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: RewriteLetter) -> None:
    where = pressed_in(query, turn, desk, topic)
    refusal = await actions.ask_text(turn, tap.letter_id, where.to) if where else "err-stale_button"
    await _answer(query, turn, refusal)


async def answers_a_preview(message: Message, turn: Visit, desk: Desk) -> dict[str, Any] | bool:
    """An answer to a preview, or to our request for the text: never for the client's chat."""
    to = replied_to(message)
    if to is None or to.from_user is None or to.from_user.id != turn.bot_id or not speaks(message, turn):
        return False
    letter = await actions.preview_at(turn, to.chat.id, to.message_id, desk.key)
    return {"letter": letter} if letter is not None else False


@router.message(answers_a_preview)
async def rewritten(message: Message, turn: Visit, desk: Desk, topic: Topic | None, letter: int) -> None:
    """Lines with `//` are no part of the letter: they are kept as notes about the client."""
    to, client_id = asked_in(message, turn, desk, topic), await actions.client_of(turn, letter, desk.key)
    if to is None:
        return
    parted = inside.part({"text": message.text or ""})
    if parted.words or not parted.note:
        refusal = await actions.rewrite(turn, desk.key, letter, parted.words or None, to)
        if refusal is not None:
            turn.answer(to, turn.t()(refusal))
    if parted.note and client_id is not None:
        await notes.aside(turn, to, client_id, parted.note)

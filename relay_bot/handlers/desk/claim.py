"""Claims at a desk: /claims, the buttons of a claim's card, the answers to «какая сумма?» and «какое основание?»."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import note as notes
from relay_bot.actions.claim import life, sure
from relay_bot.actions.claim import list as claimlist
from relay_bot.actions.claim.life import Question
from relay_bot.actions.claim.list import Place
from relay_bot.domain import inside
from relay_bot.domain.claim.list import Scope
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.tap import Decide, InClaimList, ShowFiles, StepClaim, WantPapers
from relay_bot.domain.who import AtDesk, thread_of
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, pressed_in, replied_to
from relay_bot.handlers.doors import Presses, speaks
from relay_bot.handlers.visit import Visit

router = Router(name="desk.claim")


@router.callback_query(Presses(StepClaim))
async def step(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: StepClaim) -> None:
    where = pressed_in(query, turn, desk, topic)
    refusal = (
        await life.step(turn, tap.claim_id, tap.step, query.from_user.id, where.to) if where else "err-stale_button"
    )
    await answered(query, turn, refusal)


@router.callback_query(Presses(Decide))
async def decided(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: Decide) -> None:
    where = pressed_in(query, turn, desk, topic)
    await answered(query, turn, await sure.decide(turn, where, tap) if where else "err-stale_button")


@router.callback_query(Presses(WantPapers))
async def papers(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: WantPapers) -> None:
    where = pressed_in(query, turn, desk, topic)
    await answered(query, turn, await sure.want_papers(turn, where, tap) if where else "err-stale_button")


@router.callback_query(Presses(ShowFiles))
async def files(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: ShowFiles) -> None:
    where = pressed_in(query, turn, desk, topic)
    if where is not None:
        await life.show_files(turn, tap.claim_id, where.to)
    await answered(query, turn, None if where else "err-stale_button")


# --- answers ----------------------------------------------------------------------------------------------------------


async def answers_a_question(message: Message, turn: Visit) -> dict[str, Any] | bool:
    """An answer to our «Напишите основание…» or «Какая сумма…?»: never for the client."""
    to = replied_to(message)
    if to is None or to.from_user is None or to.from_user.id != turn.bot_id or not speaks(message, turn):
        return False
    desk = turn.who.desk if isinstance(turn.who, AtDesk) else None
    question = await life.question_at(turn, to.chat.id, to.message_id, desk.key if desk is not None else None)
    return {"question": question} if question is not None else False


@router.message(answers_a_question)
async def answer(message: Message, turn: Visit, desk: Desk, topic: Topic | None, question: Question) -> None:
    """Lines with `//` are no part of it: they are kept as notes about the client."""
    asked, client_id = asked_in(message, turn, desk, topic), await life.client_of(turn, question.claim_id, desk.key)
    if asked is None or client_id is None:
        return
    parted = inside.part({"text": message.text or message.caption or ""})
    if parted.words or not parted.note:
        await life.answer(turn, question, parted.words, asked)
    if parted.note:
        await notes.aside(turn, asked, client_id, parted.note)


async def words_on_a_board(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> dict[str, Any] | bool:
    """Words beside a question that stands on a board or in General: an answer, perhaps, but to nothing."""
    to, said = message.reply_to_message, message.text or ""
    replies = to is not None and to.message_id != message.message_thread_id
    ours = topic is None or topic.client_id is None
    if replies or not ours or not inside.going(said) or inside.is_command(said) or not speaks(message, turn):
        return False
    key = await life.asked_lately(turn, message.chat.id, thread_of(message.message_thread_id, message.is_topic_message))
    return {"key": key} if key is not None else False


@router.message(words_on_a_board)
async def not_an_answer(message: Message, turn: Visit, desk: Desk, topic: Topic | None, key: str) -> None:
    """Said once a question."""
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        said = Text(turn.t()("claim-answer_by_reply"), silent=True, reply_to=asked.message_id)
        turn.send(Out(asked.to, said, once=f"by_reply:{key}"))


# --- /claims ----------------------------------------------------------------------------------------------------------


def _place(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> Place | None:
    """In General those of all the desk's clients, in a client's topic only theirs."""
    asked = asked_in(message, turn, desk, topic)
    return Place(asked.to, Scope(desk.key, topic.client_id if topic else None)) if asked is not None else None


@router.message(Command("claims"))
async def listing(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    place = _place(message, turn, desk, topic)
    if place is not None:
        await claimlist.show(turn, place, message.chat.id, message.message_id)


@router.callback_query(Presses(InClaimList))
async def tapped(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: InClaimList) -> None:
    place = _place(query.message, turn, desk, topic) if isinstance(query.message, Message) else None
    refusal = await claimlist.tapped(turn, place, turn.who.actor.chat_id, tap) if place else "err-stale_button"
    await answered(query, turn, refusal)

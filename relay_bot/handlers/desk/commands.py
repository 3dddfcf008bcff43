"""Commands of a desk that are about nothing in particular: /testpush, /help, and those that nobody knows."""

from aiogram import F, Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import desk as actions
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import PushMissing
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="desk.commands")

UNKNOWN = r"^/[A-Za-z]\w*(\s|$)"


@router.message(Command("testpush"))
async def test_push(message: Message, turn: Visit, desk: Desk) -> None:
    actions.test_push(turn, desk.key)


@router.callback_query(Presses(PushMissing))
async def push_missing(query: CallbackQuery, turn: Visit, desk: Desk, tap: PushMissing) -> None:
    key = actions.push_missing(turn, desk)
    await answered(query, turn, key, alert=key == "push-no_start")


@router.message(Command("help"))
async def help_(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    """What works here."""
    key = "help-client" if topic is not None and topic.client_id is not None else "help-general"
    _answer(message, turn, desk, topic, key)


@router.message(or_f(F.text.regexp(UNKNOWN), F.caption.regexp(UNKNOWN)))
async def unknown(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    """A command that nobody knows (one with another bot's name is not ours): the manager must not think it was sent."""
    _answer(message, turn, desk, topic, "relay-unknown_command")


def _answer(message: Message, turn: Visit, desk: Desk, topic: Topic | None, key: str) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        turn.answer(asked, turn.t()(key))

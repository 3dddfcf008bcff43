"""Commands of a desk that are about nothing in particular: /testpush, /help, and those that nobody knows."""

import re

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import conversation
from relay_bot.actions import desk as actions
from relay_bot.domain import tap as taps
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.inside import is_command
from relay_bot.domain.tap import PushMissing
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, client_here
from relay_bot.handlers.doors import Presses, speaks
from relay_bot.handlers.kept import written
from relay_bot.handlers.visit import Visit
from relay_bot.views import cards

router = Router(name="desk.commands")


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


def _looks_like_a_command(message: Message) -> bool:
    """Begins with one slash; one with another bot's name is not ours."""
    words = (message.text or message.caption or "").lstrip()
    return is_command(words) and re.match(r"/\w+@\w+", words) is None


@router.message(_looks_like_a_command)
async def unknown(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    """A command that nobody knows: the manager must not think it was sent, and may have meant to send it."""
    asked = asked_in(message, turn, desk, topic)
    if asked is None or not speaks(message, turn):
        return
    t, client = turn.t(), client_here(turn, desk)
    label, tap = t.plain("btn-send_anyway"), taps.SendAnyway(message.message_id)
    sends = client is not None and message.media_group_id is None  # the rest of an album is inside for good
    turn.answer(asked, t("relay-unknown_command"), [[cards.button(label, tap)]] if sends else ())


@router.callback_query(Presses(taps.SendAnyway))
async def send_anyway(query: CallbackQuery, turn: Visit, desk: Desk, tap: taps.SendAnyway) -> None:
    client = client_here(turn, desk)
    meant = query.message.reply_to_message if isinstance(query.message, Message) else None
    if client is None or meant is None or meant.message_id != tap.message_id or meant.from_user is None:
        await answered(query, turn, "err-stale_button")
        return
    await answered(query, turn, await conversation.send_anyway(turn, client, written(meant, client.id, "desk")))


@router.callback_query(Presses(taps.SendAgain))
async def send_again(query: CallbackQuery, turn: Visit, desk: Desk, tap: taps.SendAgain) -> None:
    client = client_here(turn, desk)
    said = await conversation.send_again(turn, client, tap.message_id) if client is not None else "err-stale_button"
    await answered(query, turn, said)


def _answer(message: Message, turn: Visit, desk: Desk, topic: Topic | None, key: str) -> None:
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        turn.answer(asked, turn.t()(key))

"""What somebody is told who may not: said politely, and told nothing else."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import desk as actions
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.who import InPrivate
from relay_bot.handlers import doors
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.handlers.visit import Visit


def of_buttons(name: str) -> Router:
    """First in its room: whoever may not press a button comes no further."""
    router = Router(name=name)
    router.callback_query.register(not_yours, doors.may_not_press)
    return router


def of_commands(name: str) -> Router:
    """Behind it only those who speak for the desk give commands."""
    router = Router(name=name)
    router.message.register(outsider, doors.strange_command)
    return router


async def not_yours(query: CallbackQuery, turn: Visit, refusal: str) -> None:
    client = turn.who.client if isinstance(turn.who, InPrivate) else None
    await query.answer(turn.t(client.lang if client else None).plain(refusal))


async def outsider(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    """Once a person and hour, and after everything else: a stranger's commands cost the desk's clients nothing."""
    asked = asked_in(message, turn, desk, topic)
    if asked is not None:
        actions.refuse(turn, asked)

"""/transfer anna petr of an admin in private: all clients of a manager, once a tap has confirmed it."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import handover as actions
from relay_bot.domain import addresses
from relay_bot.domain.tap import HandOverAll
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.handover")


@router.message(Command("transfer"))
async def transfer(message: Message, command: CommandObject, turn: Visit) -> None:
    await actions.ask_all(turn, addresses.chat(message.chat.id), message.chat.id, command.args or "")


@router.callback_query(Presses(HandOverAll))
async def confirmed(query: CallbackQuery, turn: Visit, tap: HandOverAll) -> None:
    to = addresses.chat(query.from_user.id)
    await answered(query, turn, await actions.confirm_all(turn, to, tap.order_id))

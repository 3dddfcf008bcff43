"""/claims of an admin in private: those of all desks. To act on one, its chat is a link away."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.claim import list as claimlist
from relay_bot.actions.claim.list import Place
from relay_bot.domain import addresses
from relay_bot.domain.claim.list import Scope
from relay_bot.domain.tap import InClaimList
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.claim")


@router.message(Command("claims"))
async def listing(message: Message, turn: Visit) -> None:
    await claimlist.show(turn, _place(turn), message.chat.id, message.message_id)


@router.callback_query(Presses(InClaimList))
async def tapped(query: CallbackQuery, turn: Visit, tap: InClaimList) -> None:
    await answered(query, turn, await claimlist.tapped(turn, _place(turn), turn.who.actor.chat_id, tap))


def _place(turn: Visit) -> Place:
    return Place(addresses.chat(turn.who.actor.chat_id), Scope(), acting=False)

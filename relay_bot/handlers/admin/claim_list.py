"""/claims of an admin in private: those of all desks. To act on one, its chat is a link away."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.turn import Turn
from relay_bot.domain import addresses
from relay_bot.domain.claim.list import Scope
from relay_bot.handlers import claim_list as claimlisting
from relay_bot.handlers.claim_list import Place

router = Router(name="admin.claimlist")


@router.message(Command("claims"))
async def asked(message: Message, turn: Turn) -> None:
    await claimlisting.show(message, turn, Place(addresses.chat(message.chat.id), Scope(), acting=False))


@router.callback_query(F.data.startswith("claims:"))
async def tapped(query: CallbackQuery, turn: Turn) -> None:
    place = Place(addresses.chat(query.from_user.id), Scope(), acting=False)
    await claimlisting.tapped(query, turn, place)

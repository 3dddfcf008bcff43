"""/claims of an admin in private: those of all desks. To act on one, its chat is a link away."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.claim import list as claimlists
from relay_bot.actions.claim.list import Place
from relay_bot.actions.turn import Turn
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.list import Scope

router = Router(name="admin.claimlist")


@router.message(Command("claims"))
async def asked(message: Message, turn: Turn) -> None:
    place = Place(addresses.chat(message.chat.id), Scope(), acting=False)
    await claimlists.show(turn, place, message.chat.id, message.message_id)


@router.callback_query(F.data.startswith("claims:"))
async def tapped(query: CallbackQuery, turn: Turn) -> None:
    place = Place(addresses.chat(query.from_user.id), Scope(), acting=False)
    tap = taps.read(query.data or "")
    assert isinstance(tap, taps.InClaimList) and query.message is not None
    refusal = await claimlists.tapped(turn, place, query.message.chat.id, tap)
    await query.answer(turn.t().plain(refusal) if refusal else None)

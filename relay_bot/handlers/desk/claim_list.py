"""/claims at a desk: in General those of all its clients, in a client's topic only theirs."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.claim import list as claimlists
from relay_bot.actions.claim.list import Place
from relay_bot.actions.turn import Turn
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.list import Scope
from relay_bot.domain.desk import Desk, Topic
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.handlers.desk.conversation import speakers

router = Router(name="desk.claimlist")


def _place(message: Message, desk: Desk, topic: Topic | None) -> Place | None:
    to = asked_in(message, desk, topic)
    return Place(to, Scope(desk.key, topic.client_id if topic else None)) if to is not None else None


@router.message(Command("claims"))
async def asked(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    place = _place(message, desk, topic)
    if place is not None:
        await claimlists.show(turn, place, message.chat.id, message.message_id)


@router.callback_query(F.data.startswith("claims:"))
async def tapped(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    place = _place(query.message, desk, topic) if isinstance(query.message, Message) else None
    if place is None or query.from_user.id not in speakers(turn, desk):
        await query.answer(turn.t().plain("call-not_yours"))
        return
    tap = taps.read(query.data or "")
    assert isinstance(tap, taps.InClaimList) and query.message is not None
    refusal = await claimlists.tapped(turn, place, query.message.chat.id, tap)
    await query.answer(turn.t().plain(refusal) if refusal else None)

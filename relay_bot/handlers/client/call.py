"""👤: one tap, one card on the calls board that rings once."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import Message
from markupsafe import Markup

from relay_bot.actions import assignment as reception
from relay_bot.actions import call as callboard
from relay_bot.actions.turn import Turn
from relay_bot.db import call as calls
from relay_bot.db import message as messages
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain.call import AlreadyCalled, Ring, decide_call
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.waybill import Waybill
from relay_bot.handlers.pressed import pressed
from relay_bot.views import duty as onduty

router = Router(name="client.call")


@router.message(or_f(Command("call"), pressed("menu-call")))
async def call(message: Message, turn: Turn, client: Client) -> None:
    await ring(turn, client)


async def ring(turn: Turn, client: Client, about: Waybill | None = None) -> None:
    """Call the manager, `about` a waybill or about whatever the client writes; who has none yet is told so."""
    if client.desk is None:
        known = client.registered_at is not None
        turn.send(reception.unassigned(turn, client) if known else reception.ask_phone(turn, client, because=None))
        return
    t = turn.t(client.lang)
    manager = reception.manager_of(turn.config, client).name
    open_call = await calls.open_of(turn.session, client.id)
    match decide_call(open_call, turn.now, turn.config.timers.call_repeat):
        case AlreadyCalled(minutes_ago=minutes):
            html = t("call-already", manager=manager, minutes=minutes)
        case Ring():
            if open_call is not None:
                turn.send(
                    await callboard.changed(turn, client, await calls.finish(turn.session, open_call.id, turn.now))
                )
            await _begin(turn, client, about)
            html = _coming(turn, client, about)
    turn.send(Out(addresses.client(client.id), Text(html)))


def _coming(turn: Turn, client: Client, about: Waybill | None) -> Markup:
    """Who comes, or who answers instead, and when."""
    t, manager = turn.t(client.lang), reception.manager_of(turn.config, client)
    if (later := onduty.later(t, turn.duty, manager)) is not None:
        return later
    if about is not None:
        return t("call-sent_wb", manager=manager.name, number=about.number)
    return t("call-sent", manager=manager.name)


async def _begin(turn: Turn, client: Client, about: Waybill | None) -> None:
    await drafts.ended(turn.session, client.id, "visit", turn.now)
    last_words = await messages.last_words(turn.session, client.id)
    waybill_id = about.id if about else None
    begun = await calls.begin(turn.session, client.id, turn.now, last_words, waybill_id)
    turn.send(
        await callboard.ringing(turn, client, begun),
        Out(addresses.topic(client.id, client.desk), Text(turn.t()("call-mark"), silent=True)),
    )

"""👤: one tap, one card on the calls board that rings once."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import Message

from relay_bot.db import calls, messages
from relay_bot.domain import addresses
from relay_bot.domain.calls import AlreadyCalled, Ring, decide_call
from relay_bot.domain.clients import Client
from relay_bot.domain.outgoing import Out
from relay_bot.handlers import callboard, keyboards, reception
from relay_bot.handlers.turn import Turn

router = Router(name="client.call")


@router.message(or_f(Command("call"), keyboards.pressed("menu-call")))
async def call(message: Message, turn: Turn, client: Client) -> None:
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
            last_words = await messages.last_words(turn.session, client.id)
            turn.send(
                await callboard.ringing(turn, client, await calls.begin(turn.session, client.id, turn.now, last_words)),
                Out(addresses.topic(client.id, client.desk), "text", {"html": turn.t()("call-mark"), "silent": True}),
            )
            html = t("call-sent", manager=manager)
    turn.send(Out(addresses.client(client.id), "text", {"html": html}))

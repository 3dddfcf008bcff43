"""Buttons of the calls board: take a call, finish it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from relay_bot.actions import call as callboard
from relay_bot.actions.assignment import manager_of
from relay_bot.actions.turn import Turn
from relay_bot.db import call as calls
from relay_bot.db import client as clients
from relay_bot.domain import addresses
from relay_bot.domain.call import Call
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk
from relay_bot.domain.outgoing import Out, Text
from relay_bot.handlers.desk.conversation import speakers

router = Router(name="desk.calls")


async def _call(query: CallbackQuery, turn: Turn, desk: Desk) -> tuple[Call, Client] | None:
    """The button's call, if it belongs to this desk and to this person."""
    number = (query.data or "").partition(":")[2]
    call = await calls.by_id(turn.session, int(number)) if number.isdecimal() and len(number) < 19 else None
    client = await clients.by_id(turn.session, call.client_id) if call else None
    if call is None or client is None or client.desk != desk.key or query.from_user.id not in speakers(turn, desk):
        return None
    return call, client


@router.callback_query(F.data.startswith("call_take:"))
async def take(query: CallbackQuery, turn: Turn, desk: Desk) -> None:
    found = await _call(query, turn, desk)
    if found is None or found[0].taken_at is not None or found[0].finished_at is not None:
        await query.answer(turn.t().plain("call-not_yours" if found is None else "call-taken_already"))
        return
    call, client = found
    taken = await calls.take(turn.session, call.id, query.from_user.id, turn.now)
    taker = turn.config.manager_by_tg(query.from_user.id) or manager_of(turn.config, client)
    html = turn.t(client.lang)("call-accepted", manager=taker.name)
    turn.send(await callboard.changed(turn, client, taken), Out(addresses.client(client.id), Text(html)))
    await query.answer()


@router.callback_query(F.data.startswith("call_finish:"))
async def finish(query: CallbackQuery, turn: Turn, desk: Desk) -> None:
    found = await _call(query, turn, desk)
    if found is None or found[0].finished_at is not None:
        await query.answer(turn.t().plain("call-not_yours" if found is None else "call-taken_already"))
        return
    call, client = found
    finished = await calls.finish(turn.session, call.id, turn.now)
    html = turn.t(client.lang)("call-closed")
    turn.send(await callboard.changed(turn, client, finished), Out(addresses.client(client.id), Text(html)))
    await query.answer()

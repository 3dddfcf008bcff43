"""Waybills from the menu: a new one, the last one again, and the buttons under a document."""

from aiogram import F, Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import assignment as reception
from relay_bot.actions.form import beginning, issuing
from relay_bot.actions.form.talk import talk_with
from relay_bot.actions.turn import Turn
from relay_bot.db import waybill as waybills
from relay_bot.db.draft import rows as drafts
from relay_bot.domain.client import Client
from relay_bot.domain.forms import engine
from relay_bot.domain.waybill import Waybill
from relay_bot.handlers.client import call, form
from relay_bot.handlers.pressed import pressed

router = Router(name="client.waybill")


@router.message(or_f(Command("new"), pressed("menu-waybill")))
async def new(message: Message, turn: Turn, client: Client) -> None:
    if await beginning.may_begin(turn, client, "waybill"):
        await beginning.begin(turn, client, "waybill", engine.begin(await talk_with(turn, client, "waybill")))


@router.message(pressed("menu-repeat"))
async def repeat_last(message: Message, turn: Turn, client: Client) -> None:
    last = await waybills.last_of(turn.session, client.id, 1)
    if not last:
        if await beginning.may_begin(turn, client, "waybill"):
            form.say(turn, client, "wb-no_previous")
            await beginning.begin(turn, client, "waybill", engine.begin(await talk_with(turn, client, "waybill")))
        return
    await _repeat(turn, client, last[0])


@router.message(Command("cancel"))
async def cancel(message: Message, turn: Turn, client: Client) -> None:
    stored = await drafts.last_open(turn.session, client.id)
    if stored is not None:
        await form.cancel(turn, client, stored)
    elif client.registered_at is not None:
        form.say(turn, client, "menu-shown")
    else:
        turn.send(reception.ask_phone(turn, client, because=None))


# --- under a document -------------------------------------------------------------------------------------------------


async def _mine(query: CallbackQuery, turn: Turn, client: Client) -> Waybill | None:
    """The waybill of the button, if it is the client's own; else the button is answered."""
    waybill = await issuing.owned(turn, client, int((query.data or "").partition(":")[2]))
    await query.answer(None if waybill else turn.t(client.lang).plain("err-stale_button"))
    return waybill


@router.callback_query(F.data.regexp(r"^wb_repeat:\d{1,18}$"))
async def again(query: CallbackQuery, turn: Turn, client: Client) -> None:
    waybill = await _mine(query, turn, client)
    if waybill is not None:
        await _repeat(turn, client, waybill)


@router.callback_query(F.data.regexp(r"^wb_call:\d{1,18}$"))
async def ask_about(query: CallbackQuery, turn: Turn, client: Client) -> None:
    waybill = await _mine(query, turn, client)
    if waybill is not None:
        await call.ring(turn, client, waybill)


# --- beginning --------------------------------------------------------------------------------------------------------


async def _repeat(turn: Turn, client: Client, waybill: Waybill) -> None:
    if await beginning.may_begin(turn, client, "waybill", waybill):
        talk = await talk_with(turn, client, "waybill")
        await beginning.begin(turn, client, "waybill", engine.repeat(talk, waybill.values, waybill.number))

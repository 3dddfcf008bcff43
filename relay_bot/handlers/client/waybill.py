"""Waybills from the menu: the last one again, and the buttons under a document."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import assignment as reception
from relay_bot.actions.call import ring
from relay_bot.actions.form import answering, beginning, issuing
from relay_bot.actions.turn import Turn
from relay_bot.db import waybill as waybills
from relay_bot.db.draft import rows as drafts
from relay_bot.domain.client import Client
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.tap import CallAboutWaybill, RepeatWaybill
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.pressed import pressed
from relay_bot.handlers.visit import Visit

router = Router(name="client.waybill")


@router.message(pressed("menu-repeat"))
async def repeat_last(message: Message, turn: Turn, client: Client) -> None:
    last = await waybills.last_of(turn.session, client.id, 1)
    if last:
        await beginning.begin(turn, client, WAYBILL.kind, like=last[0])
    else:
        await beginning.begin(turn, client, WAYBILL.kind, told="wb-no_previous")


@router.message(Command("cancel"))
async def cancel(message: Message, turn: Turn, client: Client) -> None:
    stored = await drafts.last_open(turn.session, client.id)
    if stored is not None:
        await answering.cancel(turn, client, stored)
    elif client.registered_at is not None:
        await beginning.say(turn, client, "menu-shown")
    else:
        turn.send(reception.ask_phone(turn, client, because=None))


# --- under a document -------------------------------------------------------------------------------------------------


@router.callback_query(Presses(RepeatWaybill))
async def again(query: CallbackQuery, turn: Visit, client: Client, tap: RepeatWaybill) -> None:
    waybill = await issuing.owned(turn, client, tap.waybill_id)
    await query.answer()
    if waybill is not None:
        await beginning.begin(turn, client, WAYBILL.kind, like=waybill)


@router.callback_query(Presses(CallAboutWaybill))
async def ask_about(query: CallbackQuery, turn: Visit, client: Client, tap: CallAboutWaybill) -> None:
    waybill = await issuing.owned(turn, client, tap.waybill_id)
    await query.answer()
    if waybill is not None:
        await ring(turn, client, waybill)

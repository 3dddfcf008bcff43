"""The card of a client without a manager: the admin chooses."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery

from relay_bot.actions import assignment as reception
from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Card, Out, Priority
from relay_bot.views import cards

router = Router(name="admin.assign")


@router.callback_query(F.data.regexp(r"^assign:\d{1,18}:"))  # else: a stale button
async def assign(query: CallbackQuery, turn: Turn) -> None:
    """Two admins at once: the client's row is locked, the second one is told who it was."""
    _, number, key = (query.data or "").split(":", 2)
    client = await clients.by_id(turn.session, int(number), lock=True)
    manager = turn.config.manager(key)
    if client is None or manager is None:
        await query.answer(turn.t().plain("err-stale_button"))
        return
    if client.desk is not None:
        name = reception.manager_of(turn.config, client).name
        await query.answer(turn.t().plain("adm-assigned_already", manager=name), show_alert=True)
        return
    if manager.group_id is None:
        await query.answer(turn.t().plain("adm-no_group", manager=manager.name), show_alert=True)
        return
    client = await clients.assigned(turn.session, client.id, key)
    await claimboard.announce_open(turn, client)
    turn.send(
        reception.ensure_topic(client),
        reception.greeting(turn, client, "start-assigned"),
        *_edits(turn, client, Card(_assigned(turn, client, manager.name))),
    )
    await query.answer()


@router.callback_query(F.data.regexp(r"^assign_other:\d{1,18}$"))
async def other(query: CallbackQuery, turn: Turn) -> None:
    """Offer every manager who has a group."""
    client = await clients.by_id(turn.session, int((query.data or "").partition(":")[2]))
    if client is None or client.desk is not None:
        await query.answer(turn.t().plain("err-stale_button"))
        return
    label = turn.t().plain
    buttons = [
        [cards.button(label("btn-adm_assign", manager=manager.name), taps.Assign(client.id, manager.key))]
        for manager in turn.config.managers
        if manager.group_id is not None
    ]
    card = replace(reception.admin_card(turn, client, None), buttons=buttons)
    turn.send(*_edits(turn, client, card, only=query.from_user.id))
    await query.answer()


def _assigned(turn: Turn, client: Client, manager: str) -> str:
    return turn.t()("adm-assigned", name=client.name, phone=client.phone or "—", manager=manager)


def _edits(turn: Turn, client: Client, card: Card, *, only: int | None = None) -> list[Out]:
    """The card's newest state for every admin, or for `only` one."""
    keys = {admin: f"unassigned:{client.id}:{admin}" for admin in turn.config.telegram.admins if only in (None, admin)}
    return [Out(addresses.card_edits(key), card, Priority.EDIT, card=key) for key in keys.values()]

"""/transfer in a client's topic: one tap gives the client to another manager. And the topics that clients have left."""

import re

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import handover
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import FORMER, Address
from relay_bot.domain.desk import Desk, Topic
from relay_bot.handlers.desk.asked import asked_of_client, say, tapped_in
from relay_bot.handlers.kept import RELAYED
from relay_bot.views import cards

router = Router(name="desk.transfer")
left_behind = Router(name="desk.left_behind")

TAP = re.compile(r"transfer:(\d{1,18}):([A-Za-z0-9_-]{1,32})")


@router.message(Command("transfer"))
async def transfer(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """A button for every manager who has a group."""
    about = await asked_of_client(message, turn, desk, topic)
    if about is None:
        return
    to, client = about
    ready = {one.key for one in await desks.listing(turn.session) if one.group_id is not None}
    buttons = [
        [cards.button(manager.name[:64], taps.HandOver(client.id, manager.key))]
        for manager in turn.config.managers
        if manager.key in ready and manager.key != desk.key
    ]
    html = turn.t()("transfer-pick", client=client.name) if buttons else turn.t()("transfer-nobody")
    say(turn, to, html, message, buttons)


@router.callback_query(F.data.regexp(TAP))
async def tapped(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """The client's row is locked: of two taps, or two people, the second learns who has the client."""
    pressed = TAP.fullmatch(query.data or "")
    assert pressed is not None
    where = tapped_in(query, turn, desk, topic)
    client = await clients.by_id(turn.session, int(pressed[1]), lock=True)
    in_topic = where is not None and topic is not None and client is not None and topic.client_id == client.id
    if client is None or not in_topic:
        await query.answer(turn.t().plain("call-not_yours"))
        return
    to = turn.config.manager(pressed[2])
    new = await desks.by_key(turn.session, pressed[2])
    if client.desk != desk.key:
        manager = turn.config.manager(client.desk)
        await query.answer(turn.t().plain("transfer-already", manager=manager.name if manager else "—"))
    elif to is None or to.key == desk.key or new is None or new.group_id is None:
        await query.answer(turn.t().plain("transfer-gone"), show_alert=True)
    else:
        await handover.hand_over(turn, client, to)
        await query.answer(turn.t().plain("transfer-going", manager=to.name))


# --- topics that clients have left ------------------------------------------------------------------------------------


def in_a_former_topic(event: Message | CallbackQuery, topic: Topic | None) -> bool:
    return topic is not None and topic.address.startswith(FORMER)


@left_behind.message(in_a_former_topic, lambda message: message.content_type in RELAYED)
async def too_late(message: Message, turn: Turn, desk: Desk, topic: Topic) -> None:
    """Whatever is written here reaches nobody: it says so, and who has the client. Notes are for oneself."""
    person = message.from_user
    client = await clients.by_id(turn.session, topic.client_id) if topic.client_id else None
    if client is None or person is None or person.is_bot or (message.text or "").startswith("//"):
        return
    html = turn.t()("transfer-moved_on", manager=await handover.whereabouts(turn, client))
    say(turn, Address(topic.address, desk.key), html, message)


@left_behind.callback_query(in_a_former_topic)
async def dead_button(query: CallbackQuery, turn: Turn, topic: Topic) -> None:
    """The second of two taps on /transfer comes here, and every other button of the old topic."""
    client = await clients.by_id(turn.session, topic.client_id) if topic.client_id else None
    manager = turn.config.manager(client.desk) if client else None
    await query.answer(turn.t().plain("transfer-already", manager=manager.name if manager else "—"))

"""Waybills at a desk: /waybills in a client's topic, /waybill 2611-00042 anywhere."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions import waybill as paperwork
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import waybill as waybills
from relay_bot.domain.addresses import Address
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.waybill import Waybill
from relay_bot.handlers.desk.asked import asked, asked_in
from relay_bot.handlers.desk.conversation import speakers
from relay_bot.views import waybill as papers

router = Router(name="desk.waybills")


@router.message(Command("waybills"))
async def listing(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    to = asked(message, turn, desk, topic)
    if to is None:
        return
    if topic is None or topic.client_id is None:
        _say(turn, to, turn.t()("waybills-in_topic"), message)
        return
    await _page(turn, to, topic.client_id, None)


@router.message(Command("waybill"))
async def one(message: Message, command: CommandObject, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    to = asked(message, turn, desk, topic)
    if to is None:
        return
    typed = (command.args or "").strip()
    found = await paperwork.at_desk(turn, desk.key, typed) if typed else None
    if found is None:
        html = turn.t()("waybill-not_found", typed=typed[:40]) if typed else turn.t()("waybill-usage")
        _say(turn, to, html, message)
        return
    waybill, client = found
    html = Markup("\n").join([papers.manager_card(turn.t(), waybill), turn.t()("waybill-of", client=client.name)])
    _say(turn, to, html, message)
    _send(turn, to, waybill)


@router.callback_query(F.data.regexp(r"^waybill(_before)?:\d{1,18}$"))
async def tapped(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    verb, _, number = (query.data or "").partition(":")
    waybill = await waybills.by_id(turn.session, int(number))
    client = await clients.by_id(turn.session, waybill.client_id) if waybill else None
    message = query.message if isinstance(query.message, Message) else None
    to = asked_in(message, desk, topic) if message else None
    mine = client is not None and client.desk == desk.key and query.from_user.id in speakers(turn, desk)
    if waybill is None or to is None or not mine:
        await query.answer(turn.t().plain("call-not_yours"))
        return
    await query.answer()
    if verb == "waybill":
        _send(turn, to, waybill)
    else:
        await _page(turn, to, waybill.client_id, waybill.id)


async def _page(turn: Turn, to: Address, client_id: int, before: int | None) -> None:
    t = turn.t()
    page = await paperwork.page(turn, t, client_id, before)
    if page is None:
        turn.send(Out(to, Text(t("waybills-none"), silent=True)))
        return
    rows, buttons = page
    turn.send(Out(to, Text(Markup("\n").join(rows), buttons=buttons, silent=True)))


def _send(turn: Turn, to: Address, waybill: Waybill) -> None:
    t = turn.t()
    html = papers.caption(t, waybill, turn.config.bot.timezone)
    turn.send(papers.document(t, to, waybill, html, buttons=[], silent=True))


def _say(turn: Turn, to: Address, html: Markup, message: Message) -> None:
    turn.send(Out(to, Text(html, silent=True, reply_to=message.message_id)))

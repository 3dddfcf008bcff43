"""Managers and admins in their private chat with the bot: /start makes them reachable, the rest is said in groups."""

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from relay_bot.actions import waybill as paperwork
from relay_bot.actions.turn import Turn
from relay_bot.config import Manager
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import lane as lanes
from relay_bot.db import waybill as waybills
from relay_bot.domain import addresses
from relay_bot.domain.arrival import parse_payload
from relay_bot.domain.outgoing import Out, Text
from relay_bot.views import menu as menus
from relay_bot.views import waybill as papers
from relay_bot.views.upkeep import refresh_checklist

router = Router(name="staff")


@router.message(CommandStart(deep_link=True))
async def by_link(message: Message, command: CommandObject, turn: Turn, manager: Manager | None) -> None:
    """The QR of a document: the client's manager and the admins get it, another manager what a stranger gets."""
    payload = parse_payload(command.args)
    if payload.kind != "waybill":
        await hello(message, turn, manager)
        return
    to, t, zone = addresses.chat(message.chat.id), turn.t(), turn.config.bot.timezone
    waybill = await waybills.by_code(turn.session, payload.code)
    client = await clients.by_id(turn.session, waybill.client_id) if waybill else None
    if waybill is None or client is None or (manager is not None and client.desk != manager.key):
        turn.send(Out(to, Text(paperwork.bare(t, waybill, zone))))
        return
    turn.send(Out(to, Text(papers.manager_card(t, waybill))))
    turn.send(papers.document(t, to, waybill, papers.caption(t, waybill, zone), buttons=[], silent=False))


@router.message()
async def hello(message: Message, turn: Turn, manager: Manager | None) -> None:
    """Whatever they write, they learn who they are here."""
    to = addresses.chat(message.chat.id)
    await lanes.let_go(turn.session, to.key)
    t = turn.t()
    if (message.text or "").startswith("/start"):
        await lanes.let_go(turn.session, addresses.bot(message.chat.id).key)
        turn.send(*menus.of_staff(turn.texts, turn.config.bot.default_lang, message.chat.id))
    if manager is None:
        turn.send(Out(to, Text(t("start-admin"))))
        return
    if await desks.manager_started(turn.session, manager.key):
        turn.send(refresh_checklist(manager.key))
    count = await clients.count_of(turn.session, manager.key)
    desk = await desks.by_key(turn.session, manager.key)
    title = desk.title if desk else ""
    html = t("start-manager", manager=manager.name, n=count, group=title or manager.group_id or "—")
    turn.send(Out(to, Text(html)))

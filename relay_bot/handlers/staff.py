"""Managers and admins in their private chat with the bot: /start makes them reachable, the rest is said in groups."""

from aiogram import Router
from aiogram.types import Message

from relay_bot.config import Manager
from relay_bot.db import clients, desks
from relay_bot.desk.upkeep import refresh_checklist
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out
from relay_bot.handlers.turn import Turn

router = Router(name="staff")


@router.message()
async def hello(message: Message, turn: Turn, manager: Manager | None) -> None:
    """Whatever they write, they learn who they are here."""
    to = addresses.chat(message.chat.id)
    await clients.let_go(turn.session, to.key)
    t = turn.t()
    if manager is None:
        turn.send(Out(to, "text", {"html": t("start-admin")}))
        return
    if await desks.manager_started(turn.session, manager.key):
        turn.send(refresh_checklist(manager.key))
    count = await clients.count_of(turn.session, manager.key)
    desk = await desks.by_key(turn.session, manager.key)
    title = desk.title if desk else ""
    html = t("start-manager", manager=manager.name, n=count, group=title or manager.group_id or "—")
    turn.send(Out(to, "text", {"html": html}))

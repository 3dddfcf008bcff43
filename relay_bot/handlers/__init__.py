"""Which handler wins: the order below, first match. Groups first, then staff in private, then clients."""

from collections.abc import Callable
from functools import cache
from typing import Any

from aiogram import Dispatcher, Router

from relay_bot.handlers import doors, staff, stale
from relay_bot.handlers.admin import assign
from relay_bot.handlers.client import call, chat, language, start
from relay_bot.handlers.desk import calls, commands, group, topic


@cache
def build_dispatcher() -> Dispatcher:
    """The one dispatcher of a process (aiogram's routers belong to one)."""
    at_known_desk = _room(
        "known desk", doors.known_desk, commands.router, calls.router, topic.router, stale.router("desk.stale")
    )
    dispatcher = Dispatcher()
    dispatcher.include_routers(
        _room("desk", doors.desk, group.router, at_known_desk),
        _room("admin", doors.admin, assign.router),
        _room("staff", doors.staff, staff.router, stale.router("staff.stale")),
        _room("client", doors.client, start.router, language.router, call.router, chat.router, stale.router("stale")),
    )
    return dispatcher


def _room(name: str, door: Callable[..., Any], *routers: Router) -> Router:
    """`routers` in this order, for whom `door` lets in."""
    room = Router(name=name)
    for observer in (room.message, room.callback_query, room.my_chat_member):
        observer.filter(door)
    room.include_routers(*routers)
    return room

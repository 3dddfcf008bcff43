"""Which handler wins: the order below, first match. Groups first, then staff in private, then clients."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.handler import FilterObject

from relay_bot.handlers import doors, staff, stale
from relay_bot.handlers.admin import assignment as assign
from relay_bot.handlers.admin import claim_list as all_claims
from relay_bot.handlers.admin import handover as all_clients
from relay_bot.handlers.client import (
    arrival as start,
)
from relay_bot.handlers.client import (
    call,
    claim,
    form,
    language,
    waybill,
)
from relay_bot.handlers.client import (
    conversation as chat,
)
from relay_bot.handlers.client import (
    document as documents,
)
from relay_bot.handlers.desk import (
    absence as away,
)
from relay_bot.handlers.desk import (
    call as calls,
)
from relay_bot.handlers.desk import (
    claim as claims,
)
from relay_bot.handlers.desk import (
    claim_list as claimlist,
)
from relay_bot.handlers.desk import (
    commands,
    group,
    history,
)
from relay_bot.handlers.desk import (
    conversation as topic,
)
from relay_bot.handlers.desk import (
    draft as drafts,
)
from relay_bot.handlers.desk import (
    handover as transfer,
)
from relay_bot.handlers.desk import (
    letter as answers,
)
from relay_bot.handlers.desk import (
    reminder as memory,
)
from relay_bot.handlers.desk import (
    reply as replies,
)
from relay_bot.handlers.desk import (
    search as finding,
)
from relay_bot.handlers.desk import (
    statistics as figures,
)
from relay_bot.handlers.desk import (
    waybill as waybills,
)


@cache
def build_dispatcher() -> Dispatcher:
    """The one dispatcher of a process (aiogram's routers belong to one)."""
    at_known_desk = _room(
        "known desk",
        doors.known_desk,
        transfer.left_behind,
        answers.router,
        claims.router,
        drafts.router,
        claimlist.router,
        waybills.router,
        finding.router,
        memory.router,
        history.router,
        replies.router,
        figures.router,
        away.router,
        transfer.router,
        commands.router,
        calls.router,
        topic.router,
        stale.router("desk.stale"),
    )
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(
        _room("desk", doors.desk, group.router, at_known_desk),
        _room("admin", doors.admin, assign.router, all_claims.router, all_clients.router),
        _room("staff", doors.staff, staff.router, stale.router("staff.stale")),
        _room(
            "client",
            doors.client,
            start.router,
            language.router,
            call.router,
            waybill.router,
            claim.router,
            documents.router,
            form.router,  # while one is open and awake
            chat.router,
            stale.router("stale"),
        ),
    )
    _run_filters_in_the_loop(dispatcher)
    return dispatcher


def _room(name: str, door: Callable[..., Any], *routers: Router) -> Router:
    """`routers` in this order, for whom `door` lets in."""
    room = Router(name=name)
    for observer in (room.message, room.callback_query, room.my_chat_member):
        observer.filter(door)
    room.include_routers(*routers)
    return room


def _run_filters_in_the_loop(router: Router) -> None:
    """aiogram sends every filter that is a plain function through a thread: half a dozen hops an update (measured).
    Ours only compare values.
    """
    for observer in router.observers.values():
        for handler in (observer._handler, *observer.handlers):
            for one in handler.filters or ():
                _run_in_the_loop(one)
    for inner in router.sub_routers:
        _run_filters_in_the_loop(inner)


def _run_in_the_loop(one: FilterObject) -> None:
    if not one.awaitable:
        one.callback, one.awaitable = _at_once(one.callback), True
    for part in (*getattr(one.callback, "targets", ()), getattr(one.callback, "target", None)):  # or_f, and_f, invert_f
        if isinstance(part, FilterObject):
            _run_in_the_loop(part)


def _at_once(check: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def answer(*args: Any, **named: Any) -> Any:
        return check(*args, **named)

    return answer

"""Which handler wins: the order below, first match. Groups first, then staff in private, then clients."""

from collections.abc import Callable
from functools import cache
from typing import Any

from aiogram import Dispatcher, Router

from relay_bot.handlers import doors, staff, stale, turned_away
from relay_bot.handlers.admin import assignment, imports, personal, reload
from relay_bot.handlers.admin import claim as all_claims
from relay_bot.handlers.admin import handover as all_clients
from relay_bot.handlers.admin import statistics as all_figures
from relay_bot.handlers.client import arrival, call, claim, conversation, document, form, language, waybill
from relay_bot.handlers.client import changing as client_changing
from relay_bot.handlers.client import help as client_help
from relay_bot.handlers.desk import (
    absence,
    board,
    changing,
    commands,
    draft,
    group,
    handover,
    history,
    letter,
    lost_topic,
    note,
    photo,
    reply,
    search,
    statistics,
)
from relay_bot.handlers.desk import call as desk_call
from relay_bot.handlers.desk import claim as desk_claim
from relay_bot.handlers.desk import conversation as desk_conversation
from relay_bot.handlers.desk import waybill as desk_waybill
from relay_bot.handlers.filters import run_filters_in_the_loop


@cache
def build_dispatcher() -> Dispatcher:
    """The one dispatcher of a process (aiogram's routers belong to one)."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(
        _room("desk", doors.desk, group.router, inside=_known_desk()),
        _room(
            "admin",
            doors.admin,
            assignment.router,
            all_claims.router,
            all_clients.router,
            all_figures.router,
            reload.router,
            personal.router,
            imports.router,
        ),
        _room("staff", doors.staff, staff.router, stale.router("staff.stale")),
        _client(),
    )
    run_filters_in_the_loop(dispatcher)
    return dispatcher


def _known_desk() -> Router:
    return _room(
        "known desk",
        doors.known_desk,
        handover.left_behind,
        turned_away.of_buttons("desk.turned_away"),  # behind it buttons are pressed only by those who may
        turned_away.of_commands("desk.strangers"),  # behind it commands are given only by those who speak for the desk
        desk_conversation.first,
        letter.router,  # answers to its previews are never for the client; nor are those to a claim's questions
        desk_claim.router,
        draft.router,
        desk_waybill.router,
        search.router,
        board.router,
        note.router,
        changing.router,
        photo.router,
        history.router,
        reply.router,
        statistics.router,
        absence.router,
        handover.router,
        desk_call.router,
        desk_conversation.router,
        commands.router,  # the last of the commands: it answers those that nobody knows
        lost_topic.router,
        desk_conversation.last,
        stale.router("desk.stale"),
    )


def _client() -> Router:
    return _room(
        "client",
        doors.client,
        turned_away.of_buttons("client.turned_away"),
        arrival.router,
        language.router,
        client_changing.router,
        call.router,
        waybill.router,
        claim.router,
        document.router,
        form.router,  # what begins one; and messages, while one is open and awake
        client_help.router,  # behind every command
        claim.late,
        conversation.router,
        stale.router("client.stale"),
    )


def _room(name: str, door: Callable[..., Any], *routers: Router, inside: Router | None = None) -> Router:
    """The handlers of `routers` in this order, for whom `door` lets in; behind them the room inside.

    One list: a message that is for the last of them would pass through twenty routers, a fifth of its way (measured).
    """
    room = Router(name=name)
    for kind, observer in room.observers.items():
        observer.handlers = [handler for router in routers for handler in router.observers[kind].handlers]
        if observer.handlers or inside is not None:
            observer.filter(door)
    if inside is not None:
        room.include_router(inside)
    return room

"""👤: a call and its card on the calls board, shared by the client's taps and the desk's answers."""

from markupsafe import Markup

from relay_bot.actions.assignment import ask_phone, manager_of, unassigned
from relay_bot.actions.turn import Turn
from relay_bot.config import Manager
from relay_bot.db import call as calls
from relay_bot.db import client as clients
from relay_bot.db import message as messages
from relay_bot.db import topic as topics
from relay_bot.db import waybill as waybills
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain.call import AlreadyCalled, Call, Ring, decide_call
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Card, Out, Text
from relay_bot.domain.waybill import Waybill
from relay_bot.views import call as callcards
from relay_bot.views.duty import later


async def ring(turn: Turn, client: Client, about: Waybill | None = None) -> None:
    """Call the manager, `about` a waybill or about whatever the client writes; who has none yet is told so."""
    if client.desk is None:
        known = client.registered_at is not None
        turn.send(await unassigned(turn, client) if known else ask_phone(turn, client, because=None))
        return
    open_call = await calls.open_of(turn.session, client.id)
    match decide_call(open_call, turn.now, turn.config.timers.call_repeat):
        case AlreadyCalled(call=call, minutes_ago=minutes):
            html = _already(turn, client, call, minutes)
        case Ring():
            if open_call is not None:
                turn.send(await changed(turn, client, await calls.finish(turn.session, open_call.id, turn.now)))
            await _begin(turn, client, about)
            html = _coming(turn, client, about)
    turn.send(Out(addresses.client(client.id), Text(html)))


def _coming(turn: Turn, client: Client, about: Waybill | None) -> Markup:
    """Who comes, or who answers instead, and when."""
    t, manager = turn.t(client.lang), manager_of(turn.config, client)
    if (instead := later(t, turn.duty, manager)) is not None:
        return instead
    if about is not None:
        return t("call-sent_wb", manager=manager.name, number=about.number)
    return t("call-sent", manager=manager.name)


def _already(turn: Turn, client: Client, call: Call, minutes: int) -> Markup:
    """Who knows of the call by now; while nobody has taken it, nobody who is away is said to."""
    t, manager = turn.t(client.lang), manager_of(turn.config, client)
    away = turn.duty.absence_of(manager.key) is not None
    if away and call.taken_at is None and (instead := later(t, turn.duty, manager)) is not None:
        return instead
    taker = turn.config.manager_by_tg(call.taken_by) if call.taken_by is not None else None
    return t("call-already", manager=(taker or manager).name, minutes=minutes)


async def _begin(turn: Turn, client: Client, about: Waybill | None) -> None:
    await drafts.acted(turn.session, client.id, turn.now)
    last_words = await messages.last_words(turn.session, client.id)
    waybill_id = about.id if about else None
    begun = await calls.begin(turn.session, client.id, turn.now, last_words, waybill_id)
    turn.send(
        await ringing(turn, client, begun),
        Out(addresses.topic(client.id, client.desk), Text(turn.t()("call-mark"), silent=True)),
    )


async def take(turn: Turn, call_id: int, by: int) -> str | None:
    """A manager (Telegram's id `by`) takes a call; the key of a refusal when somebody has."""
    call, client = await _of(turn, call_id)
    if call.taken_at is not None or call.finished_at is not None:
        return "call-taken_already"
    taken = await calls.take(turn.session, call.id, by, turn.now)
    taker = turn.config.manager_by_tg(by) or manager_of(turn.config, client)
    html = turn.t(client.lang)("call-accepted", manager=taker.name)
    turn.send(await changed(turn, client, taken), Out(addresses.client(client.id), Text(html)))
    return None


async def finish(turn: Turn, call_id: int) -> str | None:
    """A call is over, and the client told so; the key of a refusal when it was over already."""
    call, client = await _of(turn, call_id)
    if call.finished_at is not None:
        return "call-taken_already"
    await _over(turn, client, call)
    return None


async def finish_open(turn: Turn, client: Client) -> bool:
    """The client's open call is over; False when there is none."""
    call = await calls.open_of(turn.session, client.id)
    if call is not None:
        await _over(turn, client, call)
    return call is not None


async def accept(turn: Turn, client: Client, by: int) -> None:
    """Whoever answers the client has taken their call, and it is over: the next press is a new one, and rings."""
    call = await calls.open_of(turn.session, client.id)
    if call is None:
        return
    if call.taken_at is None:
        await calls.take(turn.session, call.id, by, turn.now)
    turn.send(await changed(turn, client, await calls.finish(turn.session, call.id, turn.now)))


async def hand_on(turn: Turn, manager: Manager) -> None:
    """The manager is away from now on: open calls ring the substitute, and their clients hear who answers."""
    substitute = turn.duty.at(manager)
    if substitute is manager:
        return
    for call in await calls.open_at(turn.session, manager.key):
        client = await clients.by_id(turn.session, call.client_id)
        assert client is not None
        released = await calls.release(turn.session, call.id)
        turn.send(
            await changed(turn, client, released),
            callcards.handed_on(turn.t(), (client.name, client.company), call.id, manager, substitute),
            Out(addresses.client(client.id), Text(later(turn.t(client.lang), turn.duty, manager) or "", silent=True)),
        )


async def _over(turn: Turn, client: Client, call: Call) -> None:
    finished = await calls.finish(turn.session, call.id, turn.now)
    html = turn.t(client.lang)("call-closed")
    turn.send(await changed(turn, client, finished), Out(addresses.client(client.id), Text(html)))


async def _of(turn: Turn, call_id: int) -> tuple[Call, Client]:
    """The door has seen that there is one."""
    call = await calls.by_id(turn.session, call_id)
    client = await clients.by_id(turn.session, call.client_id) if call else None
    assert call is not None and client is not None
    return call, client


# --- the card --------------------------------------------------------------------------------------------------------


async def ringing(turn: Turn, client: Client, call: Call) -> Out:
    """The one message that rings for this call."""
    return callcards.ringing(client, call, await card(turn, client, call))


async def changed(turn: Turn, client: Client, call: Call) -> Out:
    """The card's newest state, silently."""
    return callcards.edit(client, call, await card(turn, client, call))


async def card(turn: Turn, client: Client, call: Call) -> Card:
    """What the calls board shows of the call now."""
    waybill = await waybills.by_id(turn.session, call.waybill_id) if call.waybill_id else None
    shown = callcards.Shown(
        call,
        client,
        manager_of(turn.config, client),
        about=waybill.number if waybill else None,
        topic=await topics.thread_of(turn.session, f"topic:{client.id}"),
    )
    return callcards.draw(turn.t(), shown, turn.duty)

"""The card of a call on the calls board: shared by the client's tap and the desk's answers."""

from markupsafe import Markup

from relay_bot.actions.assignment import manager_of
from relay_bot.actions.turn import Turn
from relay_bot.db import topic as topics
from relay_bot.db import waybill as waybills
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.call import Call
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Button, Card, Link, Out, Priority
from relay_bot.views import cards, moments, names
from relay_bot.views.board import waiting_minutes

LAST_WORDS_MAX = 200
HOUR = 60


async def ringing(turn: Turn, client: Client, call: Call) -> Out:
    """The one message that rings for this call."""
    assert client.desk is not None
    card, key = await drawn(turn, client, call), f"call:{call.id}"
    return Out(addresses.board(client.desk, "calls"), card, Priority.PUSH, rings=True, once=key, card=key)


async def changed(turn: Turn, client: Client, call: Call) -> Out:
    """The card's newest state, silently."""
    return edit(client, call, await drawn(turn, client, call))


def edit(client: Client, call: Call, card: Card) -> Out:
    """The call shows `card` from now on."""
    assert client.desk is not None
    key = f"call:{call.id}"
    return Out(addresses.card_edits(key, client.desk), card, Priority.EDIT, card=key)


async def drawn(turn: Turn, client: Client, call: Call) -> Card:
    t, zone = turn.t(), turn.config.bot.timezone
    manager = manager_of(turn.config, client)
    absence, on_duty = turn.duty.absence_of(manager.key), turn.duty.at(manager)
    html = cards.compact(
        t(
            "card-call",
            time=cards.clock(call.called_at, zone),
            mention=cards.mention(on_duty.tg_id, on_duty.name),
            client=client.name,
            company=client.company,
            phone=client.phone or "",
            context=await _context(turn, call),
            last_message=call.last_words[:LAST_WORDS_MAX],
        )
    )
    status = _status(turn, call)
    buttons: list[Button] = []
    place = await topics.thread_of(turn.session, f"topic:{client.id}")
    if place is not None:
        buttons.append(Link(t.plain("btn-open_chat"), names.topic_link(*place)))
    if call.finished_at is None:
        waits = call.taken_at is None
        tap = taps.TakeCall(call.id) if waits else taps.FinishCall(call.id)
        buttons.append(cards.button(t.plain("btn-take" if waits else "btn-finish"), tap))
    if absence is not None and on_duty is not manager:
        status.insert(0, t("card-call_for", manager=manager.name, date=f"{absence.until:%d.%m.%Y}"))
    html = Markup("\n").join([html, *status])
    return Card(html, [buttons] if buttons else [], board="calls", open=call.finished_at is None)


async def _context(turn: Turn, call: Call) -> str:
    """What the call is about, if it came from under a document."""
    waybill = await waybills.by_id(turn.session, call.waybill_id) if call.waybill_id else None
    return turn.t().plain("card-call_context_wb", number=waybill.number) if waybill else ""


def _status(turn: Turn, call: Call) -> list[Markup]:
    t, zone = turn.t(), turn.config.bot.timezone
    lines = []
    if call.taken_at is not None:
        taker = turn.config.manager_by_tg(call.taken_by or 0)
        minutes = int((call.taken_at - call.called_at).total_seconds() // 60)
        name = taker.name if taker else t.plain("admin-name")
        lines.append(t("card-call_taken", manager=name, time=cards.clock(call.taken_at, zone), minutes=minutes))
    elif call.finished_at is None:
        minutes = waiting_minutes(call.called_at, turn.now)
        if minutes >= HOUR:
            lines.append(t("card-call_waiting_long", time=moments.span(t, minutes)))
        elif minutes:
            lines.append(t("card-call_waiting", minutes=minutes))
    if call.finished_at is not None:
        lines.append(t("card-call_done", time=cards.clock(call.finished_at, zone)))
    return lines

"""How a call looks on the board of calls, and what is said beside its card. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.config import Config, Manager
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.call import Call
from relay_bot.domain.client import Client
from relay_bot.domain.duty import Duty
from relay_bot.domain.outgoing import Button, Buttons, Card, Link, Out, Priority, Text
from relay_bot.texts import Language
from relay_bot.views import cards, moments, names
from relay_bot.views.board import waiting_minutes

LAST_WORDS_MAX = 200
HOUR = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A call with all that its card says. `about`: a waybill's number; `topic`: the client's (group id, thread id)."""

    call: Call
    client: Client
    manager: Manager
    about: str | None
    topic: tuple[int, int] | None


def ringing(client: Client, call: Call, card: Card) -> Out:
    """The one message that rings for this call."""
    assert client.desk is not None
    key = f"call:{call.id}"
    return Out(addresses.board(client.desk, "calls"), card, Priority.PUSH, rings=True, once=key, card=key)


def edit(client: Client, call: Call, card: Card) -> Out:
    """The call shows `card` from now on, silently."""
    assert client.desk is not None
    key = f"call:{call.id}"
    return Out(addresses.card_edits(key, client.desk), card, Priority.EDIT, card=key)


def draw(t: Language, shown: Shown, duty: Duty) -> Card:
    """The card, in the words of the desk."""
    call, client, manager, zone = shown.call, shown.client, shown.manager, duty.config.bot.timezone
    absence, on_duty = duty.absence_of(manager.key), duty.at(manager)
    html = cards.compact(
        t(
            "card-call",
            time=cards.clock(call.called_at, zone),
            mention=cards.mention(on_duty.tg_id, on_duty.name),
            who=names.who(client.name, client.company),
            phone=client.phone or "",
            context=t.plain("card-call_context_wb", number=shown.about) if shown.about else "",
            last_message=call.last_words[:LAST_WORDS_MAX],
        )
    )
    status = _status(t, call, duty.config, duty.now)
    if absence is not None and on_duty is not manager:
        status.insert(0, t("card-call_for", manager=manager.name, date=f"{absence.until:%d.%m.%Y}"))
    html = Markup("\n").join([html, *status])
    return Card(html, _buttons(t, shown), board="calls", open=call.finished_at is None)


def _buttons(t: Language, shown: Shown) -> Buttons:
    call = shown.call
    buttons: list[Button] = []
    if shown.topic is not None:
        buttons.append(Link(t.plain("btn-open_chat"), names.topic_link(*shown.topic)))
    if call.finished_at is None:
        waits = call.taken_at is None
        tap = taps.TakeCall(call.id) if waits else taps.FinishCall(call.id)
        buttons.append(cards.button(t.plain("btn-take" if waits else "btn-finish"), tap))
    return [buttons] if buttons else []


def _status(t: Language, call: Call, config: Config, now: datetime) -> list[Markup]:
    zone: ZoneInfo = config.bot.timezone
    lines = []
    if call.taken_at is not None:
        taker = config.manager_by_tg(call.taken_by or 0)
        minutes = int((call.taken_at - call.called_at).total_seconds() // 60)
        name = taker.name if taker else t.plain("admin-name")
        lines.append(
            t(
                "card-call_taken",
                manager=name,
                time=cards.clock(call.taken_at, zone),
                minutes=minutes,
                after=moments.span(t, minutes),
            )
        )
    elif call.finished_at is None:
        minutes = waiting_minutes(call.called_at, now)
        if minutes >= HOUR:
            lines.append(t("card-call_waiting_long", time=moments.span(t, minutes)))
        elif minutes:
            lines.append(t("card-call_waiting", minutes=minutes))
    if call.finished_at is not None:
        lines.append(t("card-call_done", time=cards.clock(call.finished_at, zone)))
    return lines


def handed_on(t: Language, who: tuple[str, str], call_id: int, absent: Manager, substitute: Manager) -> Out:
    """Rings once a call and substitute, on the board where its card stands. `who`: the client's name and company."""
    mention = cards.mention(substitute.tg_id, substitute.name)
    html = t("call-handed", mention=mention, who=names.who(*who), manager=absent.name)
    to, key = addresses.board(absent.key, "calls"), f"call_handed:{call_id}:{substitute.key}"
    return Out(to, Text(cards.compact(html)), Priority.PUSH, rings=True, once=key)

"""Waybills as people ask for them: lists by page, a number as it was typed, who may see what."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import client as clients
from relay_bot.db import waybill as waybills
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import Address
from relay_bot.domain.arrival import CODE_MAX
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Button, Buttons, Out, Text
from relay_bot.domain.waybill import Waybill, code_of
from relay_bot.texts import Language
from relay_bot.views import cards
from relay_bot.views import waybill as papers

PAGE = 8
SHORT_DIGITS = 5


async def page(turn: Turn, t: Language, client_id: int, before: int | None) -> tuple[list[Markup], Buttons] | None:
    """Rows and buttons of a client's waybills older than `before`, newest first.

    None when there are none.
    """
    found = await waybills.last_of(turn.session, client_id, PAGE + 1, before)
    if not found:
        return None
    shown = found[:PAGE]
    rows = [papers.row(t, waybill, turn.config.bot.timezone) for waybill in shown]
    keys = [cards.button(f"📄 {waybill.number}", taps.SendWaybill(waybill.id)) for waybill in shown]
    buttons: list[list[Button]] = [[*keys[start : start + 2]] for start in range(0, len(keys), 2)]
    if len(found) > PAGE:
        buttons.append([cards.button(t.plain("btn-more"), taps.EarlierWaybills(shown[-1].id))])
    return rows, buttons


async def show_page(turn: Turn, to: Address, client_id: int, before: int | None) -> None:
    """A page of the client's waybills for the desk."""
    t = turn.t()
    found = await page(turn, t, client_id, before)
    if found is None:
        turn.send(Out(to, Text(t("waybills-none"), silent=True)))
        return
    rows, buttons = found
    turn.send(Out(to, Text(Markup("\n").join(rows), silent=True, buttons=buttons)))


async def show(turn: Turn, asked: Asked, desk: str, typed: str) -> None:
    """The card and the file of a waybill of one of the desk's clients."""
    found = await at_desk(turn, desk, typed) if typed else None
    if found is None:
        turn.answer(asked, turn.t()("waybill-not_found", typed=typed[:40]) if typed else turn.t()("waybill-usage"))
        return
    waybill, client = found
    lines = [papers.manager_card(turn.t(), waybill), turn.t()("waybill-of", client=client.name)]
    turn.answer(asked, Markup("\n").join(lines))
    _send(turn, asked.to, waybill)


async def tapped(turn: Turn, asked: Asked, tap: taps.SendWaybill | taps.EarlierWaybills) -> None:
    waybill = await waybills.by_id(turn.session, tap.waybill_id)
    assert waybill is not None, "the door has seen that there is one"
    if isinstance(tap, taps.SendWaybill):
        _send(turn, asked.to, waybill)
    else:
        await show_page(turn, asked.to, waybill.client_id, waybill.id)


def _send(turn: Turn, to: Address, waybill: Waybill) -> None:
    html = papers.caption(turn.t(), waybill, turn.zone)
    turn.send(papers.document(turn.t(), to, waybill, html, buttons=[], silent=True))


async def at_desk(turn: Turn, desk: str, typed: str) -> tuple[Waybill, Client] | None:
    """The waybill of one of the desk's clients; a short number is the newest that ends with it."""
    code = code_of(typed)
    if not code or len(code) > CODE_MAX:
        return None
    waybill = await waybills.by_code(turn.session, code)
    if waybill is None and len(code) <= SHORT_DIGITS:
        waybill = await waybills.by_short_number(turn.session, desk, code)
    client = await clients.by_id(turn.session, waybill.client_id) if waybill else None
    return (waybill, client) if waybill and client and client.desk == desk else None


def bare(t: Language, waybill: Waybill | None, zone: ZoneInfo) -> Markup:
    """What a stranger may know of a waybill."""
    if waybill is None:
        return t("wb-unknown")
    return t("wb-registered", date=cards.day(waybill.issued_at, zone))

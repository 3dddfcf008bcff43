"""/claims wherever it is asked for: the list, its filters, one claim in its place, the export."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiogram.types import CallbackQuery, Message

from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import upload as uploads
from relay_bot.db.claim import card as claimviews
from relay_bot.db.claim import list as claimlists
from relay_bot.db.claim import rows as claims
from relay_bot.db.upload import Upload
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim import filter as claimfilter
from relay_bot.domain.claim.filter import Filter, Tap
from relay_bot.domain.claim.list import Scope
from relay_bot.domain.outgoing import Out, Priority
from relay_bot.views.claim import card as claimcards
from relay_bot.views.claim import list as looks
from relay_bot.views.claim import sheet as claimsheets


@dataclass(frozen=True, slots=True)
class Place:
    """Where the list stands and whose claims it shows. `acting`: the buttons of a claim work here."""

    to: Address
    scope: Scope
    acting: bool = True


async def show(message: Message, turn: Turn, place: Place) -> None:
    """A new list, with the open claims."""
    key = looks.card_key(message.chat.id, message.message_id)
    payload = await _page(turn, place, Filter(asked_by=message.message_id))
    turn.send(Out(place.to, "card", payload, card=key))


async def tapped(query: CallbackQuery, turn: Turn, place: Place) -> None:
    """Whatever a button of the list asks for, in the same message; an export comes below."""
    tap = claimfilter.parse(query.data or "")
    message = query.message if isinstance(query.message, Message) else None
    if tap is None or message is None:
        await query.answer(turn.t().plain("err-stale_button"))
        return
    if tap.verb in ("xlsx", "csv"):
        turn.send(await _export(turn, place, tap))
        await query.answer()
        return
    payload = await _payload(turn, place, tap)
    if payload is None:
        await query.answer(turn.t().plain("call-not_yours"))
        return
    key = looks.card_key(message.chat.id, tap.filter.asked_by)
    turn.send(Out(Address(f"card:{key}", place.to.desk), "card", payload, Priority.EDIT, card=key))
    await query.answer()


async def _payload(turn: Turn, place: Place, tap: Tap) -> dict[str, Any] | None:
    match tap.verb:
        case "menu":
            return looks.menu(turn.t(), tap.filter)
        case "one":
            return await _one(turn, place, tap.claim_id or 0, tap.filter)
        case _:
            return await _page(turn, place, tap.filter)


async def _page(turn: Turn, place: Place, chosen: Filter) -> dict[str, Any]:
    today = turn.now.astimezone(turn.zone).date()
    total = await claimlists.count(turn.session, place.scope, chosen, today, turn.now)
    chosen = chosen.at(min(chosen.page, looks.last_page(total)))  # some are gone since the button was made
    shown = await claimlists.listing(
        turn.session, place.scope, chosen, today, turn.now, most=looks.PAGE, skip=chosen.page * looks.PAGE
    )
    client = await clients.by_id(turn.session, place.scope.client_id) if place.scope.client_id else None
    of_client = (client.company or client.name) if client else ""
    return looks.page(turn.t(), shown, total, chosen, today, of_client=of_client)


async def _one(turn: Turn, place: Place, claim_id: int, chosen: Filter) -> dict[str, Any] | None:
    """None: not of this place."""
    claim = await claims.by_id(turn.session, claim_id)
    view = await claimviews.view(turn.session, turn.config, claim) if claim is not None else None
    if claim is None or view is None or not _within(place.scope, view.client.desk, view.client.id):
        return None
    t = turn.t()
    html = claimcards.text(t, view, turn.zone, turn.now, on_board=False)
    buttons = claimcards.buttons(t, view, on_board=True)
    if not place.acting:
        buttons = [kept for row in buttons if (kept := [one for one in row if "callback_data" not in one])]
    return looks.opened(t, html, buttons, claim.id, chosen)


def _within(scope: Scope, desk: str | None, client_id: int) -> bool:
    return scope.desk in (None, desk) and scope.client_id in (None, client_id)


async def _export(turn: Turn, place: Place, tap: Tap) -> Out:
    """All of the filter, not only the page."""
    t, today = turn.t(), turn.now.astimezone(turn.zone).date()
    found = await claimlists.listing(turn.session, place.scope, tap.filter, today, turn.now)
    table = claimsheets.rows(t, found, turn.zone, today)
    make = claimsheets.as_xlsx if tap.verb == "xlsx" else claimsheets.as_csv
    content = await asyncio.to_thread(make, t, table)
    name = f"{t.plain('claimlist-file', date=today.isoformat())}.{tap.verb}"
    upload = await uploads.keep(turn.session, Upload("document", name, content))
    what = [looks.what_in_words(t, tap.filter.what), looks.days_in_words(t, tap.filter.days)]
    html = t("claimlist-caption", what=" · ".join(what), n=len(found))
    return Out(place.to, "upload", {"upload": upload, "html": html, "silent": True})

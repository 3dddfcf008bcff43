"""/claims wherever it is asked for: the list, its filters, one claim in its place, the export."""

import asyncio
from dataclasses import dataclass

from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import upload as uploads
from relay_bot.db.claim import card as claimviews
from relay_bot.db.claim import list as claimlists
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim.filter import Filter, chosen_in
from relay_bot.domain.claim.list import Scope
from relay_bot.domain.outgoing import Callback, Card, Out, Priority, Upload
from relay_bot.domain.tap import InClaimList
from relay_bot.views.claim import card as claimcards
from relay_bot.views.claim import list as looks
from relay_bot.views.claim import sheet as claimsheets


@dataclass(frozen=True, slots=True)
class Place:
    """Where the list stands and whose claims it shows. `acting`: the buttons of a claim work here."""

    to: Address
    scope: Scope
    acting: bool = True


async def show(turn: Turn, place: Place, chat_id: int, asked_by: int) -> None:
    """A new list, with the open claims. `asked_by`: the message with the command."""
    key = looks.card_key(chat_id, asked_by)
    turn.send(Out(place.to, await _page(turn, place, Filter(asked_by=asked_by)), card=key))


async def tapped(turn: Turn, place: Place, chat_id: int, tap: InClaimList) -> str | None:
    """Whatever a button of the list asks for, in the same message; an export comes below. The key of a refusal."""
    chosen = chosen_in(tap)
    if chosen is None:
        return "err-stale_button"
    if tap.act in ("xlsx", "csv"):
        turn.send(await _export(turn, place, tap.act, chosen))
        return None
    card = await _card(turn, place, tap, chosen)
    if card is None:
        return "call-not_yours"
    key = looks.card_key(chat_id, chosen.asked_by)
    turn.send(Out(addresses.card_edits(key, place.to.desk), card, Priority.EDIT, card=key))
    return None


async def _card(turn: Turn, place: Place, tap: InClaimList, chosen: Filter) -> Card | None:
    match tap.act:
        case "menu":
            return looks.menu(turn.t(), chosen)
        case "one":
            return await _one(turn, place, int(tap.claim or 0), chosen)
        case _:
            return await _page(turn, place, chosen)


async def _page(turn: Turn, place: Place, chosen: Filter) -> Card:
    today = turn.now.astimezone(turn.zone).date()
    total = await claimlists.count(turn.session, place.scope, chosen, today, turn.now)
    chosen = chosen.at(min(chosen.page, looks.last_page(total)))  # some are gone since the button was made
    shown = await claimlists.listing(
        turn.session, place.scope, chosen, today, turn.now, most=looks.PAGE, skip=chosen.page * looks.PAGE
    )
    client = await clients.by_id(turn.session, place.scope.client_id) if place.scope.client_id else None
    of_client = (client.company or client.name) if client else ""
    return looks.page(turn.t(), shown, total, chosen, today, of_client=of_client)


async def _one(turn: Turn, place: Place, claim_id: int, chosen: Filter) -> Card | None:
    """None: not of this place."""
    claim = await claims.by_id(turn.session, claim_id)
    view = await claimviews.view(turn.session, turn.duty, claim) if claim is not None else None
    if claim is None or view is None or not _within(place.scope, view.client.desk, view.client.id):
        return None
    t = turn.t()
    html = claimcards.text(t, view, turn.zone, turn.now, on_board=False)
    buttons = claimcards.buttons(t, view, on_board=True)
    if not place.acting:
        buttons = [kept for row in buttons if (kept := [one for one in row if not isinstance(one, Callback)])]
    return looks.opened(t, html, buttons, claim.id, chosen)


def _within(scope: Scope, desk: str | None, client_id: int) -> bool:
    return scope.desk in (None, desk) and scope.client_id in (None, client_id)


async def _export(turn: Turn, place: Place, kind: str, chosen: Filter) -> Out:
    """All of the filter, not only the page."""
    t, today = turn.t(), turn.now.astimezone(turn.zone).date()
    found = await claimlists.listing(turn.session, place.scope, chosen, today, turn.now)
    table = claimsheets.rows(t, found, turn.zone, today)
    make = claimsheets.as_xlsx if kind == "xlsx" else claimsheets.as_csv
    content = await asyncio.to_thread(make, t, table)
    name = f"{t.plain('claimlist-file', date=today.isoformat())}.{kind}"
    upload = await uploads.keep(turn.session, uploads.Upload("document", name, content))
    what = [looks.what_in_words(t, chosen.what), looks.days_in_words(t, chosen.days)]
    html = t("claimlist-caption", what=" · ".join(what), n=len(found))
    return Out(place.to, Upload(upload, html, silent=True))

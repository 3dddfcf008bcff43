"""/docs: the client's waybills and claims, newest first, a page at a time; a tap sends the file again."""

from datetime import UTC, datetime

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions.form import beginning, issuing
from relay_bot.actions.turn import Turn
from relay_bot.db import document as documents
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.db.document import Kind
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Button, Out, Text
from relay_bot.domain.waybill import Waybill
from relay_bot.handlers.client import claim
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.pressed import pressed
from relay_bot.handlers.visit import Visit
from relay_bot.views import cards
from relay_bot.views import waybill as papers

router = Router(name="client.documents")

PAGE = 8

LATEST_S = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


@router.message(or_f(Command("docs"), pressed("menu-docs")))
async def listing(message: Message, turn: Turn, client: Client) -> None:
    await drafts.acted(turn.session, client.id, turn.now)
    await _page(turn, client, None)


@router.callback_query(Presses(taps.EarlierDocuments))
async def more(query: CallbackQuery, turn: Visit, client: Client, tap: taps.EarlierDocuments) -> None:
    await query.answer()
    seconds, rest = divmod(tap.moment, 1_000_000)
    if seconds < LATEST_S:  # else: made up
        await _page(turn, client, datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest))


@router.callback_query(Presses(taps.SendDocument))
async def one(query: CallbackQuery, turn: Visit, client: Client, tap: taps.SendDocument) -> None:
    waybill = await issuing.owned(turn, client, tap.waybill_id)
    t = turn.t(client.lang)
    if waybill is None:
        await query.answer(t.plain("err-stale_button"))
        return
    ready = await waybills.paper(turn.session, waybill.id) is not None
    await query.answer(None if ready else t.plain("wb-creating"))
    send_again(turn, client, waybill)


def send_again(turn: Turn, client: Client, waybill: Waybill) -> None:
    """The file with its buttons, to its owner."""
    t = turn.t(client.lang)
    html = papers.caption(t, waybill, turn.zone)
    buttons = papers.client_buttons(t, waybill)
    turn.send(papers.document(t, addresses.client(client.id), waybill, html, buttons=buttons, silent=False))


async def _page(turn: Turn, client: Client, before: datetime | None) -> None:
    t = turn.t(client.lang)
    found = await documents.page(turn.session, client.id, PAGE + 1, before)
    if not found:
        if before is None:
            await beginning.say(turn, client, "docs-empty")
        return
    shown = [await _row(turn, client, kind, number) for kind, number, _ in found[:PAGE]]
    keys = [key for _, key in shown]
    buttons: list[list[Button]] = [[*keys[start : start + 2]] for start in range(0, len(keys), 2)]
    if len(found) > PAGE:
        last = found[PAGE - 1][2]
        moment = int(last.timestamp()) * 1_000_000 + last.microsecond
        buttons.append([cards.button(t.plain("btn-more"), taps.EarlierDocuments(moment))])
    title = [t("docs-title")] if before is None else []
    html = Markup("\n").join([*title, *(row for row, _ in shown)])
    turn.send(Out(addresses.client(client.id), Text(html, buttons=buttons)))


async def _row(turn: Turn, client: Client, kind: Kind, number: int) -> tuple[Markup, Button]:
    """(line, button) of one document."""
    if kind == "claim":
        filed = await claims.by_id(turn.session, number)
        assert filed is not None
        button = cards.button(f"⚠️ {filed.number}", taps.ShowClaim(filed.id))
        return claim.row(turn, client, filed), button
    waybill = await waybills.by_id(turn.session, number)
    assert waybill is not None
    button = cards.button(f"📄 {waybill.number}", taps.SendDocument(waybill.id))
    return papers.row(turn.t(client.lang), waybill, turn.zone), button

"""/docs: the client's documents, newest first, a page at a time; a tap sends the file again."""

from aiogram import F, Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.db import waybills
from relay_bot.desk import papers
from relay_bot.domain import addresses
from relay_bot.domain.clients import Client
from relay_bot.domain.outgoing import Out
from relay_bot.domain.waybills import Waybill
from relay_bot.handlers import keyboards, paperwork
from relay_bot.handlers.client import form, issuing
from relay_bot.handlers.turn import Turn

router = Router(name="client.documents")


@router.message(or_f(Command("docs"), keyboards.pressed("menu-docs")))
async def listing(message: Message, turn: Turn, client: Client) -> None:
    await _page(turn, client, None)


@router.callback_query(F.data.regexp(r"^docs_before:\d{1,18}$"))
async def more(query: CallbackQuery, turn: Turn, client: Client) -> None:
    await query.answer()
    await _page(turn, client, int((query.data or "").partition(":")[2]))


@router.callback_query(F.data.regexp(r"^docs:\d{1,18}$"))
async def one(query: CallbackQuery, turn: Turn, client: Client) -> None:
    waybill = await issuing.owned(turn, client, int((query.data or "").partition(":")[2]))
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
    html = papers.caption(t, waybill, turn.config.bot.timezone)
    buttons = papers.client_buttons(t, waybill)
    turn.send(papers.document(t, addresses.client(client.id), waybill, html, buttons=buttons, silent=False))


async def _page(turn: Turn, client: Client, before: int | None) -> None:
    t = turn.t(client.lang)
    page = await paperwork.page(turn, t, client.id, before, "docs")
    if page is None:
        if before is None:
            form.say(turn, client, "docs-empty")
        return
    rows, buttons = page
    html = Markup("\n").join([t("docs-title"), *rows]) if before is None else Markup("\n").join(rows)
    turn.send(Out(addresses.client(client.id), "text", {"html": html, "buttons": buttons}))

"""A confirmed draft becomes a waybill: a number, a document for the client, a card and the file for the manager."""

from collections.abc import Sequence

from relay_bot.actions.keyboard import menu_of
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import counters
from relay_bot.db import waybill as waybills
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Line, Say
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.waybill import Waybill
from relay_bot.views import duty as onduty
from relay_bot.views import form as wording
from relay_bot.views import waybill as papers
from relay_bot.views.upkeep import refresh_card


async def issue(turn: Turn, client: Client, stored: Stored, draft: Draft) -> str:
    """All of it in the transaction of the tap: exactly one waybill a draft, whatever is tapped twice or killed."""
    config, t = turn.config, turn.t(client.lang)
    manager = config.manager(client.desk)
    number = await counters.next_number(turn.session, config.waybill.number_format, turn.now, config.bot.timezone)
    inn = await clients.inn_of(turn.session, client.id)
    seen_at = onduty.seen_at(t, turn.duty, manager) if manager else None
    first = not await waybills.has_any(turn.session, client.id)

    def rows(waybill: Waybill) -> Sequence[Out]:
        html, buttons = papers.done(t, waybill, manager, seen_at), papers.client_buttons(t, waybill)
        caption = papers.caption(turn.t(), waybill, config.bot.timezone)
        return (
            papers.document(t, addresses.client(client.id), waybill, html, buttons=buttons, silent=False),
            papers.document(
                turn.t(), addresses.topic(client.id, client.desk), waybill, caption, buttons=[], silent=True
            ),
        )

    waybill = await waybills.issue(
        turn.session,
        number=number,
        client_id=client.id,
        draft_id=stored.id,
        at=turn.now,
        values=draft.values,
        comment=draft.comment,
        sheet=lambda issued: papers.sheet(t, config, client, inn, manager, issued, turn.bot_name),
        waiting=rows,
    )
    card = Text(papers.manager_card(turn.t(), waybill), silent=True)
    confirmed = Say((*WAYBILL.summary(draft), Line("wb-issued", {"number": number})), (), "edit")
    turn.send(
        Out(addresses.topic(client.id, client.desk), card),
        wording.out(t, client.id, stored.id, draft, confirmed),
    )
    if first:  # a document carries buttons of its own, so the new key needs a message
        told = Text(t("wb-first"), silent=True, keyboard=await menu_of(turn, client))
        turn.send(Out(addresses.client(client.id), told))
    if client.desk is not None:
        turn.send(refresh_card(client.id, client.desk))
    return number


async def owned(turn: Turn, client: Client, waybill_id: int) -> Waybill | None:
    """The client's own waybill; nobody else's."""
    waybill = await waybills.by_id(turn.session, waybill_id)
    return waybill if waybill is not None and waybill.client_id == client.id else None

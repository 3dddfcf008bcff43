"""Claims from under a document; files that come later; how a claim stands."""

from collections.abc import Sequence
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions import recording
from relay_bot.actions.claim import filing
from relay_bot.actions.claim import late as lateness
from relay_bot.actions.form import beginning, issuing
from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.life import OPEN, Claim
from relay_bot.domain.client import Client
from relay_bot.domain.forms.claim import CLAIM
from relay_bot.domain.forms.heard import Attached
from relay_bot.domain.forms.stored import asleep_since
from relay_bot.domain.outgoing import Out, Text
from relay_bot.handlers import attachment as attachments
from relay_bot.handlers.client.replied import answers_the_desk
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.kept import written
from relay_bot.handlers.recorded import recorded_in
from relay_bot.handlers.visit import Visit
from relay_bot.views import cards

router = Router(name="client.claim")


@router.callback_query(Presses(taps.ClaimAboutWaybill))
async def about(query: CallbackQuery, turn: Visit, client: Client, tap: taps.ClaimAboutWaybill) -> None:
    """⚠️ under a document: its number is filled in."""
    waybill = await issuing.owned(turn, client, tap.waybill_id)
    await query.answer(None if waybill else turn.t(client.lang).plain("err-stale_button"))
    if waybill is not None:
        await beginning.begin(turn, client, CLAIM.kind, like=waybill)


# --- a claim that is there --------------------------------------------------------------------------------------------


@router.callback_query(Presses(taps.ShowClaim))
async def status(query: CallbackQuery, turn: Visit, client: Client, tap: taps.ShowClaim) -> None:
    claim = await claims.by_id(turn.session, tap.claim_id)
    await query.answer()
    if claim is not None:
        add = cards.button(turn.t(client.lang).plain("btn-cl_add"), taps.AddToClaim(claim.id))
        turn.send(Out(addresses.client(client.id), Text(row(turn, client, claim), buttons=[[add]])))


@router.callback_query(Presses(taps.AddToClaim))
async def more_files(query: CallbackQuery, turn: Visit, client: Client, tap: taps.AddToClaim) -> None:
    claim = await claims.by_id(turn.session, tap.claim_id)
    await query.answer()
    if claim is not None:
        turn.send(await filing.asking_for_files(turn, client, claim))


@router.callback_query(Presses(taps.EnoughForClaim))
async def enough(query: CallbackQuery, turn: Visit, client: Client, tap: taps.EnoughForClaim) -> None:
    """«Готово»: later files are for the manager again."""
    claim = await claims.by_id(turn.session, tap.claim_id)
    await query.answer()
    if claim is not None:
        await claims.take_files(turn.session, client.id, None, turn.now)
        turn.send(Out(addresses.client(client.id), Text(row(turn, client, claim))))


def row(turn: Turn, client: Client, claim: Claim) -> Markup:
    """A line of a list: by when we answer, or when that was decided."""
    t = turn.t(client.lang)
    status, ended = t.plain(f"st-{claim.status}"), claim.decided_at or claim.closed_at
    if claim.status not in OPEN and ended is not None:
        date = cards.day(ended, turn.zone)
        return t("docs-cl_row_decided", claim_no=claim.number, status=status, date=date)
    return t("docs-cl_row", claim_no=claim.number, status=status, due=f"{claim.due_on:%d.%m.%Y}")


# --- files that come later --------------------------------------------------------------------------------------------


async def for_a_claim(message: Message, turn: Turn, client: Client) -> dict[str, Any] | bool:
    """A photo or a file for a claim: after «Добавить файлы», as an answer to «Претензия принята», or asked for."""
    file = attachments.of(message)
    if file is None or client.registered_at is None:
        return False
    if await answers_the_desk(message, turn, client):
        return False
    claim = await _answered(message, turn) or await _asked_for(turn, client)
    if claim is None or claim.client_id != client.id:
        return False
    return {"claim": claim, "file": file}


async def _answered(message: Message, turn: Turn) -> Claim | None:
    to = message.reply_to_message
    card = await deskcards.at(turn.session, to.chat.id, to.message_id) if to is not None else None
    key, _, number = card.key.partition(":") if card is not None else ("", "", "")
    return await claims.by_id(turn.session, int(number)) if key == "claim_done" else None


async def _asked_for(turn: Turn, client: Client) -> Claim | None:
    stored = await drafts.last_open(turn.session, client.id)
    if stored is not None and stored.awake(turn.now, turn.config.timers.draft_abandoned):
        return None  # a form takes it
    adding = await claims.taking_files(
        turn.session, client.id, asleep_since(turn.now, turn.config.timers.draft_abandoned)
    )
    if adding is not None:
        return adding
    waiting = [one for one in await claims.open_of(turn.session, client.id) if one.status == "need_docs"]
    return waiting[0] if len(waiting) == 1 else None


@router.message(for_a_claim)
async def file(message: Message, turn: Turn, client: Client, claim: Claim, file: Attached) -> None:
    if (
        await claims.taking_files(turn.session, client.id, asleep_since(turn.now, turn.config.timers.draft_abandoned))
        is not None
    ):
        await claims.take_files(turn.session, client.id, claim.id, turn.now)  # still at it
    what = recorded_in(message)
    if what is not None and recording.is_wanted(turn, what):
        await recording.of_claim(turn, client, what)
    await filing.add_file(turn, client, claim, file, message.caption or "", message.media_group_id)


late = Router(name="client.claim.late")
"""Behind the forms: what neither a form nor a claim has asked for."""


async def comes_late(message: Message, turn: Turn, client: Client) -> dict[str, Any] | bool:
    """A file within a day after «добавим к претензии», which is no answer to the manager."""
    if attachments.of(message) is None or client.registered_at is None:
        return False
    if await answers_the_desk(message, turn, client):
        return False
    offered = await lateness.claims_of_late(turn, client)
    return {"offered": offered} if offered else False


@late.message(comes_late)
async def may_be_added(message: Message, turn: Turn, client: Client, offered: Sequence[Claim]) -> None:
    relay_id = await lateness.offer(turn, client, offered, written(message, client.id, "client"))
    what = recorded_in(message)
    if what is not None and recording.is_wanted(turn, what):
        await recording.in_conversation(turn, client, what, relay_id)


@router.callback_query(Presses(taps.AddSent))
async def add_sent(query: CallbackQuery, turn: Visit, client: Client, tap: taps.AddSent) -> None:
    claim = await claims.by_id(turn.session, tap.claim_id, lock=True)
    added = claim is not None and await lateness.add(turn, client, claim, tap.message)
    await query.answer(None if added else turn.t(client.lang).plain("cl-added_already"))

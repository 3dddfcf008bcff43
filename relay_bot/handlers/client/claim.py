"""Claims from the menu and from under a document; files that come later; how a claim stands."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions.claim import filing
from relay_bot.actions.form import beginning, issuing
from relay_bot.actions.form.talk import awake, awake_for, talk_with
from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db import message as messages
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Attached, Filled
from relay_bot.domain.outgoing import Callback, Out, Text
from relay_bot.domain.parsing.values import WaybillNumber
from relay_bot.domain.waybill import Waybill
from relay_bot.handlers import attachment as attachments
from relay_bot.handlers.pressed import pressed

router = Router(name="client.claim")


@router.message(or_f(Command("claim"), pressed("menu-claim")))
async def new(message: Message, turn: Turn, client: Client) -> None:
    await _begin(turn, client, None)


@router.callback_query(F.data.regexp(r"^wb_claim:\d{1,18}$"))
async def about(query: CallbackQuery, turn: Turn, client: Client) -> None:
    """⚠️ under a document: its number is filled in."""
    waybill = await issuing.owned(turn, client, _number(query))
    await query.answer(None if waybill else turn.t(client.lang).plain("err-stale_button"))
    if waybill is not None:
        await _begin(turn, client, waybill)


def _number(query: CallbackQuery) -> int:
    return int((query.data or "").partition(":")[2])


async def _begin(turn: Turn, client: Client, waybill: Waybill | None) -> None:
    if not await beginning.may_begin(turn, client, "claim", waybill):
        return
    talk = await talk_with(turn, client, "claim")
    given = {"waybill": Filled(WaybillNumber(waybill.number), by="picked")} if waybill else None
    await beginning.begin(turn, client, "claim", engine.begin(talk, given))  # type: ignore[arg-type]  # a FieldName


# --- a claim that is there --------------------------------------------------------------------------------------------


async def _mine(query: CallbackQuery, turn: Turn, client: Client) -> Claim | None:
    """The button's claim, if it is the client's own; else the button is answered."""
    claim = await claims.by_id(turn.session, _number(query))
    mine = claim is not None and claim.client_id == client.id
    await query.answer(None if mine else turn.t(client.lang).plain("err-stale_button"))
    return claim if mine else None


@router.callback_query(F.data.regexp(r"^claim_status:\d{1,18}$"))
async def status(query: CallbackQuery, turn: Turn, client: Client) -> None:
    claim = await _mine(query, turn, client)
    if claim is not None:
        add = Callback(turn.t(client.lang).plain("btn-cl_add"), f"claim_add:{claim.id}")
        turn.send(Out(addresses.client(client.id), Text(row(turn, client, claim), buttons=[[add]])))


@router.callback_query(F.data.regexp(r"^claim_add:\d{1,18}$"))
async def more_files(query: CallbackQuery, turn: Turn, client: Client) -> None:
    claim = await _mine(query, turn, client)
    if claim is not None:
        turn.send(await filing.asking_for_files(turn, client, claim))


@router.callback_query(F.data.regexp(r"^claim_enough:\d{1,18}$"))
async def enough(query: CallbackQuery, turn: Turn, client: Client) -> None:
    """«Готово»: later files are for the manager again."""
    claim = await _mine(query, turn, client)
    if claim is not None:
        await claims.take_files(turn.session, client.id, None, turn.now)
        turn.send(Out(addresses.client(client.id), Text(row(turn, client, claim))))


def row(turn: Turn, client: Client, claim: Claim) -> Markup:
    """A line of a list."""
    t = turn.t(client.lang)
    return t("docs-cl_row", claim_no=claim.number, status=t.plain(f"st-{claim.status}"), due=f"{claim.due_on:%d.%m.%Y}")


# --- files that come later --------------------------------------------------------------------------------------------


async def for_a_claim(message: Message, turn: Turn, client: Client) -> dict[str, Any] | bool:
    """A photo or a file for a claim: after «Добавить файлы», as an answer to «Претензия принята», or asked for."""
    file = attachments.of(message)
    if file is None or client.registered_at is None:
        return False
    to = message.reply_to_message
    if to is not None and await messages.is_copy(turn.session, to.chat.id, to.message_id):
        return False  # an answer to the manager
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
    if stored is not None and awake(stored, turn):
        return None  # a form takes it
    adding = await claims.taking_files(turn.session, client.id, turn.now - awake_for(turn))
    if adding is not None:
        return adding
    waiting = [one for one in await claims.open_of(turn.session, client.id) if one.status == "need_docs"]
    return waiting[0] if len(waiting) == 1 else None


@router.message(for_a_claim)
async def file(message: Message, turn: Turn, client: Client, claim: Claim, file: Attached) -> None:
    if await claims.taking_files(turn.session, client.id, turn.now - awake_for(turn)) is not None:
        await claims.take_files(turn.session, client.id, claim.id, turn.now)  # still at it
    await filing.add_file(turn, client, claim, file, message.caption or "", message.media_group_id)

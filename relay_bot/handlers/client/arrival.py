"""A client arrives: /start with a personal link, a manager's link or nothing; then their own contact."""

import structlog
from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from relay_bot.actions import assignment as reception
from relay_bot.actions import waybill as paperwork
from relay_bot.actions.conversation import relay
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import waybill as waybills
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain.arrival import GUESSES_LAST, AskPhone, Greet, Identify, decide_start, own_phone, parse_payload
from relay_bot.domain.client import Client, Record
from relay_bot.domain.forms.errand import REGISTRATION, VISIT
from relay_bot.domain.outgoing import Out, Text
from relay_bot.handlers.client import document as documents
from relay_bot.handlers.kept import written

log = structlog.get_logger(__name__)
router = Router(name="client.start")


@router.message(CommandStart())
async def start(message: Message, command: CommandObject, turn: Turn, client: Client) -> None:
    payload = parse_payload(command.args)
    if payload.kind == "waybill":
        await _show_waybill(turn, client, payload.code)
    record = await clients.record_by_invite(turn.session, payload.code) if payload.kind == "personal" else None
    holder = await clients.holder_of(turn.session, record.phone) if record is not None else None
    guesses = await clients.guesses_of(turn.session, client.id, turn.now - GUESSES_LAST)
    match decide_start(client, payload, record, holder, guesses):
        case Identify(record=known):
            await clients.use_invite(turn.session, known.phone, client.tg_id)
            await reception.identify(turn, client, known)
        case AskPhone(because=because):
            await drafts.visited(turn.session, client.id, REGISTRATION, turn.now)
            invite = payload.code if payload.kind == "manager" else client.invite
            missed = payload.kind == "personal"
            tried = {"invite_misses": guesses + 1, "invite_missed_at": turn.now} if missed else {}
            client = await clients.change(turn.session, client.id, invite=invite, phone_asked_at=turn.now, **tried)
            if missed:
                log.info("invite_missed", client=client.id, times=guesses + 1)
            turn.send(reception.ask_phone(turn, client, because=because or "start-hello"))
        case Greet() if payload.kind == "waybill":
            pass
        case Greet() if client.desk is not None:
            reception.asked_for_another(turn, client, payload)
            await drafts.visited(turn.session, client.id, VISIT, turn.now)
            turn.send(await reception.greeting(turn, client, "start-welcome_back"))
        case Greet():
            turn.send(await reception.unassigned(turn, client))


async def _show_waybill(turn: Turn, client: Client, code: str) -> None:
    """The QR of a document: its owner gets the file, anybody else learns only that it is registered, and when."""
    waybill = await waybills.by_code(turn.session, code)
    if waybill is not None and waybill.client_id == client.id:
        documents.send_again(turn, client, waybill)
        return
    html = paperwork.bare(turn.t(client.lang), waybill, turn.config.bot.timezone)
    turn.send(Out(addresses.client(client.id), Text(html)))


@router.message(F.contact)
async def contact(message: Message, turn: Turn, client: Client) -> None:
    assert message.contact is not None
    if client.registered_at is not None:  # a contact like any other message
        await relay(turn, client, written(message, client.id, "client"))
        return
    shared = message.contact if message.forward_origin is None else None  # what was forwarded proves nothing
    phone = own_phone(shared.phone_number, shared.user_id, client.tg_id) if shared is not None else None
    if phone is None:  # a driver's card, perhaps: it is for the manager, like whatever is written before
        await relay(turn, client, written(message, client.id, "client"), answers=False)
        html = turn.t(client.lang)("start-phone_not_yours")
        turn.send(Out(addresses.client(client.id), Text(html)))
        return
    await clients.use_invite(turn.session, phone, client.tg_id)  # before it is read: a link is locked by its tap
    record = await clients.record_by_phone(turn.session, phone)
    await reception.identify(turn, client, record or Record(phone))

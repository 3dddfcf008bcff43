"""«✉️ Ответить» on a decided claim: the letter is shown where the button is, and goes once somebody taps ✅.

A preview is a draft in the table `mails` and never changes: another text makes another draft. So what is sent is what
was looked at.
"""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import letter as mails
from relay_bot.db import upload as uploads
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.letter import Mail
from relay_bot.domain.outgoing import Card, Out, Priority, Text, Upload
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.handlers.desk.conversation import speakers
from relay_bot.views import letter as letters

router = Router(name="desk.answers")

DOUBLE_TAP_S = 5
TEXT_LEAST = 20


async def _claim(turn: Turn, desk: Desk, person: int, claim_id: int) -> tuple[Claim, Client] | None:
    """The claim, locked, if it is a client's of this desk and the person may speak for the desk."""
    if person not in speakers(turn, desk):
        return None
    claim = await claims.by_id(turn.session, claim_id, lock=True)
    client = await clients.by_id(turn.session, claim.client_id) if claim else None
    return (claim, client) if claim is not None and client is not None and client.desk == desk.key else None


def _where(query: CallbackQuery, desk: Desk, topic: Topic | None) -> Address | None:
    return asked_in(query.message, desk, topic) if isinstance(query.message, Message) else None


# --- the preview ------------------------------------------------------------------------------------------------------


@router.callback_query(F.data.regexp(r"^claim_mail:\d{1,18}$"))
async def opened(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    found = await _claim(turn, desk, query.from_user.id, int((query.data or "").partition(":")[2]))
    to = _where(query, desk, topic)
    if found is None or to is None:
        await query.answer(turn.t().plain("call-not_yours"))
        return
    claim, client = found
    if letters.decision_of(claim) is None:
        await query.answer(turn.t().plain("mail-not_decided"), show_alert=True)
        return
    former = await mails.last_draft(turn.session, claim.id, query.from_user.id)
    if former is not None and (turn.now - former.created_at).total_seconds() < DOUBLE_TAP_S:
        await query.answer(turn.t().plain("mail-just_opened"))
        return
    if former is not None:
        await _replace(turn, desk, claim, former)
    await _written(turn, desk, claim, client, query.from_user.id, to)
    await query.answer()


async def _written(turn: Turn, desk: Desk, claim: Claim, client: Client, person: int, to: Address) -> None:
    """A draft from the template, shown at `to`; its decision is printed meanwhile and comes there as a file."""
    t, config = turn.t(client.lang), turn.config
    manager = config.manager_by_tg(person) or config.manager(client.desk)
    waybill = await waybills.by_id(turn.session, claim.waybill_id) if claim.waybill_id else None
    number = f"{claim.number}/{await mails.count_sent_off(turn.session, claim.id) + 1}"
    today = turn.now.astimezone(turn.zone).date()
    mail = await mails.draft(
        turn.session,
        claim_id=claim.id,
        sender_id=person,
        address=claim.email,
        subject=letters.subject(t, claim, waybill),
        body=letters.body(t, config, claim, client, waybill, manager),
        sheet=letters.sheet(t, config, claim, client, waybill, manager, number, today),
        place=f"{desk.key}/{to.key}",
        created_at=turn.now,
    )
    await _show(turn, claim, mail, to)


async def _show(turn: Turn, claim: Claim, mail: Mail, to: Address) -> None:
    t, words = turn.t(), (mail.address, mail.subject, mail.body)
    if turn.config.mail.configured:
        earlier = await mails.last_sent(turn.session, claim.id)
        shown = letters.preview(t, claim, mail.id, *words, earlier, turn.zone)
        turn.send(Out(to, shown, card=letters.preview_key(mail.id)))
        return
    turn.send(Out(to, letters.by_hand(t, claim, *words), card=letters.preview_key(mail.id)))
    if letters.shortened(mail.body)[1]:
        name = t.plain("mail-text_file", claim_no=claim.number)
        upload = await uploads.keep(turn.session, uploads.Upload("document", name, mail.body.encode("utf-8-sig")))
        turn.send(Out(to, Upload(upload, silent=True)))


async def _replace(turn: Turn, desk: Desk, claim: Claim, mail: Mail) -> None:
    """The draft is gone; where it was shown there is no button left."""
    await mails.drop(turn.session, mail.id)
    turn.send(_turned_into(turn, desk, mail.id, "mail-replaced", claim_no=claim.number))


def _turned_into(turn: Turn, desk: Desk, mail_id: int, key: str, **values: Any) -> Out:
    card = letters.preview_key(mail_id)
    words = Card(turn.t()(key, **values), silent=True)
    return Out(addresses.card_edits(card, desk.key), words, Priority.EDIT, card=card)


# --- its buttons ------------------------------------------------------------------------------------------------------


async def _draft(query: CallbackQuery, turn: Turn, desk: Desk) -> tuple[Mail, Claim] | None:
    """The button's draft, while it is one; its claim is locked, so of two people one comes first."""
    mail = await mails.by_id(turn.session, int((query.data or "").partition(":")[2]))
    found = await _claim(turn, desk, query.from_user.id, mail.claim_id) if mail is not None else None
    if mail is not None and found is None:
        await query.answer(turn.t().plain("call-not_yours"))
        return None
    mail = await mails.by_id(turn.session, mail.id) if mail is not None else None  # as it is now that we hold the claim
    if mail is None or found is None or mail.state != "draft":
        await query.answer(turn.t().plain("mail-gone_already"))
        return None
    return mail, found[0]


@router.callback_query(F.data.regexp(r"^mail_send:\d{1,18}$"))
async def send(query: CallbackQuery, turn: Turn, desk: Desk) -> None:
    """Two taps, or two managers with a preview each, make one letter."""
    drafted = await _draft(query, turn, desk)
    if drafted is None:
        return
    mail, claim = drafted
    refusal = await _refusal(turn, mail, claim)
    if refusal is not None:
        await query.answer(turn.t().plain(refusal), show_alert=True)
        return
    await mails.queue(turn.session, mail.id, turn.now)
    words = {"claim_no": claim.number, "email": mail.address}
    turn.send(_turned_into(turn, desk, mail.id, "mail-going", **words), *await claimboard.changed(turn, claim))
    await query.answer()


async def _refusal(turn: Turn, mail: Mail, claim: Claim) -> str | None:
    """Why the letter must not go any more, as a text key."""
    if not turn.config.mail.configured:
        return "mail-now_off"
    if letters.decision_of(claim) is None or (claim.decided_at is not None and claim.decided_at > mail.created_at):
        return "mail-decision_changed"
    return "mail-other_sent" if await mails.overtaken(turn.session, mail) else None


@router.callback_query(F.data.regexp(r"^mail_cancel:\d{1,18}$"))
async def cancel(query: CallbackQuery, turn: Turn, desk: Desk) -> None:
    drafted = await _draft(query, turn, desk)
    if drafted is None:
        return
    mail, claim = drafted
    await mails.drop(turn.session, mail.id)
    turn.send(_turned_into(turn, desk, mail.id, "mail-cancelled", claim_no=claim.number))
    await query.answer()


@router.callback_query(F.data.regexp(r"^mail_text:\d{1,18}$"))
async def own_text(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """Ask for the text in a message of its own. An answer to the preview itself does as well."""
    drafted, to = await _draft(query, turn, desk), _where(query, desk, topic)
    if drafted is None or to is None:
        return
    mail, claim = drafted
    asking = Card(turn.t()("mail-ask_text", claim_no=claim.number), silent=True)
    turn.send(Out(to, asking, card=f"mail_ask:{mail.id}"))
    await query.answer()


# --- the manager's own text -------------------------------------------------------------------------------------------


async def answers_a_preview(message: Message, turn: Turn, desk: Desk) -> dict[str, Any] | bool:
    """An answer to a preview, or to our request for the text: never for the client's chat."""
    to = message.reply_to_message
    if to is None or to.from_user is None or to.from_user.id != turn.bot_id:
        return False
    card = await deskcards.at(turn.session, to.chat.id, to.message_id)
    kind, _, number = card.key.partition(":") if card is not None else ("", "", "")
    if kind not in ("mail", "mail_ask") or not number.isdecimal():
        return False
    return {"mail_id": int(number)}


@router.message(answers_a_preview)
async def rewritten(message: Message, turn: Turn, desk: Desk, topic: Topic | None, mail_id: int) -> None:
    """The letter with this text instead of the template, shown anew below; the decision stays as it is."""
    author, to = message.from_user.id if message.from_user else 0, asked_in(message, desk, topic)
    mail = await mails.by_id(turn.session, mail_id)
    found = await _claim(turn, desk, author, mail.claim_id) if mail is not None else None
    if to is None:
        return
    text = (message.text or "").strip()
    mail = await mails.by_id(turn.session, mail_id)
    if mail is None or found is None or mail.state != "draft":
        _say(turn, to, "mail-gone_already", message)
    elif len(text) < TEXT_LEAST:
        _say(turn, to, "mail-text_short" if message.text else "mail-text_only", message)
    else:
        await _replace(turn, desk, found[0], mail)
        fresh = await mails.draft(
            turn.session,
            claim_id=mail.claim_id,
            sender_id=author,
            address=mail.address,
            subject=mail.subject,
            body=text,
            sheet=mail.sheet,
            pdf=mail.pdf,
            place=f"{desk.key}/{to.key}",
            created_at=turn.now,
        )
        await _show(turn, found[0], fresh, to)


def _say(turn: Turn, to: Address, key: str, message: Message) -> None:
    turn.send(Out(to, Text(turn.t()(key), silent=True, reply_to=message.message_id)))

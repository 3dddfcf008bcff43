"""The answer to a decided claim by e-mail: shown first, and sent once somebody who speaks for the desk says so.

A preview is a draft in the table `mails` and never changes: another text makes another draft. So what is sent is what
was looked at. What a button or an answer does gives the key of a refusal, or None.
"""

from typing import Any

from markupsafe import Markup

from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.pair import card_at_desk
from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import client as clients
from relay_bot.db import letter as letters
from relay_bot.db import upload as uploads
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.letter import Mail
from relay_bot.domain.outgoing import Card, Out, Priority, Text, Upload
from relay_bot.views import letter as previews

DOUBLE_TAP_S = 5
TEXT_LEAST = 20


# --- the preview ------------------------------------------------------------------------------------------------------


async def open_preview(turn: Turn, desk: str, claim_id: int, by: int, to: Address) -> str | None:
    claim, client = await _locked(turn, claim_id)
    if previews.decision_of(claim) is None:
        return "mail-not_decided"
    former = await letters.last_draft(turn.session, claim.id, by)
    if former is not None and (turn.now - former.created_at).total_seconds() < DOUBLE_TAP_S:
        return "mail-just_opened"
    if former is not None:
        await _replace(turn, desk, claim, former)
    await _written(turn, desk, claim, client, by, to)
    return None


async def _written(turn: Turn, desk: str, claim: Claim, client: Client, person: int, to: Address) -> None:
    """A draft from the template, shown at `to`; its decision is printed meanwhile and comes there as a file."""
    t, config = turn.t(client.lang), turn.config
    manager = config.manager_by_tg(person) or config.manager(client.desk)
    waybill = await waybills.by_id(turn.session, claim.waybill_id) if claim.waybill_id else None
    number = f"{claim.number}/{await letters.count_sent_off(turn.session, claim.id) + 1}"
    today = turn.now.astimezone(turn.zone).date()
    mail = await letters.draft(
        turn.session,
        claim_id=claim.id,
        sender_id=person,
        address=claim.email,
        subject=previews.subject(t, claim, waybill),
        body=previews.body(t, config, claim, client, waybill, manager),
        sheet=previews.sheet(t, config, claim, client, waybill, manager, number, today),
        place=f"{desk}/{to.key}",
        created_at=turn.now,
    )
    await _show(turn, claim, mail, to)


async def _show(turn: Turn, claim: Claim, mail: Mail, to: Address) -> None:
    t, words = turn.t(), (mail.address, mail.subject, mail.body)
    if turn.config.mail.configured:
        earlier = await letters.last_sent(turn.session, claim.id)
        shown = previews.preview(t, claim, mail.id, *words, earlier, turn.zone)
        turn.send(Out(to, shown, card=previews.preview_key(mail.id)))
        return
    turn.send(Out(to, previews.by_hand(t, claim, mail.id, *words), card=previews.preview_key(mail.id)))
    if previews.shortened(mail.body)[1]:
        name = t.plain("mail-text_file", claim_no=claim.number)
        upload = await uploads.keep(
            turn.session, uploads.Upload("document", name, mail.body.encode("utf-8-sig", "replace"))
        )
        turn.send(Out(to, Upload(upload, silent=True)))


async def _replace(turn: Turn, desk: str, claim: Claim, mail: Mail) -> None:
    """The draft is gone; where it was shown there is no button left."""
    await letters.drop(turn.session, mail.id)
    turn.send(_turned_into(turn, desk, mail.id, "mail-replaced", claim_no=claim.number))


def _turned_into(turn: Turn, desk: str, mail_id: int, key: str, **values: Any) -> Out:
    card = previews.preview_key(mail_id)
    words = Card(turn.t()(key, **values), silent=True)
    return Out(addresses.card_edits(card, desk), words, Priority.EDIT, card=card)


# --- its buttons ------------------------------------------------------------------------------------------------------


async def send(turn: Turn, desk: str, letter_id: int) -> str | None:
    """Two taps, or two managers with a preview each, make one letter."""
    mail, claim = await _draft(turn, letter_id)
    if mail.state != "draft":
        return "mail-gone_already"
    refusal = await _refusal(turn, mail, claim)
    if refusal is None:
        await letters.queue(turn.session, mail.id, turn.now)
        words = {"claim_no": claim.number, "email": mail.address}
        turn.send(_turned_into(turn, desk, mail.id, "mail-going", **words), *await claimboard.changed(turn, claim))
    return refusal


async def _refusal(turn: Turn, mail: Mail, claim: Claim) -> str | None:
    """Why the letter must not go any more, as a text key."""
    if not turn.config.mail.configured:
        return "mail-now_off"
    if previews.decision_of(claim) is None or (claim.decided_at is not None and claim.decided_at > mail.created_at):
        return "mail-decision_changed"
    return "mail-other_sent" if await letters.overtaken(turn.session, mail) else None


async def into_chat(turn: Turn, desk: str, letter_id: int) -> str | None:
    """The decision, in the words that the manager has seen, to the client's chat: once."""
    mail, claim = await _draft(turn, letter_id)
    if mail.state != "draft":
        return "mail-gone_already"
    if previews.decision_of(claim) is None or (claim.decided_at is not None and claim.decided_at > mail.created_at):
        return "mail-decision_changed"
    client = await clients.by_id(turn.session, claim.client_id)
    assert client is not None
    await letters.drop(turn.session, mail.id)
    to, t = addresses.client(client.id), turn.t(client.lang)
    shown, cut = previews.shortened(mail.body)
    turn.send(Out(to, Text(Markup("<b>{}</b>\n\n{}").format(mail.subject, shown))))
    if cut:
        name = t.plain("mail-text_file", claim_no=claim.number)
        upload = await uploads.keep(turn.session, uploads.Upload("document", name, mail.body.encode("utf-8-sig")))
        turn.send(Out(to, Upload(upload)))
    await claims.log(
        turn.session, claim.id, turn.now, mail.sender_id, claim.status, claim.status, t.plain("mail-chat_step")
    )
    turn.send(_turned_into(turn, desk, mail.id, "mail-in_chat", claim_no=claim.number))
    turn.send(*await claimboard.changed(turn, claim))
    return None


async def cancel(turn: Turn, desk: str, letter_id: int) -> str | None:
    mail, claim = await _draft(turn, letter_id)
    if mail.state != "draft":
        return "mail-gone_already"
    await letters.drop(turn.session, mail.id)
    turn.send(_turned_into(turn, desk, mail.id, "mail-cancelled", claim_no=claim.number))
    return None


async def ask_text(turn: Turn, letter_id: int, to: Address) -> str | None:
    """Ask for the text in a message of its own. An answer to the preview itself does as well."""
    mail, claim = await _draft(turn, letter_id)
    if mail.state != "draft":
        return "mail-gone_already"
    turn.send(Out(to, Card(turn.t()("mail-ask_text", claim_no=claim.number), silent=True), card=f"mail_ask:{mail.id}"))
    return None


async def _draft(turn: Turn, letter_id: int) -> tuple[Mail, Claim]:
    """The letter as it is once its claim is locked, so that of two people one comes first."""
    mail = await letters.by_id(turn.session, letter_id)
    assert mail is not None, "the door has seen that there is one"
    claim, _ = await _locked(turn, mail.claim_id)
    fresh = await letters.by_id(turn.session, letter_id)
    return fresh or mail, claim


async def _locked(turn: Turn, claim_id: int) -> tuple[Claim, Client]:
    claim = await claims.by_id(turn.session, claim_id, lock=True)
    client = await clients.by_id(turn.session, claim.client_id) if claim else None
    assert claim is not None and client is not None, "the door has seen that there is one"
    return claim, client


# --- the manager's own text -------------------------------------------------------------------------------------------


async def preview_at(turn: Turn, chat_id: int, message_id: int, desk: str) -> int | None:
    """The letter whose preview this message is, or whose text it asks for; None: it is about none. Raises Unsettled
    while the message may be one that nobody has written down yet: its answer is not for the client.
    """
    card = await card_at_desk(turn, chat_id, message_id, desk)
    kind, _, number = card.key.partition(":") if card is not None else ("", "", "")
    return int(number) if kind in ("mail", "mail_ask") and number.isdecimal() else None


async def client_of(turn: Turn, letter_id: int, desk: str) -> int | None:
    """Whose claim the letter answers, if that is a client of this desk."""
    known = await letters.by_id(turn.session, letter_id)
    claim = await claims.by_id(turn.session, known.claim_id) if known is not None else None
    client = await clients.by_id(turn.session, claim.client_id) if claim is not None else None
    return client.id if client is not None and client.desk == desk else None


async def rewrite(turn: Turn, desk: str, letter_id: int, text: str | None, asked: Asked) -> str | None:
    """The letter with this text instead of the template, shown anew below; the decision stays. None: no text."""
    if await client_of(turn, letter_id, desk) is None:
        return "mail-gone_already"
    mail, claim = await _draft(turn, letter_id)
    words = (text or "").strip()
    if mail.state != "draft":
        return "mail-gone_already"
    if len(words) < TEXT_LEAST:
        return "mail-text_short" if text else "mail-text_only"
    await _replace(turn, desk, claim, mail)
    fresh = await letters.draft(
        turn.session,
        claim_id=mail.claim_id,
        sender_id=asked.by,
        address=mail.address,
        subject=mail.subject,
        body=words,
        sheet=mail.sheet,
        pdf=mail.pdf,
        place=f"{desk}/{asked.to.key}",
        created_at=turn.now,
    )
    await _show(turn, claim, fresh, asked.to)
    return None

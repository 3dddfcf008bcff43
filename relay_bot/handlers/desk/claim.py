"""A claim's life at its desk: the buttons of its card, and the answers to «какая сумма?» and «какое основание?»."""

import re
from decimal import Decimal
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim.life import (
    DECIDED,
    STEPS,
    Action,
    Claim,
    Move,
    NeedGrounds,
    NeedSum,
    TooLate,
    decide_step,
)
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Card, Out, Text
from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.limits import rules_of
from relay_bot.domain.parsing.values import Accept, Amount
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.handlers.desk.conversation import speakers
from relay_bot.views import cards
from relay_bot.views.claim import card as claimcards
from relay_bot.views.values import show

router = Router(name="desk.claims")

TAP = re.compile(r"claim:(\d{1,18}):([a-z]+)")
ASKED = re.compile(r"claim_ask:(\d+):([a-z]+)(?::\d+)?")
GROUNDS_LETTERS = 5


async def _at_this_desk(turn: Turn, desk: Desk, person: int, claim_id: int) -> tuple[Claim, Client] | None:
    """The claim, locked, if it is a client's of this desk and the person may speak for the desk."""
    claim = await claims.by_id(turn.session, claim_id, lock=True)
    client = await clients.by_id(turn.session, claim.client_id) if claim else None
    if claim is None or client is None or client.desk != desk.key or person not in speakers(turn, desk):
        return None
    return claim, client


@router.callback_query(F.data.regexp(TAP))
async def tapped(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    pressed = TAP.fullmatch(query.data or "")
    assert pressed is not None
    found = await _at_this_desk(turn, desk, query.from_user.id, int(pressed[1]))
    message = query.message if isinstance(query.message, Message) else None
    to = asked_in(message, desk, topic) if message is not None else None
    if found is None or pressed[2] not in STEPS or to is None:
        await query.answer(turn.t().plain("call-not_yours"))
        return
    action: Any = pressed[2]
    done = await _step(turn, *found, action, query.from_user.id, to)
    await query.answer(None if done else turn.t().plain("claim-too_late"))


@router.callback_query(F.data.regexp(r"^claim_files:\d{1,18}$"))
async def files(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """All files once more, where the button is."""
    found = await _at_this_desk(turn, desk, query.from_user.id, int((query.data or "").partition(":")[2]))
    message = query.message if isinstance(query.message, Message) else None
    to = asked_in(message, desk, topic) if message is not None else None
    await query.answer(None if found and to else turn.t().plain("call-not_yours"))
    if found is not None and to is not None:
        turn.send(*claimcards.albums(to, await claims.files_of(turn.session, found[0].id)))


# --- answers ----------------------------------------------------------------------------------------------------------


async def answers_a_question(message: Message, turn: Turn, desk: Desk) -> dict[str, Any] | bool:
    """An answer to our «Напишите основание…» or «Какая сумма…?»: never for the client."""
    to = message.reply_to_message
    card = await deskcards.at(turn.session, to.chat.id, to.message_id) if to is not None else None
    asked = ASKED.fullmatch(card.key) if card is not None else None
    if asked is None or card is None:
        return False
    return {"asked": (int(asked[1]), asked[2]), "so_far": card.memo}


@router.message(answers_a_question)
async def answered(
    message: Message, turn: Turn, desk: Desk, topic: Topic | None, asked: tuple[int, Action], so_far: str | None
) -> None:
    claim_id, action = asked
    author = message.from_user.id if message.from_user else 0
    found = await _at_this_desk(turn, desk, author, claim_id)
    to = asked_in(message, desk, topic)
    if found is None or to is None:
        return
    awarded = Decimal(so_far) if so_far else None
    grounds = (message.text or message.caption or "").strip()
    if awarded is None and action in ("approve", "partial"):
        awarded, grounds = _sum(turn, grounds), ""
        if awarded is None:
            _say(turn, to, "claim-sum_bad", message)
            return
        if action == "partial" and found[0].amount is not None and awarded >= found[0].amount:
            _say(turn, to, "claim-sum_whole", message)
            return
    elif sum(char.isalpha() for char in grounds) < GROUNDS_LETTERS:
        _say(turn, to, "claim-reason_short", message)
        return
    if not await _step(turn, *found, action, author, to, awarded=awarded, grounds=grounds):
        _say(turn, to, "claim-too_late", message)
        return
    now = await claims.by_id(turn.session, claim_id)
    if now is not None and now.status != found[0].status:
        _confirm(turn, to, now, message)


def _confirm(turn: Turn, to: Address, claim: Claim, message: Message) -> None:
    """The card may be far above: the decision in one line, with the next thing to do."""
    t = turn.t()
    html = t("claim-moved", claim_no=claim.number, status=t.plain(f"st-{claim.status}").lower())
    answer = [[cards.button(t.plain("btn-cl_answer"), taps.WriteLetter(claim.id))]] if claim.status in DECIDED else []
    turn.send(Out(to, Text(html, silent=True, buttons=answer, reply_to=message.message_id)))


def _sum(turn: Turn, words: str) -> Decimal | None:
    outcome = read_field("amount", words, rules_of(turn.config))
    rub = outcome.value.rub if isinstance(outcome, Accept) and isinstance(outcome.value, Amount) else None
    return rub if rub is not None and rub >= 1 else None


def _say(turn: Turn, to: Address, key: str, message: Message) -> None:
    turn.send(Out(to, Text(turn.t()(key), silent=True, reply_to=message.message_id)))


# --- one step ---------------------------------------------------------------------------------------------------------


async def _step(
    turn: Turn,
    claim: Claim,
    client: Client,
    action: Action,
    by: int,
    to: Address,
    *,
    awarded: Decimal | None = None,
    grounds: str = "",
) -> bool:
    """Do it, or ask for what it needs; False when somebody has moved the claim on."""
    match decide_step(claim, action, awarded=awarded, grounds=grounds):
        case TooLate():
            return False
        case NeedSum():
            turn.send(_ask(turn, claim, action, to, "cl-mgr_sum"))
        case NeedGrounds():
            key = "claim-reopen_reason" if action == "reopen" else "cl-mgr_reason"
            turn.send(_ask(turn, claim, action, to, key, awarded))
        case Move(status=status):
            changes = _changes(claim, action, awarded, grounds, turn)
            moved = await claims.change(turn.session, claim.id, status=status, **changes)
            note = grounds or (str(moved.awarded) if action == "approve" else "")
            await claims.log(turn.session, claim.id, turn.now, by, claim.status, status, note)
            turn.send(_told(turn, client, moved, action), *await claimboard.changed(turn, moved))
    return True


def _changes(claim: Claim, action: Action, awarded: Decimal | None, grounds: str, turn: Turn) -> dict[str, Any]:
    match action:
        case "approve":
            return {"awarded": awarded or claim.amount, "grounds": "", "decided_at": turn.now}
        case "partial":
            return {"awarded": awarded, "grounds": grounds, "decided_at": turn.now}
        case "reject":
            return {"awarded": None, "grounds": grounds, "decided_at": turn.now}
        case "close":
            return {"closed_at": turn.now}
        case "reopen":
            return {"awarded": None, "grounds": "", "decided_at": None, "closed_at": None}
        case _:
            return {}


def _ask(turn: Turn, claim: Claim, action: Action, to: Address, key: str, awarded: Decimal | None = None) -> Out:
    """A card of its own, so that an answer to it finds the claim; `awarded` is kept with it."""
    t = turn.t()
    what = t(key, claim_no=claim.number) if key == "claim-reopen_reason" else t(key)
    html = what if key == "claim-reopen_reason" else t("claim-for_claim", claim_no=claim.number, what=what)
    asking = Card(html, silent=True, memo=str(awarded) if awarded is not None else None)
    number = int(turn.now.timestamp() * 1_000_000)  # asked anew: the newest question stands below
    return Out(to, asking, card=f"claim_ask:{claim.id}:{action}:{number}")


def _told(turn: Turn, client: Client, claim: Claim, action: Action) -> Out:
    """Every step is told to the client."""
    t = turn.t(client.lang)
    words: dict[str, Any] = {"claim_no": claim.number}
    match claim.status:
        case "in_work":
            key = "cl-reopened" if action == "reopen" else "cl-status_in_work"
            words["due"] = f"{claim.due_on:%d.%m.%Y}"
        case "need_docs":
            key, words["docs"] = "cl-status_need_docs", t.plain("cl-docs_wanted")
        case "approved" | "partial":
            key, words["amount"] = f"cl-status_{claim.status}", show(t, Amount(claim.awarded))
            words["email"] = claim.email
        case "rejected":
            key, words["email"] = "cl-status_rejected", claim.email
        case _:
            key = "cl-status_closed"
    return Out(addresses.client(client.id), Text(t(key, **words)))

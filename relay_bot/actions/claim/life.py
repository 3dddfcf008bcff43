"""A step in a claim's life at its desk: a button of its card, or an answer to «какая сумма?», «какое основание?»."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.pair import card_at_desk
from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim import papers
from relay_bot.domain.claim.life import (
    FINAL,
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
from relay_bot.domain.outgoing import Card, Out, Text
from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.limits import rules_of
from relay_bot.domain.parsing.values import Accept, Amount
from relay_bot.views import cards
from relay_bot.views.claim import card as claimcards
from relay_bot.views.claim import question as questions
from relay_bot.views.values import show

GROUNDS_LETTERS = 5
QUESTION_LASTS_S = 3600
_ASKED = re.compile(r"claim_ask:(\d+):([a-z]+)(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Question:
    """What a message of ours asked of the manager: for which claim and step, and the sum that was given before."""

    claim_id: int
    action: Any
    so_far: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided once the manager is sure."""

    action: Any
    awarded: Decimal | None
    grounds: str


def decision_in_json(decision: Decision) -> str:
    """As it is kept with the question."""
    awarded = str(decision.awarded) if decision.awarded is not None else None
    return json.dumps([decision.action, awarded, decision.grounds], ensure_ascii=False)


def decision_from_json(memo: str) -> Decision:
    action, awarded, grounds = json.loads(memo)
    return Decision(action, Decimal(awarded) if awarded is not None else None, grounds)


async def question_at(turn: Turn, chat_id: int, message_id: int, desk: str | None) -> Question | None:
    """The question that this message at the desk asked; None: it asked none."""
    card = await card_at_desk(turn, chat_id, message_id, desk)
    asked = _ASKED.fullmatch(card.key) if card is not None else None
    return Question(int(asked[1]), asked[2], card.memo) if asked is not None and card is not None else None


async def client_of(turn: Turn, claim_id: int, desk: str) -> int | None:
    """Whose claim it is, if that is a client of this desk."""
    claim = await claims.by_id(turn.session, claim_id)
    client = await clients.by_id(turn.session, claim.client_id) if claim else None
    return client.id if client is not None and client.desk == desk else None


async def asked_lately(turn: Turn, chat_id: int, thread_id: int | None) -> str | None:
    """The key of the last question in this topic, if it was asked within the hour."""
    key = await deskcards.last_like(turn.session, chat_id, thread_id, "claim_ask:")
    at = int(key.rpartition(":")[2]) / 1_000_000 if key is not None else 0
    return key if turn.now.timestamp() - at < QUESTION_LASTS_S else None


async def step(turn: Turn, claim_id: int, action: str, by: int, to: Address) -> str | None:
    """A button of the card; the key of a refusal."""
    wanted: Any = action
    if action not in STEPS:
        return "err-stale_button"
    return None if await take_step(turn, *await locked(turn, claim_id), wanted, by, to) else "claim-too_late"


async def decided(turn: Turn, claim_id: int, decision: Decision, by: int, to: Address) -> bool:
    """The manager is sure: the client is told. False when somebody has moved the claim on."""
    claim, client = await locked(turn, claim_id)
    how: dict[str, Any] = {"awarded": decision.awarded, "grounds": decision.grounds, "sure": True}
    return await take_step(turn, claim, client, decision.action, by, to, **how)


async def show_files(turn: Turn, claim_id: int, to: Address) -> None:
    """All files once more, where the button is."""
    turn.send(*claimcards.albums(to, await claims.files_of(turn.session, claim_id)))


async def answer(turn: Turn, question: Question, words: str, asked: Asked) -> None:
    """The manager has answered with a sum or with grounds."""
    claim, client = await locked(turn, question.claim_id)
    awarded = Decimal(question.so_far) if question.so_far else None
    grounds = words.strip()
    if awarded is None and question.action in ("approve", "partial"):
        awarded, grounds = _sum(turn, grounds), ""
        if awarded is None:
            _again(turn, claim, question, "claim-sum_bad", asked)
            return
        if question.action == "partial" and claim.amount is not None and awarded >= claim.amount:
            _again(turn, claim, question, "claim-sum_whole", asked)
            return
    elif sum(char.isalpha() for char in grounds) < GROUNDS_LETTERS:
        _again(turn, claim, question, "claim-reason_short", asked)
        return
    how: dict[str, Any] = {"awarded": awarded, "grounds": grounds}
    if not await take_step(turn, claim, client, question.action, asked.by, asked.to, **how):
        turn.answer(asked, turn.t()("claim-too_late"))
        return
    now = await claims.by_id(turn.session, claim.id)
    if now is not None and now.status != claim.status:
        key, said = moved(turn, now, client)
        turn.answer(asked, turn.t()(key, **said))


async def locked(turn: Turn, claim_id: int) -> tuple[Claim, Client]:
    """The door has seen that there is one."""
    claim = await claims.by_id(turn.session, claim_id, lock=True)
    client = await clients.by_id(turn.session, claim.client_id) if claim else None
    assert claim is not None and client is not None
    return claim, client


def moved(turn: Turn, claim: Claim, client: Client) -> tuple[str, dict[str, str]]:
    """The card may be far above: what has become of the claim, and whether its client hears of it now (key, words)."""
    words = {"claim_no": claim.number, "status": turn.t().plain(f"st-{claim.status}").lower()}
    if client.unreachable_since is None:
        return "claim-moved", words
    return "claim-moved_untold", {**words, "phone": client.phone or ""}


def _sum(turn: Turn, words: str) -> Decimal | None:
    outcome = read_field("amount", words, rules_of(turn.config))
    rub = outcome.value.rub if isinstance(outcome, Accept) and isinstance(outcome.value, Amount) else None
    return rub if rub is not None and rub >= 1 else None


# --- one step ---------------------------------------------------------------------------------------------------------


async def take_step(
    turn: Turn,
    claim: Claim,
    client: Client,
    action: Action,
    by: int,
    to: Address,
    *,
    awarded: Decimal | None = None,
    grounds: str = "",
    sure: bool = False,
    wanted: int | None = None,
) -> bool:
    """Do it, or ask for what it needs; False when somebody has moved the claim on. `wanted`: papers."""
    match decide_step(claim, action, awarded=awarded, grounds=grounds):
        case TooLate():
            return False
        case NeedSum():
            turn.send(_ask(turn, claim, action, to, "cl-mgr_sum", by))
        case NeedGrounds():
            key = "claim-reopen_reason" if action == "reopen" else "cl-mgr_reason"
            turn.send(_ask(turn, claim, action, to, key, by, awarded))
        case Move() if action in FINAL and not sure:
            decision = Decision(action, awarded or (claim.amount if action == "approve" else None), grounds)
            turn.send(_sure(turn, claim, decision, to))
        case Move() if action == "docs" and wanted is None:
            ticked = papers.not_yet(await claims.files_of(turn.session, claim.id))
            key = _question_key("claim_papers", claim, turn)
            turn.send(Out(to, questions.wanted_papers(turn.t(), claim, ticked), card=key))
        case Move(status=status):
            changes = _changes(claim, action, awarded, grounds, turn)
            moved = await claims.change(turn.session, claim.id, status=status, **changes)
            note = grounds or (str(moved.awarded) if action == "approve" else "")
            note = questions.in_words(turn.t(), wanted) if wanted is not None else note
            await claims.log(turn.session, claim.id, turn.now, by, claim.status, status, note)
            turn.send(_told(turn, client, moved, action, wanted), *await claimboard.changed(turn, moved))
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


def _ask(
    turn: Turn, claim: Claim, action: Action, to: Address, key: str, by: int, awarded: Decimal | None = None
) -> Out:
    """A card of its own, so that an answer to it finds the claim; `awarded` is kept with it. `by`: whom it asks."""
    t = turn.t()
    what = t(key, claim_no=claim.number) if key == "claim-reopen_reason" else t(key)
    html = what if key == "claim-reopen_reason" else t("claim-for_claim", claim_no=claim.number, what=what)
    html = Markup("{}\n{}").format(html, _mention(turn, by))  # the answer field opens for them
    asking = Card(html, silent=True, memo=str(awarded) if awarded is not None else None, asks=True)
    return Out(to, asking, card=_question_key("claim_ask", claim, turn, action))


def _again(turn: Turn, claim: Claim, question: Question, why: str, asked: Asked) -> None:
    """It would not do: what says so asks again, and is answered like the question itself."""
    html = Markup("{}\n{}").format(turn.t()(why), _mention(turn, asked.by))
    saying = Card(html, silent=True, memo=question.so_far, asks=True)
    turn.send(Out(asked.to, saying, card=_question_key("claim_ask", claim, turn, question.action)))


def _mention(turn: Turn, by: int) -> Markup:
    author = turn.config.manager_by_tg(by)
    return cards.mention(by, author.name if author else turn.t().plain("admin-name"))


def _question_key(kind: str, claim: Claim, turn: Turn, *more: str) -> str:
    """Asked anew: the newest question stands below."""
    return ":".join([kind, str(claim.id), *more, str(int(turn.now.timestamp() * 1_000_000))])


def _sure(turn: Turn, claim: Claim, decision: Decision, to: Address) -> Out:
    asking = questions.sure(
        turn.t(), claim, decision.action, decision.awarded, decision.grounds, decision_in_json(decision)
    )
    return Out(to, asking, card=_question_key("claim_sure", claim, turn))


def _told(turn: Turn, client: Client, claim: Claim, action: Action, wanted: int | None) -> Out:
    """Every step is told to the client."""
    t = turn.t(client.lang)
    words: dict[str, Any] = {"claim_no": claim.number}
    match claim.status:
        case "in_work":
            key = "cl-reopened" if action == "reopen" else "cl-status_in_work"
            words["due"] = f"{claim.due_on:%d.%m.%Y}"
        case "need_docs":
            key, words["docs"] = "cl-status_need_docs", questions.in_words(t, wanted or 0)
        case "approved" | "partial" | "rejected":
            by = "" if turn.config.mail.configured else "_by_chat"
            key, words["email"] = f"cl-status_{claim.status}{by}", claim.email
            words["amount"] = show(t, Amount(claim.awarded))
        case _:
            key = "cl-status_closed"
    return Out(addresses.client(client.id), Text(t(key, **words)))

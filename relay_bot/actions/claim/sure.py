"""The buttons below what a claim's manager is asked before the client hears of it. Each gives the key of a refusal."""

from typing import Any

from relay_bot.actions.claim import life
from relay_bot.actions.pair import card_at_desk
from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import card as deskcards
from relay_bot.db.card import Found
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.life import DECIDED, Claim
from relay_bot.domain.outgoing import Buttons, Card, Out, Priority
from relay_bot.views import cards
from relay_bot.views.claim import question as questions


async def decide(turn: Turn, asked: Asked, tap: taps.Decide) -> str | None:
    """«… и сообщить клиенту?» Two taps decide once."""
    card = await _question(turn, asked, "claim_sure", tap.claim_id)
    if card is None:
        return "err-stale_button"
    claim, _ = await life.locked(turn, tap.claim_id)
    if card.memo is None:  # answered already
        return "claim-too_late" if claim.status in DECIDED else "err-stale_button"
    if (refusal := await _outdated(turn, asked, card, claim)) is not None:
        return refusal
    if tap.act == "no":
        _turn_into(turn, asked, card, "claim-unsure", claim_no=claim.number)
        return None
    if not await life.decided(turn, tap.claim_id, life.decision_from_json(card.memo), asked.by, asked.to):
        return "claim-too_late"
    claim, client = await life.locked(turn, tap.claim_id)
    answer = cards.button(turn.t().plain("btn-cl_answer"), taps.WriteLetter(claim.id))
    buttons = [[answer]] if claim.status in DECIDED else []
    key, said = life.moved(turn, claim, client)
    _turn_into(turn, asked, card, key, buttons, **said)
    return None


async def want_papers(turn: Turn, asked: Asked, tap: taps.WantPapers) -> str | None:
    """A paper is ticked or not; «Запросить» asks the client for those that are."""
    card = await _question(turn, asked, "claim_papers", tap.claim_id)
    if card is None:
        return "err-stale_button"
    claim, client = await life.locked(turn, tap.claim_id)
    if (refusal := await _outdated(turn, asked, card, claim)) is not None:
        return refusal
    match tap.act:
        case "set":
            _edit(turn, asked, card, questions.wanted_papers(turn.t(), claim, tap.wanted))
            return None
        case "leave":
            _turn_into(turn, asked, card, "claim-unsure", claim_no=claim.number)
            return None
    if not questions.in_words(turn.t(), tap.wanted):
        return "claim-papers_none"
    if not await life.take_step(turn, claim, client, "docs", asked.by, asked.to, wanted=tap.wanted):
        return "claim-too_late"
    what = questions.in_words(turn.t(), tap.wanted)
    _turn_into(turn, asked, card, "claim-papers_asked", claim_no=claim.number, docs=what)
    return None


async def _question(turn: Turn, asked: Asked, kind: str, claim_id: int) -> Found | None:
    """The question that the button stands below, if it is of this kind and about this claim."""
    found = await card_at_desk(turn, asked.chat_id, asked.message_id, asked.to.desk)
    return found if found is not None and found.key.startswith(f"{kind}:{claim_id}:") else None


async def _outdated(turn: Turn, asked: Asked, card: Found, claim: Claim) -> str | None:
    """Somebody has moved the claim on since, or the same was asked anew: then this question says so, and asks no
    more.
    """
    alike, _, moment = card.key.rpartition(":")  # kind:claim, microseconds
    steps = await claims.steps(turn.session, claim.id)
    if steps and int(steps[-1].at.timestamp() * 1_000_000) > int(moment):
        return "claim-too_late"
    if await deskcards.newest_like(turn.session, asked.chat_id, f"{alike}:") == card.key:
        return None
    _turn_into(turn, asked, card, "claim-asked_anew", claim_no=claim.number)
    return "err-stale_button"


def _turn_into(turn: Turn, asked: Asked, card: Found, key: str, buttons: Buttons = (), **values: Any) -> None:
    _edit(turn, asked, card, Card(turn.t()(key, **values), buttons, silent=True))


def _edit(turn: Turn, asked: Asked, card: Found, shown: Card) -> None:
    turn.send(Out(addresses.card_edits(card.key, asked.to.desk), shown, Priority.EDIT, card=card.key))

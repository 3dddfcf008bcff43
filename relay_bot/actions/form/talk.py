"""What the form engine has to know of a client: limits, memory, what the company offers."""

from datetime import timedelta

from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft.rows import Stored
from relay_bot.domain.client import Client
from relay_bot.domain.forms.claim import claim_form
from relay_bot.domain.forms.draft import Filled
from relay_bot.domain.forms.form import Earlier, Memory, Talk
from relay_bot.domain.forms.waybill import WAYBILL, memory_of
from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.limits import rules_of
from relay_bot.domain.parsing.values import Accept, FieldName
from relay_bot.views import cards

LOOK_BACK = 20
"""The last addresses, and the waybills that a claim may name by a short number, are looked for in so many waybills."""

AWAKE_AT_LEAST = timedelta(minutes=15)


async def talk_with(turn: Turn, client: Client, form: str) -> Talk:
    """`form`: waybill | claim."""
    return await (_about_claim(turn, client) if form == "claim" else _about_waybill(turn, client))


async def _about_waybill(turn: Turn, client: Client) -> Talk:
    last = await waybills.last_of(turn.session, client.id, LOOK_BACK)
    memory = memory_of([one.values for one in last], turn.config.waybill.remember_addresses)
    return Talk(WAYBILL, rules_of(turn.config), memory, payments=turn.config.payments.options)


async def _about_claim(turn: Turn, client: Client) -> Talk:
    config, t = turn.config.claims, turn.t(client.lang)
    earlier = tuple(
        Earlier(one.number, one.address("to").city or one.address("to").text, cards.day(one.issued_at, turn.zone))
        for one in await waybills.last_of(turn.session, client.id, LOOK_BACK)
    )
    claimed = {
        one.waybill_text: (one.number, t.plain(f"st-{one.status}").lower())
        for one in await claims.open_of(turn.session, client.id)
    }
    email = await clients.email_of(turn.session, client.id)
    known = read_field("email", email)
    filled: dict[FieldName, Filled] = {}
    if isinstance(known, Accept):
        filled["email"] = Filled(known.value, by="memory")
    memory = Memory(filled, waybills=earlier, claimed=claimed, email=email if filled else "")
    return Talk(claim_form(config.max_files), rules_of(turn.config), memory, any_waybill=config.accept_unknown_waybill)


def awake(stored: Stored, turn: Turn) -> bool:
    """The client is at it: a form that was left alone for so long that its card is due takes no more messages, they
    are for the manager. «Продолжить» wakes it.
    """
    return not stored.paused and turn.now - stored.touched_at < awake_for(turn)


def awake_for(turn: Turn) -> timedelta:
    """How long after its last step a form takes messages."""
    return turn.config.timers.draft_abandoned or AWAKE_AT_LEAST

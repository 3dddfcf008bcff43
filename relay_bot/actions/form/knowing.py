"""What is known of a client before a form is asked: limits, memory, what the company offers."""

from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.domain.client import Client
from relay_bot.domain.forms import claim as claimform
from relay_bot.domain.forms.draft import Filled
from relay_bot.domain.forms.form import Form, Memory, Talk
from relay_bot.domain.forms.waybill_offers import memory_of, offers_of
from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.limits import rules_of
from relay_bot.domain.parsing.values import Accept

LOOK_BACK = 20
"""The last addresses, and the waybills that a claim may name by a short number, are looked for in so many waybills."""


async def about_waybill(turn: Turn, client: Client, form: Form) -> Talk:
    last = [one.values for one in await waybills.last_of(turn.session, client.id, LOOK_BACK)]
    config = turn.config
    offers = offers_of(last, config.waybill.remember_addresses, config.payments.options)
    return Talk(form, rules_of(config), memory_of(last), offers)


async def about_claim(turn: Turn, client: Client, form: Form) -> Talk:
    config, t = turn.config.claims, turn.t(client.lang)
    earlier = tuple(
        claimform.Earlier(
            one.number, one.address("to").city or one.address("to").text, f"{one.issued_at.astimezone(turn.zone):%d.%m}"
        )
        for one in await waybills.last_of(turn.session, client.id, LOOK_BACK)
    )
    claimed = {
        one.waybill_text: (one.number, t.plain(f"st-{one.status}").lower())
        for one in await claims.open_of(turn.session, client.id)
    }
    email = await clients.email_of(turn.session, client.id)
    known = read_field("email", email)
    filled = {"email": Filled(known.value, by="memory")} if isinstance(known, Accept) else {}
    offers = claimform.Offers(earlier, claimed, email if filled else "", config.accept_unknown_waybill)
    return Talk(form, rules_of(turn.config), Memory(filled), offers, max_files=config.max_files)

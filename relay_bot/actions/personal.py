"""/forget: a client wants their data erased. Shown first, done when the admin says so a second time."""

import structlog

from relay_bot.actions.turn import Turn
from relay_bot.db import personal
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.roster.phone import phone_of
from relay_bot.phones import spelled
from relay_bot.views import names

log = structlog.get_logger(__name__)

SURE = ("навсегда", "forever")


async def forget(turn: Turn, to: Address, typed: str) -> None:
    """`typed`: a number, and behind it the word that makes it final."""
    t = turn.t()
    number, _, last = typed.rpartition(" ")
    sure = last.lower() in SURE
    number = number if sure else typed
    phone = phone_of(number) if number.strip() else None
    person = await personal.by_phone(turn.session, phone) if phone else None
    if person is None:
        turn.send(Out(to, Text(t("forget-usage") if phone is None else t("forget-unknown", phone=spelled(phone)))))
        return
    claims = await personal.open_claims(turn.session, person)
    if claims:
        turn.send(Out(to, Text(t("forget-open_claims", name=person.name, claims=", ".join(claims)))))
        return
    kept, where = await personal.documents(turn.session, person), await personal.places(turn.session, person)
    links = " ".join(names.topic_link(place.group_id, place.thread_id) for place in where)
    if not sure:
        about = {"name": person.name, "phone": spelled(person.phone), "command": f"/forget {person.phone} {SURE[0]}"}
        turn.send(Out(to, Text(t("forget-sure", **about, kept=kept))))
        return
    await personal.forget(turn.session, person, number.strip())
    turn.send(Out(to, Text(t("forget-done", kept=kept, links=links or "—"))))
    if turn.config.client_by_phone(person.phone) is not None:
        turn.send(Out(to, Text(t("forget-in_config"))))
    log.info("client_forgotten", client_id=person.id, documents=kept)

"""All that the card of a claim says, gathered from the tables."""

from sqlalchemy import select

from relay_bot.db import client as clients
from relay_bot.db import recording as recordings
from relay_bot.db import topic as topics
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.db.session import Session
from relay_bot.db.tables import mails
from relay_bot.domain.claim.card import View
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.duty import Duty


async def view(session: Session, duty: Duty, claim: Claim) -> View | None:
    """None while the client has no manager: there is no desk to show it at."""
    config = duty.config
    client = await clients.by_id(session, claim.client_id)
    manager = config.manager(client.desk) if client is not None else None
    if client is None or manager is None:
        return None
    waybill = await waybills.by_id(session, claim.waybill_id) if claim.waybill_id else None
    steps = await claims.steps(session, claim.id)
    by_desk = [step for step in steps if step.by != client.tg_id]
    who = config.manager_by_tg(by_desk[-1].by) if by_desk else None
    return View(
        claim=claim,
        client=client,
        on_duty=duty.at(manager),
        waybill=waybill,
        files=await claims.count_files(session, claim.id),
        read=bool(await recordings.of_claim(session, claim.id)),
        place=await topics.thread_of(session, f"topic:{client.id}"),
        mail=await _mail(session, claim.id),
        last_step=(who.name if who else "", by_desk[-1].at) if by_desk else None,
    )


async def _mail(session: Session, claim_id: int) -> tuple[str, str] | None:
    """(state, error) of the claim's last answer by e-mail that was really sent off."""
    query = (
        select(mails.c.state, mails.c.error)
        .where(mails.c.claim_id == claim_id, mails.c.state != "draft")
        .order_by(mails.c.id.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else (row.state, row.error)

"""Claims whose day comes near."""

from datetime import timedelta

from markupsafe import Markup

from relay_bot.clocks.overdue.alarm import Alarm, OneDesk, ring
from relay_bot.db import card as deskcards
from relay_bot.db.claim import rows as claims
from relay_bot.db.session import Session
from relay_bot.domain.claim.life import Claim, days_left
from relay_bot.domain.outgoing import Out
from relay_bot.views import names
from relay_bot.views import overdue as views
from relay_bot.views.claim import card as claimcards


async def nearly_due(session: Session, at: OneDesk) -> list[Out]:
    """So many days before an answer is due, in working time; after a downtime only the nearest of them."""
    days = at.config.claims.remind_days
    if not days or not at.work.is_working(at.now):
        return []
    today = at.now.astimezone(at.config.bot.timezone).date()
    alarms: list[Alarm] = []

    async def weigh(claim: Claim) -> list[Out]:
        left = days_left(claim.due_on, today)
        step = min((day for day in days if left <= day), default=None)
        if step is None or left < 0 or at.now - claim.received_at < timedelta(days=1):
            return []
        stands = await deskcards.place_of(session, claimcards.card_key(claim.id))
        due = f"{claim.due_on:%d.%m.%Y}"
        html = at.t("sla-claim", claim_no=claim.number, left=claimcards.days_in_words(at.t, left), due=due)
        number = Markup("{}").format(claim.number)
        link = names.linked(names.message_link(*stands), number) if stands is not None else number
        line = views.Line(link, f"{claimcards.left_in_words(at.t, left)}, {due}", claim.story)
        alarms.append(Alarm(f"sla_claim:{claim.id}:{step}", html, line, stands and stands[2]))
        return []

    found = await claims.due_by(session, at.manager.key, today + timedelta(days=max(days)))
    rows = await at.rows.each(session, found, lambda claim: f"claim:{claim.id}", weigh, at.now)
    return rows + await ring(session, at, at.board("claims"), alarms, "sla-claims", at.mention)

"""What has come together overnight, in one ringing message."""

from datetime import datetime, timedelta

from markupsafe import Markup

from relay_bot.clocks.overdue.alarm import OneDesk, push
from relay_bot.db import overdue, waiting
from relay_bot.db.claim import rows as claims
from relay_bot.db.session import Session
from relay_bot.domain.outgoing import Out
from relay_bot.domain.schedule import Schedule

WITHIN = timedelta(hours=2)
"""A bot that was down at the time of the digest sends it so long after; later it would be no news."""


async def morning(session: Session, at: OneDesk) -> list[Out]:
    """On working mornings, in the manager's own time zone."""
    clock, work = at.config.schedule.digest, at.work
    local = at.now.astimezone(work.zone)
    if clock is None or local.weekday() not in work.workdays or local.date() in work.holidays:
        return []
    due = datetime.combine(local.date(), clock, work.zone)
    if not due <= local < due + WITHIN:
        return []
    days = max(at.config.claims.remind_days, default=0)
    today = at.now.astimezone(at.config.bot.timezone).date()
    open_claims = await claims.due_by(session, at.manager.key, today + timedelta(days=days))
    late = [claim.number for claim in open_claims if claim.due_on < today]
    night = await overdue.night(session, at.manager.key, _last_closing(work, local), at.now - timedelta(days=1))
    html = at.t(
        "digest-morning",
        manager=at.mention,
        calls=night.calls,
        wait=len(await waiting.at_desk(session, at.manager.key, at.now)),
        days=days,
        claims=len(open_claims) - len(late),
        drafts=night.drafts,
    )
    lines = [html, at.t("digest-overdue", claims=", ".join(late))] if late else [html]
    return [push(at.board("general"), Markup("\n").join(lines), f"digest:{at.manager.key}:{local.date()}")]


def _last_closing(work: Schedule, local: datetime) -> datetime:
    """The end of the working day before today."""
    day = local.date() - timedelta(days=1)
    while (day.weekday() not in work.workdays or day in work.holidays) and local.date() - day < timedelta(days=30):
        day -= timedelta(days=1)
    return datetime.combine(day, work.end, work.zone)

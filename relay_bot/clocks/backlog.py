"""A group that can't take all that is written to it: its manager is told in private, once, and the log has it."""

from datetime import timedelta

import structlog

from relay_bot.db import backlog as backlogs
from relay_bot.db import fallback
from relay_bot.db.session import Session
from relay_bot.domain.backlog import Backlog, decide_news
from relay_bot.domain.duty import Duty
from relay_bot.domain.outgoing import Out
from relay_bot.texts import Language
from relay_bot.views import backlog as views

log = structlog.get_logger(__name__)


async def told(session: Session, duty: Duty, t: Language, desk: str, found: Backlog, every_s: float) -> list[Out]:
    """Called every `every_s` seconds, by one process a desk. Whoever has not pressed Start can't be told."""
    news, manager = decide_news(found), duty.config.manager(desk)
    oldest_s = round(found.oldest.total_seconds())
    if news == "over":
        lasted_s = round((found.lasting or timedelta()).total_seconds())
        log.info("group_caught_up", desk=desk, waiting=found.waiting, lasted_s=lasted_s)
    elif news == "begins" or (found.lasting is not None and found.lasting.total_seconds() % 60 < every_s):
        log.warning("group_behind", desk=desk, waiting=found.waiting, oldest_s=oldest_s, closed=found.closed)
    if news != "begins" or manager is None:
        return []
    on_duty = duty.at(manager)
    if on_duty.key not in await fallback.started(session):
        return []
    limits = duty.config.telegram.limits
    a_minute = round(limits.group_messages * 60 / limits.group_window.total_seconds())
    return [views.to_manager(t, found, on_duty.tg_id, a_minute)]


async def note(session: Session, desk: str, found: Backlog) -> None:
    """Last in its transaction: whoever settles locks lanes before a budget, too."""
    news = decide_news(found)
    if news is not None:
        await backlogs.is_behind(session, desk, behind=news == "begins")

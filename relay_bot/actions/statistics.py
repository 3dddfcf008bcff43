"""/stats: a desk's figures of 7 or 30 days, with one picture that is drawn elsewhere."""

import re
from datetime import datetime, time

from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import statistics as counted
from relay_bot.domain import schedule, statistics
from relay_bot.views import statistics as views

WEEK = 7


async def show(turn: Turn, asked: Asked, desk: str, typed: str) -> None:
    period = _period(typed)
    if period is None:
        turn.answer(asked, turn.t()("stats-usage"))
        return
    days = statistics.days_of(period, turn.now, turn.zone)
    rows = await counted.of_desk(
        turn.session,
        desk,
        since=datetime.combine(days[0], time(), turn.zone),
        now=turn.now,
        today=days[-1],
        idle=turn.config.timers.draft_abandoned,
    )
    found = statistics.count(rows, days, schedule.of(turn.config, turn.config.manager(desk)), turn.zone)
    caption, drawing = views.caption(turn.t(), found), views.drawing(turn.t(), found)
    await counted.order(turn.session, asked.to, asked.message_id, str(caption), drawing)


def _period(typed: str) -> int | None:
    """7d, 30d, also without the letter and in Russian; nothing is a week."""
    found = re.fullmatch(r"(7|30)?\s*(d|д|дн|дней)?\.?", typed.strip().lower())
    return int(found[1] or WEEK) if found else None

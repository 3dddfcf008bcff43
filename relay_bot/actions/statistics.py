"""/stats: the figures of 7 or 30 days and of as many before, with one picture that is drawn elsewhere.

At a desk its own; to an admin those of all desks, with a table of the managers.
"""

import asyncio
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from relay_bot.actions.turn import Asked, Turn
from relay_bot.config import Manager
from relay_bot.db import board as boards
from relay_bot.db import statistics as counted
from relay_bot.db import upload as uploads
from relay_bot.db import waiting
from relay_bot.domain import schedule, statistics
from relay_bot.domain.outgoing import Out, Upload
from relay_bot.domain.statistics import Figures, Rows
from relay_bot.views import statistics as views
from relay_bot.views import statistics_table as tables

WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """`days` with those `before` them, as many; `since` is where the later ones begin."""

    days: tuple[date, ...]
    before: tuple[date, ...]
    since: datetime
    began: datetime


async def show(turn: Turn, asked: Asked, desk: str, typed: str) -> None:
    """At a desk."""
    period, manager = _period(turn, typed), turn.config.manager(desk)
    if period is None or manager is None:
        turn.answer(asked, turn.t()("stats-usage"))
        return
    rows = await _rows(turn, desk, period)
    found, before = _figures(turn, rows, period, manager)
    drawing = views.drawing(turn.t(), found, before, manager.name)
    await counted.order(turn.session, asked.to, asked.message_id, str(views.caption(turn.t(), found)), drawing)


async def show_all(turn: Turn, asked: Asked, typed: str) -> None:
    """To an admin: all desks in one picture, each manager in a table."""
    period = _period(turn, typed)
    if period is None:
        turn.answer(asked, turn.t()("stats-usage"))
        return
    every: list[tuple[Rows, Rows]] = []
    lines: list[tables.Line] = []
    for manager in turn.config.managers:
        rows = await _rows(turn, manager.key, period)
        found, before = _figures(turn, rows, period, manager)
        waits = len(await waiting.at_desk(turn.session, manager.key, turn.now))
        open_claims = len(await boards.claims(turn.session, manager.key))
        lines.append(tables.Line(manager.name, found, before, waits, open_claims))
        every.append(rows)
    t = turn.t()
    company = (statistics.together([one for one, _ in every]), statistics.together([one for _, one in every]))
    found, before = _figures(turn, company, period, None)
    drawing = views.drawing(t, found, before, t.plain("chart-everybody"), [(one.manager, one.found) for one in lines])
    await counted.order(turn.session, asked.to, asked.message_id, str(views.caption(t, found)), drawing)
    table = await asyncio.to_thread(tables.workbook, t, lines, period.days)
    name = f"stats-{period.days[0]:%Y%m%d}-{period.days[-1]:%Y%m%d}.xlsx"
    kept = await uploads.keep(turn.session, uploads.Upload("document", name, table))
    turn.send(Out(asked.to, Upload(kept, silent=True, reply_to=asked.message_id)))


async def _rows(turn: Turn, desk: str, period: Period) -> tuple[Rows, Rows]:
    """(of the period before, of the period)"""
    idle = turn.config.timers.draft_abandoned
    both, now = [
        await counted.of_desk(turn.session, desk, since=since, now=turn.now, today=period.days[-1], idle=idle)
        for since in (period.began, period.since)
    ]
    return statistics.split(both, now, period.since)


def _figures(turn: Turn, rows: tuple[Rows, Rows], period: Period, manager: Manager | None) -> tuple[Figures, Figures]:
    """(of the period, of the one before)"""
    work = schedule.of(turn.config, manager)
    found = statistics.count(rows[1], period.days, work, turn.zone)
    return found, statistics.count(rows[0], period.before, work, turn.zone)


def _period(turn: Turn, typed: str) -> Period | None:
    """7d, 30d, also without the letter and in Russian; nothing is a week."""
    found = re.fullmatch(r"(7|30)?\s*(d|д|дн|дней)?\.?", typed.strip().lower())
    if found is None:
        return None
    days = statistics.days_of(int(found[1] or WEEK), turn.now, turn.zone)
    before = tuple(day - timedelta(days=len(days)) for day in days)
    began, since = (datetime.combine(of[0], time(), turn.zone) for of in (before, days))
    return Period(days, before, since, began)

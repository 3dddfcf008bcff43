"""/stats: the desk's figures of 7 or 30 days, with one picture that is drawn elsewhere."""

import re
from datetime import datetime, time
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message
from markupsafe import Markup

from relay_bot.actions.turn import Turn
from relay_bot.db import statistics as counted
from relay_bot.domain import schedule
from relay_bot.domain import statistics as figures
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.statistics import Figures
from relay_bot.handlers.desk.asked import asked, say
from relay_bot.texts import Language

router = Router(name="desk.figures")

WEEK, MONTH = 7, 30
STATUSES = ("new", "in_work", "need_docs", "approved", "partial", "rejected", "closed")
COLOURS = ("#2f7ed8", "#9aa5b1", "#2e9e6b")


@router.message(Command("stats"))
async def stats(message: Message, command: CommandObject, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    to = asked(message, turn, desk, topic)
    if to is None:
        return
    period = _period(command.args or "")
    if period is None:
        say(turn, to, turn.t()("stats-usage"), message)
        return
    zone = turn.config.bot.timezone
    days = figures.days_of(period, turn.now, zone)
    rows = await counted.of_desk(
        turn.session,
        desk.key,
        since=datetime.combine(days[0], time(), zone),
        now=turn.now,
        today=days[-1],
        idle=turn.config.timers.draft_abandoned,
    )
    work = schedule.of(turn.config, turn.config.manager(desk.key))
    found = figures.count(rows, days, work, zone)
    caption, drawing = _caption(turn.t(), found), _drawing(turn.t(), found)
    await counted.order(turn.session, to, message.message_id, str(caption), drawing)


def _period(typed: str) -> int | None:
    """7d, 30d, also without the letter and in Russian; nothing is a week."""
    found = re.fullmatch(r"(7|30)?\s*(d|д|дн|дней)?\.?", typed.strip().lower())
    return int(found[1] or WEEK) if found else None


def _caption(t: Language, found: Figures) -> Markup:
    mean, rows = found.mean_first_min, found.rows
    values: dict[str, Any] = {
        "calls": sum(found.calls),
        "first": "—" if mean is None else f"{mean:.0f}",
        "wb": rows.waybills,
        "cl": sum(rows.claims.values()),
        "late": rows.late,
        "dr": rows.unfinished,
        "back": rows.resumed,
    }
    if len(found.days) == WEEK:
        return t("stats-week", **values)
    return t("stats-period", days=len(found.days), **values)


def _drawing(t: Language, found: Figures) -> dict[str, Any]:
    """What paper/statistics/drawing.py draws, in words and numbers."""
    rows = found.rows
    statuses = [status for status in STATUSES if rows.claims.get(status)]
    return {
        "title": t.plain("chart-title", days=len(found.days)),
        "days": [f"{day:%d.%m}" for day in found.days],
        "calls": {"title": t.plain("chart-calls"), "values": list(found.calls)},
        "first": {
            "title": t.plain("chart-first"),
            "values": [None if value is None else round(value, 1) for value in found.first_min],
            "none": t.plain("chart-no_answers"),
        },
        "claims": {
            "title": t.plain("chart-claims"),
            "labels": [t.plain(f"st-{status}") for status in statuses],
            "values": [rows.claims[status] for status in statuses],
            "none": t.plain("chart-no_claims"),
        },
        "papers": {
            "title": t.plain("chart-papers"),
            "labels": [t.plain("chart-waybills"), t.plain("chart-drafts"), t.plain("chart-resumed")],
            "values": [rows.waybills, rows.unfinished, rows.resumed],
            "colours": list(COLOURS),
        },
    }

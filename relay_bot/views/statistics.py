"""How the figures of /stats read, and what their picture says. Pure."""

from typing import Any

from markupsafe import Markup

from relay_bot.domain.statistics import Figures
from relay_bot.texts import Language

WEEK = 7
STATUSES = ("new", "in_work", "need_docs", "approved", "partial", "rejected", "closed")
COLOURS = ("#2f7ed8", "#9aa5b1", "#2e9e6b")


def caption(t: Language, found: Figures) -> Markup:
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


def drawing(t: Language, found: Figures) -> dict[str, Any]:
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

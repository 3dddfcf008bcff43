"""How the figures of /stats read, and what their picture says. Pure."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from relay_bot.domain.statistics import Figures
from relay_bot.texts import Language

WEEK = 7
STATUSES = ("new", "in_work", "need_docs", "approved", "partial", "rejected", "closed")
MANAGERS = 8
"""In one picture; all of them are in the table."""

COLOURS = ("#2f7ed8", "#9aa5b1", "#2e9e6b")


def caption(t: Language, found: Figures) -> Markup:
    mean, rows = found.mean_first_min, found.rows
    values: dict[str, Any] = {
        "calls": sum(found.calls),
        "first": "none" if mean is None else f"{mean:.0f}",
        "wb": rows.waybills,
        "cl": sum(rows.claims.values()),
        "late": rows.late,
        "dr": rows.unfinished,
        "back": rows.resumed,
    }
    if len(found.days) == WEEK:
        return t("stats-week", **values)
    return t("stats-period", days=len(found.days), **values)


def drawing(
    t: Language, found: Figures, before: Figures, whose: str, managers: Sequence[tuple[str, Figures]] = ()
) -> dict[str, Any]:
    """What paper/statistics/drawing.py draws, in words and numbers. `managers`: shown instead of papers."""
    rows = found.rows
    statuses = [status for status in STATUSES if rows.claims.get(status)]
    return {
        "title": f"{whose} · {found.days[0]:%d.%m} – {found.days[-1]:%d.%m.%Y}",
        "legend": t.plain("chart-before", dates=f"{before.days[0]:%d.%m} – {before.days[-1]:%d.%m}"),
        "days": [f"{day:%d.%m}" for day in found.days],
        "calls": {
            "title": _compared(t, "chart-calls", sum(found.calls), sum(before.calls)),
            "values": list(found.calls),
            "before": list(before.calls),
        },
        "first": {
            "title": _compared(t, "chart-first", found.mean_first_min, before.mean_first_min),
            "values": [None if value is None else round(value, 1) for value in found.first_min],
            "before": [None if value is None else round(value, 1) for value in before.first_min],
            "none": t.plain("chart-no_answers"),
        },
        "claims": {
            "title": _compared(t, "chart-claims", sum(rows.claims.values()), sum(before.rows.claims.values())),
            "labels": [t.plain(f"st-{status}") for status in statuses],
            "values": [rows.claims[status] for status in statuses],
            "none": t.plain("chart-no_claims"),
        },
        "papers": _by_manager(t, managers) if managers else _papers(t, found, before),
    }


def _compared(t: Language, key: str, now: float | None, before: float | None) -> str:
    """Вызовы: 34, было 28"""
    if now is None:
        return t.plain(key)
    known = t.plain("chart-none") if before is None else f"{before:.0f}"
    return t.plain("chart-compared", what=t.plain(key), now=f"{now:.0f}", before=known)


def _papers(t: Language, found: Figures, before: Figures) -> dict[str, Any]:
    rows = found.rows
    return {
        "title": _compared(t, "chart-papers", rows.waybills, before.rows.waybills),
        "labels": [t.plain("chart-waybills"), t.plain("chart-drafts"), t.plain("chart-resumed")],
        "values": [rows.waybills, rows.unfinished, rows.resumed],
        "colours": list(COLOURS),
    }


def _by_manager(t: Language, managers: Sequence[tuple[str, Figures]]) -> dict[str, Any]:
    """Who is slowest to answer comes first."""
    known = [(name, found.mean_first_min) for name, found in managers if found.mean_first_min is not None]
    slowest = sorted(known, key=lambda one: -(one[1] or 0))[:MANAGERS]
    return {
        "title": t.plain("chart-by_manager"),
        "labels": [name for name, _ in slowest],
        "values": [round(value or 0) for _, value in slowest],
        "none": t.plain("chart-no_answers"),
    }

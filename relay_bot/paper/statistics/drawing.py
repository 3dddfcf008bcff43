"""How the picture looks: four panels, two by two, wide as a chat shows it. Only the drawing process imports this."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

WIDTH_IN, HEIGHT_IN, DPI = 10.8, 7.2, 150  # 1620 × 1080 pixels: nothing of it is cut away in a chat
TEXT, MUTED, LINE, BEFORE = "#1f2933", "#66727f", "#d9dee3", "#e3e8ec"
BLUE, GREEN, AMBER, GREY = "#2f7ed8", "#2e9e6b", "#e39a1f", "#9aa5b1"
PLAIN, LARGE, HUGE = 15, 17, 22
FALLBACK = "DejaVu Sans"  # comes with matplotlib, and has Cyrillic
LABELS_MAX = 10
"""More bars than this have no room for a number above each, nor a date below."""


def draw(figures: dict[str, Any]) -> bytes:
    """A PNG. figures: {title, legend, fonts, days, calls: {title, values, before}, first: {…, values, before, none},
    claims: {title, labels, values, none}, papers: {title, labels, values, colours}}; a value may be null, `before` are
    those of the period before, day by day.
    """
    style: Any = {"font.family": _family(Path(figures["fonts"])), "font.size": PLAIN, "text.color": TEXT}
    with rc_context(style):
        figure = Figure(figsize=(WIDTH_IN, HEIGHT_IN), dpi=DPI, facecolor="white", layout="constrained")
        FigureCanvasAgg(figure)
        figure.get_layout_engine().set(h_pad=0.1, w_pad=0.12)  # type: ignore[union-attr,call-arg]
        claims, papers = figures["claims"], figures["papers"]
        parts: Any = figure.subfigures(2, 1, height_ratios=[0.9, 10])
        head, panels = parts
        head.text(0.015, 0.5, figures["title"], fontsize=HUGE, fontweight="bold", va="center")
        head.text(0.985, 0.5, figures["legend"], fontsize=PLAIN, color=MUTED, va="center", ha="right")
        calls_axes, first_axes, claims_axes, papers_axes = (one.subplots() for one in panels.subfigures(2, 2).flat)
        _columns(calls_axes, figures["calls"], figures["days"], BLUE)
        _columns(first_axes, figures["first"], figures["days"], GREEN)
        _bars(claims_axes, claims, AMBER)
        _bars(papers_axes, papers, BLUE)
        png = io.BytesIO()
        figure.savefig(png, format="png")
    return png.getvalue()


def _family(fonts: Path) -> list[str]:
    """The document's font, if it is there."""
    names = []
    for file in sorted(fonts.glob("*.ttf")):
        font_manager.fontManager.addfont(str(file))
        names.append(font_manager.FontProperties(fname=str(file)).get_name())
    return [*dict.fromkeys(names), FALLBACK]


def _columns(axes: Axes, panel: dict[str, Any], days: Sequence[str], colour: str) -> None:
    """One column a day."""
    _title(axes, panel)
    values = [value or 0 for value in panel["values"]]
    if not any(value is not None for value in panel["values"]) and "none" in panel:
        _nothing(axes, panel["none"])
        return
    places = range(len(values))
    earlier = [value or 0 for value in panel["before"]]
    axes.bar([place - 0.14 for place in places], earlier, width=0.72, color=BEFORE)
    drawn = axes.bar([place + 0.08 for place in places], values, width=0.56, color=colour)
    few = len(values) <= LABELS_MAX
    if few:
        words = ["" if value is None else f"{value:.0f}" for value in panel["values"]]
        axes.bar_label(drawn, words, padding=3, fontsize=LARGE, fontweight="bold")
    step = 1 if few else max(len(values) // 6, 1)
    axes.set_xticks(list(places)[::-1][::step], list(days)[::-1][::step])
    axes.set_ylim(0, max(max([*values, *earlier]) * 1.3, 1))
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.tick_params(axis="y", labelleft=not few, colors=MUTED, length=0)
    axes.tick_params(axis="x", colors=MUTED, length=0)
    if not few:
        axes.grid(axis="y", color=LINE, linewidth=1.2)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(LINE)


def _bars(axes: Axes, panel: dict[str, Any], colour: str) -> None:
    """One bar a line, its words on the left."""
    _title(axes, panel)
    values, labels = panel["values"], panel["labels"]
    if not values:
        _nothing(axes, panel["none"])
        return
    places = list(range(len(values)))[::-1]
    drawn = axes.barh(places, values, height=0.66, color=panel.get("colours") or colour)
    axes.bar_label(drawn, [f"{value}" for value in values], padding=6, fontsize=LARGE, fontweight="bold")
    axes.set_yticks(places, labels)
    axes.set_xlim(0, max(max(values) * 1.15, 1))
    axes.set_ylim(-0.6, len(values) - 0.4)
    axes.tick_params(axis="y", labelsize=PLAIN, labelcolor=TEXT, length=0)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(LINE)


def _title(axes: Axes, panel: dict[str, Any]) -> None:
    axes.figure.suptitle(panel["title"], fontsize=LARGE, fontweight="bold", x=0.03, ha="left")


def _nothing(axes: Axes, words: str) -> None:
    axes.text(0.0, 0.5, words, color=MUTED, transform=axes.transAxes, va="center")
    axes.axis("off")

"""Figures of a period that nobody had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FONTS = str(Path(__file__).parents[3] / "templates/fonts")


def figures(days: int, *, empty: bool = False) -> dict[str, Any]:
    values: list[Any] = [None if empty else n % 9 for n in range(days)]
    return {
        "title": "Показатели",
        "legend": "светлое — было",
        "fonts": FONTS,
        "days": [f"{n:02}.11" for n in range(days)],
        "calls": {"title": "Вызовы", "values": [value or 0 for value in values], "before": list(range(days))},
        "first": {"title": "Ответ", "values": values, "before": values, "none": "нет"},
        "claims": {
            "title": "Претензии",
            "labels": [] if empty else ["Новая"],
            "values": [] if empty else [2],
            "none": "нет",
        },
        "papers": {"title": "Накладные", "labels": ["а", "б"], "values": [0, 1], "colours": ["#2f7ed8", "#9aa5b1"]},
    }

"""The figures of all managers as a table for Excel. Pure, and slow: not in the event loop."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relay_bot.domain.statistics import Figures
from relay_bot.texts import Language

COLUMNS = (
    "manager", "calls", "calls_before", "first", "first_before", "waiting", "waybills", "claims", "open", "late",
    "drafts", "resumed",
)  # fmt: skip
"""Text key `stats-column_…`."""

WIDTH, NAME_WIDTH = 14, 30


@dataclass(frozen=True, slots=True)
class Line:
    """A manager: the period, the one before, and how it stands now."""

    manager: str
    found: Figures
    before: Figures
    waiting: int
    open_claims: int


def workbook(t: Language, lines: Sequence[Line], days: Sequence[date]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = f"{days[0]:%d.%m}-{days[-1]:%d.%m.%Y}"
    sheet.append([t.plain(f"stats-column_{column}") for column in COLUMNS])
    for line in lines:
        sheet.append(_cells(line))
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = NAME_WIDTH if cell.column == 1 else WIDTH
    for row in sheet.iter_rows(min_row=2, max_col=1):
        row[0].data_type = "s"  # a name is never a formula
    sheet.freeze_panes = "B2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cells(line: Line) -> list[object]:
    found, before, rows = line.found, line.before, line.found.rows
    first, first_before = _minutes(found), _minutes(before)
    return [
        line.manager, sum(found.calls), sum(before.calls), first, first_before, line.waiting, rows.waybills,
        sum(rows.claims.values()), line.open_claims, rows.late, rows.unfinished, rows.resumed,
    ]  # fmt: skip


def _minutes(of: Figures) -> float | None:
    return None if of.mean_first_min is None else round(of.mean_first_min, 1)

"""Claims as a table for Excel: XLSX, or CSV as Excel opens it. Pure, and slow: not in the event loop.

What people wrote never becomes a formula: in XLSX it is stored as text, in CSV it gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from relay_bot.domain.claim.life import OPEN, days_left
from relay_bot.domain.claim.list import Listed
from relay_bot.phones import spelled
from relay_bot.texts import Language
from relay_bot.views.values import show_number

COLUMNS = {
    "number": 14,
    "received": 12,
    "client": 24,
    "company": 26,
    "phone": 18,
    "waybill": 14,
    "amount": 14,
    "status": 20,
    "due": 12,
    "left": 10,
    "awarded": 14,
    "grounds": 44,
    "email": 26,
    "files": 8,
}
"""Text key `column-…` → width in characters."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Also full-width: some versions of Excel take them for the same."""

Value = str | int | Decimal | date | None


def rows(t: Language, found: Sequence[Listed], zone: ZoneInfo, today: date) -> list[list[Value]]:
    return [_row(t, one, zone, today) for one in found]


def _row(t: Language, one: Listed, zone: ZoneInfo, today: date) -> list[Value]:
    claim = one.claim
    return [
        claim.number,
        claim.received_at.astimezone(zone).date(),
        one.client,
        one.company,
        spelled(one.phone),
        one.waybill,
        claim.amount,
        t.plain(f"st-{claim.status}"),
        claim.due_on,
        days_left(claim.due_on, today) if claim.status in OPEN else None,
        claim.awarded,
        claim.grounds,
        claim.email,
        one.files,
    ]


def titles(t: Language) -> list[str]:
    return [t.plain(f"column-{name}") for name in COLUMNS]


def as_csv(t: Language, table: Sequence[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark, semicolons: what Excel opens by a double click."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles(t))
    writer.writerows([[_cell(t, value) for value in row] for row in table])
    return out.getvalue().encode("utf-8-sig")


def _cell(t: Language, value: Value) -> str:
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d.%m.%Y}"
        case Decimal():
            return show_number(t, value).replace(" " if t.code != "en" else ",", "")
        case int():
            return str(value)
        case str():
            return "'" + value if value.lstrip(" \n").startswith(FORMULA) or value.startswith("\n") else value


def as_xlsx(t: Language, table: Sequence[Sequence[Value]]) -> bytes:
    """With a heading that stays, filters, real dates and sums."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = t.plain("claimlist-title")
    page.append(titles(t))
    for cell in page[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(table, start=2):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str) and len(value) > 20)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"  # "=1+1" stays what was written
            else:
                cell.value = value
            if isinstance(value, date):
                cell.number_format = "DD.MM.YYYY"
            elif isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
    for letter, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", COLUMNS.values(), strict=False):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""The list of clients as a file: CSV as Excel opens it, or XLSX. Pure, and slow: not in the event loop.

What people wrote never becomes a formula: in XLSX it is stored as text, in CSV it gets an apostrophe in front.
Phones are spaced, so that a spreadsheet takes them for text and keeps all their digits. The import reads both again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from relay_bot.domain.client import Record
from relay_bot.domain.roster import COLUMNS
from relay_bot.paper.sheet import Invitation, LinksSheet
from relay_bot.phones import spelled
from relay_bot.views.claim.sheet import FORMULA

LINK = "link"
PAIRS = 24
"""Rows of invitations in one document: three pages, five seconds."""

WIDTHS = {
    "phone": 20,
    "name": 26,
    "company": 30,
    "city": 18,
    "manager": 12,
    "email": 28,
    "inn": 14,
    "lang": 6,
    LINK: 46,
}

Rows = list[list[str]]


def clients(found: Sequence[Record]) -> Rows:
    """With the columns that the import knows."""
    return [list(COLUMNS), *(_cells(one) for one in found)]


def links(found: Sequence[Record], bot: str) -> Rows:
    """The same with everybody's personal link."""
    return [[*COLUMNS, LINK], *([*_cells(one), link_of(one, bot)] for one in found)]


def link_of(one: Record, bot: str) -> str:
    """Opens the bot as this client; good for one account."""
    return f"https://t.me/{bot}?start=c_{one.invite}"


def invitation_sheets(found: Sequence[Record], bot: str, company: str, lang: str) -> list[LinksSheet]:
    """The same to be printed, cut apart and handed out, in documents that are quickly made."""
    cards = [
        Invitation(name=one.name, company=one.company, city=one.city, phone=spelled(one.phone), link=link_of(one, bot))
        for one in found
    ]
    pairs = [tuple(cards[start : start + 2]) for start in range(0, len(cards), 2)]
    pages = [pairs[start : start + PAIRS] for start in range(0, len(pairs), PAIRS)]
    return [LinksSheet(lang=lang, company_name=company, bot=f"@{bot}", pairs=tuple(some)) for some in pages]


def as_csv(rows: Rows) -> bytes:
    """UTF-8 with a mark, semicolons: what Excel opens by a double click."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_safe(row) for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows) -> bytes:
    """Every cell is text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet()
    for number, title in enumerate(rows[0], start=1):
        page.column_dimensions[get_column_letter(number)].width = WIDTHS[title]
    page.freeze_panes = "A2"
    for index, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type = "s"  # "=1+1" stays what was written
            cell.number_format = "@"
            if index == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(one: Record) -> list[str]:
    return [
        spelled(one.phone),
        one.name,
        one.company,
        one.city,
        one.desk or "",
        one.email,
        one.inn,
        one.lang or "",
    ]


def _safe(row: Sequence[str]) -> list[str]:
    """The number comes first and is no formula: no spreadsheet reckons with its spaces."""
    number, *others = row
    return [number, *("'" + value if value.lstrip(" \n").startswith(FORMULA) else value for value in others)]

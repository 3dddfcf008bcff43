"""The first sheet of an XLSX file as rows of text. A file that would swell in memory is refused before it is opened."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from relay_bot.domain.roster.values import Unreadable

MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 50
_SHEETS = "xl/worksheets/"


def rows_of(content: bytes) -> Iterator[tuple[int, list[str] | None]]:
    """Numbers come without a tail, dates as they are written in Russia. Raises Unreadable."""
    _weigh(content)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which are not our business
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            page = book.worksheets[0]
            page.reset_dimensions()  # what the file claims of its size
    except Exception as error:  # openpyxl raises whatever a broken part makes of it
        raise Unreadable("adm-import_broken") from error
    return _rows(page)


def _rows(page: Any) -> Iterator[tuple[int, list[str] | None]]:
    rows = page.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except Exception as error:
            raise Unreadable("adm-import_broken") from error
        if row is None:
            return
        number += 1
        if number > MOST_ROWS:
            raise Unreadable("adm-import_rows", n=MOST_ROWS)
        yield number, [_text(value) for value in row]


def _weigh(content: bytes) -> None:
    """What it says of its unpacked size is what can be unpacked at most: zipfile reads no further."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable("adm-import_broken") from error
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("adm-import_swollen", mb=MOST_UNPACKED // 1024 // 1024)
    if not any(part.filename.startswith(_SHEETS) for part in parts):
        raise Unreadable("adm-import_kind", kind="ZIP")


def _text(value: Any) -> str:
    match value:
        case None | bool():
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return f"{value:%d.%m.%Y}"
        case _:
            return str(value)

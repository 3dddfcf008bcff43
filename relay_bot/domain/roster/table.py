"""Bytes become rows of text: CSV in every dialect that Excel writes in Russia, or the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from relay_bot.domain.roster import workbook
from relay_bot.domain.roster.values import Unreadable

MOST_BYTES = 20 * 1024 * 1024
"""Thirty thousand clients need a fifth of it."""

Row = tuple[int, list[str] | None]
"""(number as an editor shows it, cells); None for a row whose quotes do not close."""

_STRANGERS = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
)
_SEPARATORS = ";,\t"
_SEP_LINE = re.compile(r"sep=([^\"\0])\n", re.IGNORECASE)


def rows_of(content: bytes) -> Iterator[Row]:
    """The rows, the one with the columns' names first. Raises Unreadable before the first row, or at a limit."""
    if len(content) > MOST_BYTES:
        raise Unreadable("adm-import_big", mb=MOST_BYTES // 1024 // 1024)
    for start, kind in _STRANGERS:
        if content.startswith(start):
            raise Unreadable("adm-import_kind", kind=kind)
    if content.startswith(b"PK"):
        return workbook.rows_of(content)
    return _csv(decode(content))


def decode(content: bytes) -> str:
    """UTF-8 if it is, UTF-16 with its mark, else cp1251 (what Excel saves in Russia). One kind of line end."""
    try:
        marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _csv(text: str) -> Iterator[Row]:
    """A row whose quotes do not close is named, so that it does not swallow the rows after it in silence."""
    told = _SEP_LINE.match(text)
    text = text[told.end() :] if told else text
    head = text.partition("\n")[0]
    separator = told[1] if told else max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    offset = 1 if told else 0
    while True:
        starts_at = reader.line_num + 1 + offset
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield starts_at, None
        else:
            yield reader.line_num + offset, row

"""The company's list of clients as a CSV file: `phone;name;company;city;manager;email;inn;lang`. Pure.

UTF-8 (with or without BOM) or cp1251; `;` or `,`. A bad row is named and skipped, the others count.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from relay_bot.domain.arrival import phone_in
from relay_bot.domain.client import Record

COLUMNS = ("phone", "name", "company", "city", "manager", "email", "inn", "lang")
_EXCEL = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: a text key and its values."""

    key: str
    values: Mapping[str, str | int]


@dataclass(slots=True)
class Roster:
    """What a file says, compared with what is known: `rows` in the file, records to write, faults."""

    rows: int = 0
    new: list[Record] = field(default_factory=list)
    updated: list[Record] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


def decode(content: bytes) -> str:
    """UTF-8 if it is, else cp1251 (what Excel saves in Russia). One kind of line end; no NUL: PostgreSQL has none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def read(content: bytes, managers: Collection[str], known: Mapping[str, Record]) -> Roster:
    """Compare the file with `known` records (by phone); `managers` are the keys of config.toml."""
    text = decode(content)
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") >= head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    fields = _fields(reader)
    roster = Roster()
    if "phone" not in fields:
        roster.faults.append(Fault("adm-import_columns", {"columns": ";".join(COLUMNS)}))
        return roster
    reader.fieldnames = fields
    first_row: dict[str, int] = {}
    for number, row in _rows(reader):
        roster.rows += 1
        if row is None:
            roster.faults.append(Fault("adm-import_quotes", {"row": number}))
        else:
            _read_row(roster, number, row, managers, known, first_row)
    return roster


def _fields(reader: "csv.DictReader[str]") -> list[str]:
    try:
        return [name.strip().lower() for name in reader.fieldnames or ()]
    except csv.Error:
        return []


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Mapping[str, str | None] | None]]:
    """(line, row); None for one whose quotes do not close, which must not swallow the rows after it in silence."""
    while True:
        starts_at = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield starts_at, None
        else:
            yield reader.line_num, row


def _read_row(
    roster: Roster,
    number: int,
    row: Mapping[str, str | None],
    managers: Collection[str],
    known: Mapping[str, Record],
    first_row: dict[str, int],
) -> None:
    cell = {name: (row.get(name) or "").strip() for name in COLUMNS}
    phone = phone_in(cell["phone"])
    if phone is None:
        damaged = _EXCEL.fullmatch(cell["phone"].replace(" ", ""))
        key = "adm-import_phone" if damaged else "adm-import_bad_phone"
        roster.faults.append(Fault(key, {"row": number, "value": cell["phone"]}))
    elif phone in first_row:
        roster.faults.append(Fault("adm-import_dup", {"row": number, "phone": phone, "first": first_row[phone]}))
    elif cell["manager"] and cell["manager"] not in managers:
        roster.faults.append(Fault("adm-import_mgr", {"row": number, "value": cell["manager"]}))
    else:
        first_row[phone] = number
        _compare(roster, _record(phone, cell), known.get(phone))


def _record(phone: str, cell: Mapping[str, str]) -> Record:
    return Record(
        phone=phone,
        name=cell["name"],
        company=cell["company"],
        city=cell["city"],
        desk=cell["manager"] or None,
        email=cell["email"],
        inn=cell["inn"],
        lang=cell["lang"] if cell["lang"] in ("ru", "en") else None,
    )


def _compare(roster: Roster, fresh: Record, old: Record | None) -> None:
    if old is None:
        roster.new.append(fresh)
        return
    facts = [
        (record.name, record.company, record.city, record.desk, record.email, record.inn, record.lang)
        for record in (fresh, old)
    ]
    if facts[0] == facts[1]:
        roster.same += 1
    else:
        roster.updated.append(fresh)

"""Every row against what is known: new, changed, the same, or wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from relay_bot.domain.client import Record
from relay_bot.domain.roster.phone import is_damaged, phone_of
from relay_bot.domain.roster.table import Row, rows_of
from relay_bot.domain.roster.values import COLUMNS, Fault, Roster, Unreadable
from relay_bot.domain.signs import shortened, without_unseen

LONGEST_CELL = 300
SHOWN = 40
"""Of a bad value, in a sentence about it."""

LANGS = ("ru", "en")

# As people head their tables.
_ALSO = {
    "телефон": "phone",
    "номер": "phone",
    "имя": "name",
    "фио": "name",
    "клиент": "name",
    "компания": "company",
    "организация": "company",
    "город": "city",
    "менеджер": "manager",
    "почта": "email",
    "e-mail": "email",
    "инн": "inn",
    "язык": "lang",
}
_GUARD = re.compile("^'(?=[=+@＝＋－＠-])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read(content: bytes, managers: Collection[str], known: Mapping[str, Record]) -> Roster:
    """Compare the file with `known` records (by phone); `managers` are the keys of config.toml.

    A column that the file does not have changes nothing in what is known.
    """
    reading = _Reading(known, {key.casefold(): key for key in managers})
    try:
        reading.all(rows_of(content))
    except Unreadable as error:
        reading.roster.faults.append(error.fault)
    return reading.roster


@dataclass(slots=True)
class _Reading:
    known: Mapping[str, Record]
    managers: Mapping[str, str]
    roster: Roster = field(default_factory=Roster)
    first_row: dict[str, int] = field(default_factory=dict)

    def all(self, rows: Iterator[Row]) -> None:
        head = next(rows, (1, None))[1] or []
        columns = {name: index for index, name in enumerate(map(_column, head)) if name}
        if "phone" not in columns:
            raise Unreadable("adm-import_columns", columns=";".join(COLUMNS))
        for number, cells in rows:
            if cells is None:
                self.roster.rows += 1
                self._fault("adm-import_quotes", row=number)
            elif any(cell.strip() for cell in cells):
                self.roster.rows += 1
                self._row(number, {name: _cell(cells, index) for name, index in columns.items()})

    def _row(self, number: int, cell: dict[str, str]) -> None:
        phone = phone_of(cell["phone"])
        manager = cell.get("manager", "")
        if bad := next((name for name, value in cell.items() if len(value) > LONGEST_CELL), None):
            self._fault("adm-import_long", row=number, column=bad, most=LONGEST_CELL)
        elif any(_CONTROL.search(value) for value in cell.values()):
            self._fault("adm-import_signs", row=number)
        elif phone is None:
            key = "adm-import_phone" if is_damaged(cell["phone"]) else "adm-import_bad_phone"
            self._fault(key, row=number, value=shortened(cell["phone"], SHOWN))
        elif phone in self.first_row:
            self._fault("adm-import_dup", row=number, phone=phone, first=self.first_row[phone])
        elif manager and manager.casefold() not in self.managers:
            self._fault("adm-import_mgr", row=number, value=shortened(manager, SHOWN))
        else:
            self.first_row[phone] = number
            self._compare(phone, cell)

    def _compare(self, phone: str, cell: dict[str, str]) -> None:
        old = self.known.get(phone)
        fresh = self._record(old or Record(phone), cell)
        if old is None:
            self.roster.new.append(fresh)
        elif fresh == old:
            self.roster.same += 1
        else:
            self.roster.updated.append(fresh)

    def _record(self, before: Record, cell: Mapping[str, str]) -> Record:
        changes: dict[str, str | None] = {
            name: cell[name] for name in ("name", "company", "city", "email", "inn") if name in cell
        }
        if "manager" in cell:
            changes["desk"] = self.managers.get(cell["manager"].casefold())
        if "lang" in cell:
            changes["lang"] = cell["lang"].lower() if cell["lang"].lower() in LANGS else None
        return replace(before, **changes)  # type: ignore[arg-type]

    def _fault(self, key: str, **values: str | int) -> None:
        self.roster.faults.append(Fault(key, values))


def _column(title: str) -> str | None:
    name = without_unseen(title).strip().lower()
    name = _ALSO.get(name, name)
    return name if name in COLUMNS else None


def _cell(cells: list[str], index: int) -> str:
    """Without the apostrophe that our own export puts before what looks like a formula."""
    text = without_unseen(cells[index]).strip() if index < len(cells) else ""
    return _GUARD.sub("", text)

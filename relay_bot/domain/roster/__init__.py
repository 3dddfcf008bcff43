"""The company's list of clients as a file: `phone;name;company;city;manager;email;inn;lang`. Pure.

    found = read(content, managers, known)      # CSV or XLSX in; what is new, what differs, what is wrong, by row

A bad row is named and skipped, the others count. A file that is no list at all has one fault and no rows.
`table.py` and `workbook.py` read bytes, `phone.py` a cell with a number, `compare.py` a row.
"""

from __future__ import annotations

from relay_bot.domain.roster.compare import read
from relay_bot.domain.roster.table import MOST_BYTES
from relay_bot.domain.roster.values import COLUMNS, Fault, Roster

__all__ = ["COLUMNS", "MOST_BYTES", "Fault", "Roster", "read"]

"""Tables that people paste: a row of headings and rows below it, made into lines that say the same."""

from __future__ import annotations

import re

_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("each", re.compile(r"вес ?(?:1|одно[а-я]+)? ?(?:места|ед|шт|единицы|упаковки).*|weight per .*|unit weight.*")),
    ("weight", re.compile(r"(?:общий )?(?:вес|масса)(?!.*мест).*|(?:gross |total )?weight.*|брутто.*")),
    (
        "count",
        re.compile(r"(?:кол-?(?:ичест)?во|мест|шт|количество|qty|quantity|pcs|pieces|places)(?: мест|,? ?шт)?\.?"),
    ),
    ("dims", re.compile(r"(?:габарит|размер|дшв|dim|size).*")),
    ("l", re.compile(r"(?:д|длина|l|length)(?:,? ?(?:см|м|мм))?")),
    ("w", re.compile(r"(?:ш|ширина|w|width)(?:,? ?(?:см|м|мм))?")),
    ("h", re.compile(r"(?:в|высота|h|height)(?:,? ?(?:см|м|мм))?")),
    ("volume", re.compile(r"(?:объем|куб|volume|м3).*")),
    (
        "name",
        re.compile(
            r"(?:груз|товар|наименование|позиция|описание|номенклатура|cargo|goods|item|description|commodity).*"
        ),
    ),
    ("frm", re.compile(r"откуда|погрузка|загрузка|адрес (?:погрузки|загрузки|забора)|from|pick-?up|отправитель")),
    ("to", re.compile(r"куда|выгрузка|разгрузка|доставка|адрес (?:выгрузки|доставки)|to|delivery|получатель")),
    ("pay", re.compile(r"оплата|payment|расчет")),
    ("number", re.compile(r"№|n|no|#|п/п|№ п/п")),
    ("comment", re.compile(r"примечание|комментарий|notes?|comment")),
)
_LABEL = {"frm": "Откуда", "to": "Куда", "pay": "Оплата", "volume": "Объем", "comment": "Примечание"}
_TOTAL = re.compile(r"(?:итого|всего|total)", re.IGNORECASE)
_UNIT = re.compile(r"(?:[,(] ?)(кг|т|тонн|kg|t|см|м|мм|cm|m|mm)\)?\.?$")


def unfold(text: str) -> str:
    """The text with its tables as lines: «Линолеум, 6 мест, 540 кг»."""
    lines = text.split("\n")
    out: list[str] = []
    heads: list[tuple[str, str]] = []
    mark = ""
    for line in lines:
        if not heads and (found := _headings(line)):
            heads, mark = found
            continue
        cells = [cell.strip() for cell in line.split(mark)] if heads else []
        if heads and len(cells) == len(heads):
            out += _row(heads, cells)
        else:
            heads = []  # the table is over
            out.append(line)
    return "\n".join(out)


def _headings(line: str) -> tuple[list[tuple[str, str]], str] | None:
    for mark in ("\t", "|", ";"):
        cells = [cell.strip().lower().replace("ё", "е") for cell in line.split(mark)]
        if len(cells) < 3:
            continue
        kinds = [next((kind for kind, pattern in _HEADINGS if pattern.fullmatch(cell)), "") for cell in cells]
        named = [kind for kind in kinds if kind]
        if "name" in named and len(named) > max(2, len(kinds) // 2) and len(set(named)) == len(named):
            units = [match[1] if (match := _UNIT.search(cell)) else "" for cell in cells]
            return list(zip(kinds, units, strict=True)), mark
    return None


def _row(heads: list[tuple[str, str]], cells: list[str]) -> list[str]:
    row = {kind: (cell, unit) for (kind, unit), cell in zip(heads, cells, strict=True) if cell}
    total = any(_TOTAL.fullmatch(cell) for cell in cells)
    parts = [row["name"][0]] if "name" in row and not total else []
    if {"l", "w", "h"} <= row.keys():
        row["dims"] = ("х".join(row[side][0] for side in "lwh"), row["l"][1])
    weight = _said(row, "each", "кг") or _said(row, "weight", "кг")
    count = "" if total else row.get("count", ("", ""))[0]
    if count:
        count = f"{count} мест" if count.isdecimal() else count
        parts.append(f"{count} по {weight}" if "each" in row and weight else count)
    if weight and not ("each" in row and count):
        parts.append(f"итого {weight}" if total else weight)
    if "dims" in row:
        parts.append(f"{count.split()[0]} шт {_said(row, 'dims', '')}" if count else _said(row, "dims", ""))
    said = [", ".join(parts)] if parts else []
    return said + [f"{label}: {row[kind][0]}" for kind, label in _LABEL.items() if kind in row]


def _said(row: dict[str, tuple[str, str]], kind: str, unit: str) -> str:
    if kind not in row:
        return ""
    cell, said = row[kind]
    return cell if re.search(r"[а-яa-z]{1,2}\.?$", cell.lower()) else f"{cell} {said or unit}".strip()

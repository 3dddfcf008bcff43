"""Builders for the tests of documents: a sheet, a template, and what a finished PDF says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from relay_bot.config import Config
from relay_bot.paper import sample
from relay_bot.paper.letterhead import Letterhead, read
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.texts import Texts

TEMPLATE = Path(__file__).parents[3] / "templates" / "waybill.html"


def sheet(lang: str = "ru", **values: Any) -> WaybillSheet:
    return replace(sample.typical(Config(), Texts.load().lang(lang)), **values)


def extreme(lang: str = "ru") -> WaybillSheet:
    return sample.extreme(Config(), Texts.load().lang(lang))


def ours() -> Letterhead:
    """The letterhead that we ship."""
    return read(TEMPLATE, None)


def own(folder: Path, html: str, name: str = "own.html") -> Path:
    """A template of the admin's own, in a folder of its own."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(html, "utf-8")
    return path


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """Without any space: lines are broken where the paper ends."""
    return re.sub(r"\s+", "", text)


def said(pdf: bytes) -> str:
    return squeezed("".join(pages(pdf)))

"""What a worker process of the press does."""

from __future__ import annotations

import logging
from pathlib import Path

from relay_bot.errors import RenderTooBig
from relay_bot.paper.letterhead import Letterhead
from relay_bot.paper.render import Printed, render
from relay_bot.paper.sheet import Sheet, WaybillSheet
from relay_bot.texts import LANGUAGES

WARM_UP = '<p>{{ label.weight }}</p><pdf:barcode type="qr" value="{{ qr_url }}" />'


def prepare() -> None:
    """Everything that is slow only the first time."""
    logging.getLogger("xhtml2pdf").addHandler(logging.NullHandler())
    _warm_up()


def work(letterhead: Letterhead, sheet: Sheet, memory_mb: int) -> Printed:
    """One document. Raises DocumentError."""
    try:
        return render(letterhead, sheet)
    except MemoryError:
        raise RenderTooBig("document-too_big", file=str(letterhead.template), megabytes=memory_mb) from None


def _warm_up() -> None:
    """One document in each language: imports, sentences and tables of signs are there for the first real one."""
    for lang in LANGUAGES:
        letterhead = Letterhead(Path("warm.html").absolute(), WARM_UP)
        render(letterhead, WaybillSheet(lang=lang, number="0", issued_at="", customer_name="", qr_url="warm"))

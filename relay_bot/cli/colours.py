"""The words of a message in the colours of the fields that they went to."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from relay_bot.domain.parsing.reading import Reading

RESET, DIM = "\033[0m", "\033[2m"
COLOURS: Mapping[str, str] = {
    "descr": "\033[32m",
    "weight": "\033[33m",
    "places": "\033[33m",
    "dims": "\033[36m",
    "frm": "\033[34m",
    "to": "\033[35m",
    "pay": "\033[31m",
    "third": "\033[31m",
    "comment": DIM,
}


def wanted() -> bool:
    """On a terminal, unless NO_COLOR is set; elsewhere with FORCE_COLOR."""
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


def paint(text: str, name: str) -> str:
    return f"{COLOURS[name]}{text}{RESET}" if name in COLOURS and wanted() else text


def painted(reading: Reading) -> str:
    """The whole message; what is plain in it was read as politeness or as a label."""
    out, at = "", 0
    for span in reading.spans:
        out += reading.source[at : span.start] + paint(reading.source[span.start : span.end], span.name)
        at = span.end
    return out + reading.source[at:]

"""A worker process: it has a limit of memory, leaves the processor to the bot, and never outlives it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from multiprocessing import connection
from pathlib import Path

from relay_bot.errors import RenderTooBig
from relay_bot.paper.letterhead import Letterhead
from relay_bot.paper.render import Printed, render
from relay_bot.paper.sheet import Sheet, WaybillSheet
from relay_bot.texts import LANGUAGES

NICE = 5
WARM_UP = '<p>{{ label.weight }}</p><pdf:barcode type="qr" value="{{ qr_url }}" />'


def prepare(memory_mb: int) -> None:
    """The start of a worker: the limits, then everything that is slow only the first time."""
    _follow_parent()
    if os.name == "posix":
        import resource

        os.nice(NICE)
        limit = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _warm_up()


def work(letterhead: Letterhead, sheet: Sheet, memory_mb: int) -> Printed:
    """One document. Raises DocumentError."""
    try:
        return render(letterhead, sheet)
    except MemoryError:
        raise RenderTooBig("document-too_big", file=str(letterhead.template), megabytes=memory_mb) from None


def _follow_parent() -> None:
    """End when the bot does, also when it was killed and could not say so.

    Not by PR_SET_PDEATHSIG: it is sent when the *thread* that started us ends, and threads of a pool come and go.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()


def _warm_up() -> None:
    """One document in each language: imports, sentences and tables of signs are there for the first real one."""
    logging.getLogger("xhtml2pdf").addHandler(logging.NullHandler())
    for lang in LANGUAGES:
        letterhead = Letterhead(Path("warm.html").absolute(), WARM_UP)
        render(letterhead, WaybillSheet(lang=lang, number="0", issued_at="", customer_name="", qr_url="warm"))

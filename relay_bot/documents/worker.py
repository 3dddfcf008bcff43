"""A worker process: it has a limit of memory, leaves the processor to the bot, and never outlives it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing import connection

from relay_bot.documents.letterhead import Letterhead
from relay_bot.documents.render import Printed, render
from relay_bot.documents.sheet import WaybillSheet
from relay_bot.errors import RenderTooBig

NICE = 5
WARM_UP = '<p>₽</p><pdf:barcode type="qr" value="warm" />'


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


def work(letterhead: Letterhead, sheet: WaybillSheet, memory_mb: int) -> Printed:
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
    import io
    import logging

    from xhtml2pdf import pisa

    logging.getLogger("xhtml2pdf").addHandler(logging.NullHandler())
    pisa.CreatePDF(WARM_UP, dest=io.BytesIO())

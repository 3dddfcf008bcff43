"""How a process ends: SIGTERM or Ctrl-C, a bounded time for what is in flight, then the end whatever still hangs.

Nothing is lost by the bound: what was cut off is done again by the next process, and a message whose answer was not
waited for may arrive twice.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from types import TracebackType

import structlog

FINISH_S = 7.0
"""So long each part may finish what it has in flight …"""

WHOLE_S = 10.0
"""… and so long everything may take, connections and threads included."""

log = structlog.get_logger(__name__)


class Ending:
    """Asked for by a signal (`asked`), and from then on bounded, until the block is left."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._bound: threading.Timer | None = None

    def __enter__(self) -> Ending:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._bound is not None:
            self._bound.cancel()

    def heed_signals(self) -> None:
        """From now on, in the loop that runs."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._begin, loop)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self.asked.set()
        if self._bound is None:
            self._bound = threading.Timer(WHOLE_S, _now, (loop,))
            self._bound.daemon = True
            self._bound.start()


def _now(loop: asyncio.AbstractEventLoop) -> None:
    """A thread of its own does it: the loop, or a library's thread, may be what hangs."""
    tasks = [str(getattr(task.get_coro(), "__qualname__", "?")) for task in asyncio.all_tasks(loop)]
    log.error("ended_unfinished", after_s=WHOLE_S, tasks=tasks, threads=[one.name for one in threading.enumerate()])
    os._exit(1)

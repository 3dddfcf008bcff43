"""Worker processes that print, and what happens when one of them hangs, swells or dies."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import resource_tracker
from pathlib import Path

import structlog
from pebble import ProcessExpired, ProcessPool

from relay_bot import shipped as files
from relay_bot.errors import DocumentError, PressBroken, RenderTimedOut
from relay_bot.paper import letterhead as letterheads
from relay_bot.paper.letterhead import Letterhead
from relay_bot.paper.process import prepare, work
from relay_bot.paper.render import Printed
from relay_bot.paper.sheet import AnswerSheet, LinksSheet, Sheet, WaybillSheet

WORKERS = 2
TIMEOUT_S = 20.0
MEMORY_MB = 1024  # of address space; a worker has 180 after an ordinary document
START_S = 60.0  # for a worker to start on a machine that is busy, on top of the document's own time
LOOK_S = 1.0
SHIPPED = {WaybillSheet: files.WAYBILL, AnswerSheet: files.ANSWER, LinksSheet: files.LINKS}

log = structlog.get_logger()


class Press:
    """Prints waybills and answers in worker processes. The loop is never blocked, a bad document costs one worker.

    `template` and `logo` are read again for every document: an admin's edit shows in the next one.
    """

    def __init__(
        self,
        template: Path,
        logo: Path | None = None,
        *,
        workers: int = WORKERS,
        timeout_s: float = TIMEOUT_S,
        memory_mb: int = MEMORY_MB,
    ) -> None:
        self._template, self._logo = template, logo
        self._workers, self._timeout_s, self._memory_mb = workers, timeout_s, memory_mb
        self._turn = asyncio.Semaphore(workers)
        self._pool: ProcessPool | None = None
        self._replacing = threading.Lock()
        self._warming: asyncio.Future[ProcessPool] | None = None
        self._told = ""
        self._closed = False

    def warm(self) -> None:
        """Start the workers in the background. Without it the first document waits for them."""
        self._warming = asyncio.get_running_loop().run_in_executor(None, self._running)

    async def print_waybill(self, sheet: WaybillSheet) -> bytes:
        """The PDF. Raises DocumentError; whatever happened, the next call works.

        Only PressBroken is worth another try with the same template.
        """
        return (await self.proof(sheet)).pdf

    async def proof(self, sheet: Sheet, template: Path | None = None) -> Printed:
        """As `print_waybill`, with what was left out of the document: for the one who writes the template.

        `template`: of a document that is no waybill.
        """
        letterhead = await asyncio.to_thread(letterheads.read, template or self._template, self._logo)
        async with self._turn:
            try:
                printed = await self._print(letterhead, sheet)
            except BrokenProcessPool:  # an idle worker was killed: not this document's fault
                printed = await self._print_again(letterhead, sheet)
        self._tell(printed)
        return printed

    async def print(self, sheet: Sheet, template: Path | None = None) -> Printed:
        """As `proof`; what the admin's template can't do, the one that comes with the program does at once."""
        try:
            return await self.proof(sheet, template)
        except PressBroken:
            raise
        except DocumentError as fault:
            shipped = SHIPPED[type(sheet)]
            if (template or self._template) == shipped:
                raise
            log.warning("template_passed_over", error=str(fault))
            return replace(await self.proof(sheet, shipped), template_fault=fault)

    async def close(self) -> None:
        """End the workers. What is being printed raises PressBroken."""
        if self._warming:
            await asyncio.wait([self._warming])
        self._closed = True
        await asyncio.to_thread(self._discard, self._pool)

    async def _print(self, letterhead: Letterhead, sheet: Sheet) -> Printed:
        pool, future = await asyncio.to_thread(self._schedule, letterhead, sheet)
        answer = asyncio.wrap_future(future)
        try:
            async with asyncio.timeout(self._timeout_s + START_S) as patience:
                while not (await asyncio.wait({answer}, timeout=LOOK_S))[0]:
                    if not pool.active:
                        raise BrokenProcessPool
            return answer.result()
        except ProcessExpired as error:
            raise PressBroken("document-press_broken") from error
        except TimeoutError as error:
            if patience.expired():  # not the document: no worker took it, or none could answer
                await asyncio.to_thread(self._discard, pool)
                raise PressBroken("document-press_broken") from error
            seconds = f"{self._timeout_s:g}"
            raise RenderTimedOut("document-too_slow", file=str(letterhead.template), seconds=seconds) from error
        except BrokenProcessPool:
            await asyncio.to_thread(self._discard, pool)
            raise
        finally:
            answer.cancel()  # a caller who gave up leaves no worker busy

    async def _print_again(self, letterhead: Letterhead, sheet: Sheet) -> Printed:
        try:
            return await self._print(letterhead, sheet)
        except BrokenProcessPool as error:
            raise PressBroken("document-press_broken") from error

    def _schedule(self, letterhead: Letterhead, sheet: Sheet) -> tuple[ProcessPool, Future[Printed]]:
        pool = self._running()
        try:
            return pool, pool.schedule(work, (letterhead, sheet, self._memory_mb), timeout=self._timeout_s)
        except RuntimeError as error:  # it broke since we looked
            self._discard(pool)
            raise BrokenProcessPool from error

    def _running(self) -> ProcessPool:
        """The pool, a new one if there is none that works. Blocks while the processes are started."""
        with self._replacing:
            if self._closed:
                raise BrokenProcessPool
            if self._pool is None:
                spawn = multiprocessing.get_context("spawn")  # never fork: the bot has threads and connections
                pool = ProcessPool(self._workers, initializer=prepare, initargs=[self._memory_mb], context=spawn)
                with _deaf_to_ctrl_c():
                    _ = pool.active  # starts the processes
                self._pool = pool
            return self._pool

    def _discard(self, pool: ProcessPool | None) -> None:
        """Kill the workers of a pool; the next document gets a new one."""
        with self._replacing:
            if pool is None or pool is not self._pool:
                return
            self._pool = None
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()

    def _tell(self, printed: Printed) -> None:
        """Once a fault, not once a document."""
        if printed.logo_fault and printed.logo_fault != self._told:
            log.warning("logo_left_out", file=str(self._logo), reason=printed.logo_fault)
        self._told = printed.logo_fault


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes that are started here, and by threads started here, never see Ctrl-C, not even while they import.

    The terminal sends it to the whole group; the bot ends its workers itself.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its start would lift the mask again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

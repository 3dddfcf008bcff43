"""Worker processes that print, and what happens when one of them hangs, swells or dies."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import structlog

from relay_bot import metrics
from relay_bot import shipped as files
from relay_bot.errors import DocumentError, PressBroken, RenderTimedOut
from relay_bot.paper import letterhead as letterheads
from relay_bot.paper.letterhead import Letterhead
from relay_bot.paper.process import prepare, work
from relay_bot.paper.render import Printed
from relay_bot.paper.sheet import AnswerSheet, LinksSheet, Sheet, WaybillSheet
from relay_bot.workers import WorkerDied, Workers, WorkTimedOut

WORKERS = 2
TIMEOUT_S = 20.0
MEMORY_MB = 1024  # of address space; a worker has 180 after an ordinary document
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
        self._timeout_s, self._memory_mb = timeout_s, memory_mb
        self._workers = Workers(prepare, (), workers=workers, memory_mb=memory_mb)
        self._told = ""

    def warm(self) -> None:
        """Start the workers in the background. Without it the first document waits for them."""
        self._workers.warm()

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
        printed = await self._print(letterhead, sheet)
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
        await self._workers.close()

    async def _print(self, letterhead: Letterhead, sheet: Sheet) -> Printed:
        began, result = time.monotonic(), "failed"
        try:
            printed = await self._workers.do(work, letterhead, sheet, self._memory_mb, timeout_s=self._timeout_s)
            result = "printed"
        except WorkerDied as error:
            raise PressBroken("document-press_broken") from error
        except WorkTimedOut as error:
            seconds = f"{self._timeout_s:g}"
            raise RenderTimedOut("document-too_slow", file=str(letterhead.template), seconds=seconds) from error
        finally:
            metrics.PRINTED.labels(result=result).observe(time.monotonic() - began)
        return printed

    def _tell(self, printed: Printed) -> None:
        """Once a fault, not once a document."""
        if printed.logo_fault and printed.logo_fault != self._told:
            log.warning("logo_left_out", file=str(self._logo), reason=printed.logo_fault)
        self._told = printed.logo_fault

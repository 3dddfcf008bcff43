"""Worker processes that may hang, swell or die without harm to the bot, and are killed when they take too long.

    workers = Workers(prepare, (settings,), workers=2, memory_mb=1024)
    workers.warm()                                             # at the start: returns at once
    answer = await workers.do(work, argument, timeout_s=20)    # or WorkTimedOut, WorkerDied, or what `work` raised
    await workers.close()

`prepare` and `work` are functions of a module that imports neither aiogram nor SQLAlchemy: the processes import it too.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, resource_tracker
from typing import Any, TypeVar, TypeVarTuple

import structlog
from pebble import ProcessExpired, ProcessPool

log = structlog.get_logger(__name__)

START_S = 60.0  # for a worker to start on a machine that is busy, on top of the work's own time
LOOK_S = 1.0
NICE = 5

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class WorkTimedOut(Exception):
    """The work took longer than it may: its process was killed, another one takes its place."""


class WorkerDied(Exception):
    """The process was killed or crashed at work, or none could be started."""


class Workers:
    """Each piece of work runs in a process of its own for its time. The loop is never blocked.

    A process has `memory_mb` of address space and gives way to the bot. Whatever happened, the next call works.
    """

    def __init__(self, prepare: Callable[..., None], args: tuple[Any, ...], *, workers: int, memory_mb: int) -> None:
        self._begin = (memory_mb, prepare, args)
        self._workers = workers
        self._turn = asyncio.Semaphore(workers)
        self._pool: ProcessPool | None = None
        self._replacing = threading.Lock()
        self._warming: asyncio.Future[ProcessPool] | None = None
        self._closed = False

    def warm(self) -> None:
        """Start the processes in the background. Without it the first piece of work waits for them."""
        self._warming = asyncio.get_running_loop().run_in_executor(None, self._running)

    async def do(self, work: Callable[[*Ts], T], *args: *Ts, timeout_s: float) -> T:
        """What `work` returns. Raises WorkTimedOut, WorkerDied, or what `work` raised."""
        async with self._turn:
            with contextlib.suppress(BrokenProcessPool):  # an idle worker was killed: not the fault of this work
                return await self._do(work, args, timeout_s)
            try:
                return await self._do(work, args, timeout_s)
            except BrokenProcessPool as error:
                raise WorkerDied from error

    async def close(self) -> None:
        """End the processes. What is being done raises WorkerDied."""
        if self._warming:
            await asyncio.wait([self._warming])
        self._closed = True
        await asyncio.to_thread(self._discard, self._pool)

    async def _do(self, work: Callable[..., T], args: tuple[Any, ...], timeout_s: float) -> T:
        pool, future = await asyncio.to_thread(self._schedule, work, args, timeout_s)
        answer = asyncio.wrap_future(future)
        try:
            async with asyncio.timeout(timeout_s + START_S) as patience:
                while not (await asyncio.wait({answer}, timeout=LOOK_S))[0]:
                    if not pool.active:
                        raise BrokenProcessPool
            return answer.result()
        except ProcessExpired as error:
            raise WorkerDied from error
        except TimeoutError as error:
            if patience.expired():  # not the work: no process took it, or none could answer
                await asyncio.to_thread(self._discard, pool)
                raise WorkerDied from error
            raise WorkTimedOut from error
        except BrokenProcessPool:
            await asyncio.to_thread(self._discard, pool)
            raise
        finally:
            answer.cancel()  # a caller who gave up leaves no process busy

    def _schedule(
        self, work: Callable[..., T], args: tuple[Any, ...], timeout_s: float
    ) -> tuple[ProcessPool, Future[T]]:
        pool = self._running()
        try:
            return pool, pool.schedule(work, args, timeout=timeout_s)
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
                pool = ProcessPool(self._workers, initializer=_begin, initargs=list(self._begin), context=spawn)
                try:
                    with _deaf_to_ctrl_c():
                        _ = pool.active  # starts the processes
                except OSError as error:  # no process left, or a /dev/shm that we may not write to
                    log.warning("workers_not_started", error=str(error))
                    raise BrokenProcessPool from error
                self._pool = pool
            return self._pool

    def _discard(self, pool: ProcessPool | None) -> None:
        """Kill the processes of a pool; the next piece of work gets a new one."""
        with self._replacing:
            if pool is None or pool is not self._pool:
                return
            self._pool = None
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _begin(memory_mb: int, prepare: Callable[..., None], args: tuple[Any, ...]) -> None:
    """The start of a worker: the limits, then everything that is slow only the first time."""
    _follow_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # pebble's handler would wait for a library's C code
    if os.name == "posix":
        import resource

        os.nice(NICE)
        limit = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prepare(*args)


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

"""Where no process can be started, whoever asked for work gets an answer."""

from __future__ import annotations

import hashlib

import pytest
from pebble import ProcessPool

from relay_bot.workers import WorkerDied, Workers, WorkTimedOut


def prepare() -> None:
    pass


def never_ends() -> bytes:
    """In C code, where no signal handler of Python's runs."""
    return hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)


async def test_a_machine_that_gives_no_process_is_told_apart_from_bad_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> bool:
        raise PermissionError(13, "Permission denied")  # a /dev/shm that only root may write to

    workers = Workers(prepare, (), workers=1, memory_mb=512)
    with monkeypatch.context() as patched:
        patched.setattr(ProcessPool, "active", property(refused))
        with pytest.raises(WorkerDied):
            await workers.do(hashlib.sha256, b"", timeout_s=5)
    await workers.close()


async def test_work_that_hears_no_signal_is_ended_at_its_time() -> None:
    workers = Workers(prepare, (), workers=1, memory_mb=512)
    with pytest.raises(WorkTimedOut):
        await workers.do(never_ends, timeout_s=0.5)
    await workers.close()

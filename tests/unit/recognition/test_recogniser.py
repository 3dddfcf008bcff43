"""The workers: what hangs is ended, what dies is replaced, and it is counted."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from relay_bot.domain.recognition import HeardVoice, NotHeard, NotRead
from relay_bot.recognition.recogniser import Recogniser
from tests.unit.recognition import material

PATIENCE_S = 120
GOOD = "ru_aleksandr_01.ogg"


@contextlib.asynccontextmanager
async def made(**settings: Any) -> AsyncIterator[Recogniser]:
    recogniser = Recogniser(material.config(**settings))
    try:
        yield recogniser
    finally:
        await recogniser.close()


async def listen(recogniser: Recogniser, content: bytes, client_id: int = 1) -> HeardVoice | NotHeard:
    async with asyncio.timeout(PATIENCE_S):
        return await recogniser.listen(content, stated_s=None, language="ru", client_id=client_id)


def strangers(before: set[int]) -> set[int]:
    """The processes that were started since."""
    return {child.pid for child in multiprocessing.active_children() if child.pid} - before


def children() -> set[int]:
    return strangers(set())


def ticks(pid: int) -> int:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def niceness(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16])


def most_addresses(pid: int) -> int:
    """How much address space a process may have, in bytes."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Max address space")).split()[3])


async def until_at_work(pid: int, idle: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while ticks(pid) < idle + 20:  # noqa: ASYNC110 other processes set no event of ours
            await asyncio.sleep(0.01)


async def test_a_recording_that_takes_too_long_is_ended_and_the_next_is_heard() -> None:
    before = children()
    async with made(workers=1, voice_deadline=timedelta(seconds=8)) as recogniser:
        assert await listen(recogniser, material.long_speech(115)) == NotHeard("slow")
        async with asyncio.timeout(PATIENCE_S):
            while not isinstance(await listen(recogniser, material.voice(GOOD)), HeardVoice):
                pass  # a machine so busy that eight seconds are not enough
    assert strangers(before) == set()


async def test_a_worker_that_is_killed_at_work_costs_one_recording() -> None:
    before, long = children(), material.long_speech(115)
    async with made(workers=1) as recogniser:
        assert isinstance(await listen(recogniser, material.voice(GOOD)), HeardVoice)
        (worker,) = strangers(before)
        idle = ticks(worker)
        listening = asyncio.create_task(listen(recogniser, long))
        await until_at_work(worker, idle)
        os.kill(worker, signal.SIGKILL)
        assert await listening == NotHeard("broken")
        assert isinstance(await listen(recogniser, material.voice(GOOD)), HeardVoice)


async def test_a_worker_is_given_way_and_has_a_limit_of_memory() -> None:
    before = children()
    async with made(workers=1) as recogniser:
        await listen(recogniser, material.voice(GOOD))
        (worker,) = strangers(before)
        assert 1024**3 < most_addresses(worker) < 3 * 1024**3
        assert niceness(worker) > 0


async def test_without_a_model_the_bot_runs_and_says_so(tmp_path: Path) -> None:
    async with made(speech_model=tmp_path, tessdata=tmp_path) as recogniser:
        recogniser.warm()
        assert await listen(recogniser, material.voice(GOOD)) == NotHeard("off")
        assert await recogniser.read(material.picture(9, 9), "photo", client_id=1) == NotRead("off")


async def test_what_is_switched_off_starts_no_process() -> None:
    before = children()
    async with made(voice=False, ocr=False) as recogniser:
        recogniser.warm()
        assert await listen(recogniser, material.voice(GOOD)) == NotHeard("off")
        assert await recogniser.read(material.picture(9, 9), "photo", client_id=1) == NotRead("off")
        assert strangers(before) == set()


async def test_a_folder_that_holds_no_model_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"not a model")
    async with made(speech_model=tmp_path, workers=1) as recogniser:
        assert await listen(recogniser, material.voice(GOOD)) == NotHeard("off")


@pytest.mark.parametrize("seconds", [5, 2])
async def test_longer_than_the_admin_allows_is_not_listened_to(seconds: int, recogniser: Recogniser) -> None:
    async with made(voice_max=timedelta(seconds=seconds), workers=1) as short:
        content = material.voice("ru_aleksandr_23.ogg")  # of seven seconds
        assert await listen(short, content) == NotHeard("long")

"""kill -9 at any moment: whoever wrote is heard, once and in order, and no topic is made twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import _kills


async def test_twenty_kills_of_one_of_two_processes_lose_nothing(database: str, tmp_path: Path) -> None:
    async with _kills.stage(database, seed=7, log=tmp_path / "bots.log") as bots:
        for _ in range(20):
            await bots.one_of_two()
        verdict = await bots.settled()
    assert _kills.promises_broken(verdict, bots.in_flight) == []


async def test_six_kills_while_texts_go_together_lose_nothing(database: str, tmp_path: Path) -> None:
    async with _kills.stage(database, seed=7, log=tmp_path / "bots.log", scarce=True) as bots:
        for _ in range(6):
            await bots.one_of_two()
        verdict = await bots.settled()
        assert bots.joined() > 0
    assert _kills.promises_broken(verdict, bots.in_flight) == []


@pytest.mark.parametrize("point", _kills.POINTS)
async def test_a_kill_at_this_point_loses_nothing(database: str, tmp_path: Path, point: str) -> None:
    async with _kills.stage(database, seed=7, log=tmp_path / "bots.log") as bots:
        await bots.at(point)
        verdict = await bots.settled()
    assert _kills.promises_broken(verdict, bots.in_flight) == []

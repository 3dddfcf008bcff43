"""The primary dies, the standby takes over: the bots find it by themselves, and nothing that was confirmed is lost."""

from __future__ import annotations

from pathlib import Path

from bench import _kills, failover


async def test_a_failover_loses_nothing_and_the_bots_go_on(tmp_path: Path) -> None:
    with failover.pair() as both:
        verdict, _ = await failover.run(both, tmp_path / "bots.log")
    assert _kills.promises_broken(verdict, verdict.duplicates) == []

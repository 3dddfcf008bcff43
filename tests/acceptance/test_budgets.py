"""A group takes 20 messages a minute: nobody asks for more, and what there is is shared fairly."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench import _crowd

CLIENTS, CHATTY = 300, 60
IN_FLIGHT = 20


async def test_three_hundred_clients_never_meet_a_429_and_one_chatty_client_starves_nobody(
    database: str, tmp_path: Path
) -> None:
    async with _crowd.crowd(database, tmp_path / "bot.log") as crowd:
        await crowd.come([CLIENTS])
        await crowd.write([CHATTY] + [1 + n % 2 for n in range(1, CLIENTS)])
        await crowd.talk.everything_arrives(timeout=200)
        verdict, stats = crowd.talk.judge(), crowd.tg.stats
    assert stats.too_many_requests == 0
    assert max(figures.worst_second for figures in stats.groups.values()) <= _crowd.GROUP_MESSAGES
    assert (verdict.lost, verdict.out_of_order, verdict.duplicates.total()) == ([], [], 0)
    first_round = set(crowd.slots[: CLIENTS + IN_FLIGHT])
    assert first_round == set(range(CLIENTS)), "somebody waited for another's second message"
    assert len(crowd.slots) < len(crowd.arrived), "what waits of one client goes together"


async def test_a_429_in_one_group_leaves_the_other_desk_alone(database: str, tmp_path: Path) -> None:
    async with _crowd.crowd(database, tmp_path / "bot.log", desks=2) as crowd:
        await crowd.come([2, 2])
        resting, other = [0, 1], [2, 3]
        refusal = crowd.tg.faults.add(
            "copyMessage", crowd.talk.cast.groups[0].id, kind="rate_limited", retry_after=3600, times=1
        )
        await crowd.write([3, 3, 3, 3])
        await crowd.tg.wait(lambda: refusal.struck, what="the refusal")
        await crowd.tg.wait(lambda: asyncio.to_thread(crowd.rests), timeout=60, what="a group that rests")
        before = sum(client in resting for client, _ in crowd.arrived)
        await crowd.tg.wait(
            lambda: sum(client in other for client, _ in crowd.arrived) == 6, what="the other desk's messages"
        )
        assert sum(client in resting for client, _ in crowd.arrived) == before
        crowd.rest_is_over()
        await crowd.talk.everything_arrives()
        verdict, stats = crowd.talk.judge(), crowd.tg.stats
    assert stats.too_many_requests == 1, "asked again although the group had said how long to wait"
    assert (verdict.lost, verdict.out_of_order, verdict.duplicates.total()) == ([], [], 0)

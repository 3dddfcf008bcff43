"""Several processes with a role each: together they are the bot, and any of them may end at any moment."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from bench import _kills
from bench.roles import APART, TERM_WITHIN_S, Troupe
from relay_bot import app, roles
from relay_bot.errors import RoleUnknown
from relay_bot.roles import Role
from tests.acceptance.conftest import Stage


async def test_a_process_a_role_is_the_whole_bot(stage: Stage) -> None:
    """Everything that one role causes reaches the next one's process."""
    client = stage.client()
    async with contextlib.AsyncExitStack() as processes:
        for role in Role:
            await processes.enter_async_context(app.running(stage.config(), roles=frozenset({role})))
        topic = await stage.registered(client)
        await client.write("вопрос")
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: topic.texts[-2:] == ["вопрос", "ответ"] or topic.texts[-2:] == ["ответ", "вопрос"])
        await stage.until(lambda: client.chat.texts[-1] == "ответ")


async def test_who_does_not_receive_never_listens(stage: Stage) -> None:
    client = stage.client()
    others = frozenset({Role.WORK, Role.DELIVER, Role.REMIND})
    async with app.running(stage.config(), roles=others):
        await client.start("m_ANNA26")
        await stage.until(lambda: len(stage.group.topics) >= 3, "its boards")
        assert stage.tg.stats.by_method.get("getUpdates") is None
        async with app.running(stage.config(), roles=frozenset({Role.RECEIVE})):
            await stage.until(lambda: client.chat.keyboard, "the answer")


async def test_four_processes_that_end_in_turn_lose_and_reorder_nothing(database: str, tmp_path: Path) -> None:
    async with _kills.stage(database, seed=7, log=tmp_path / "bots.log", started=False) as chaos:
        troupe = Troupe(chaos, APART)
        troupe.start()
        await troupe.all_work()
        await troupe.in_turn(8)
        verdict = await chaos.settled()
    assert _kills.promises_broken(verdict, chaos.in_flight) == []
    assert troupe.slowest_end_s < TERM_WITHIN_S


def test_roles_are_written_with_commas_and_a_wrong_one_is_named() -> None:
    assert roles.read(None) == roles.read("") == frozenset(Role)
    assert roles.read("work, deliver") == {Role.WORK, Role.DELIVER}
    with pytest.raises(RoleUnknown) as refused:
        roles.read("receive,wrk")
    assert refused.value.values == {"name": "wrk", "known": "receive, work, deliver, remind"}

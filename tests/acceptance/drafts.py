"""Unfinished actions: their board, and time that passes."""

from __future__ import annotations

import psycopg

from relay_bot.sandbox import Message
from tests.acceptance.conftest import Stage


def board(stage: Stage) -> list[Message]:
    return [m for m in stage.group.topic("Незавершённые").messages if "последнее действие" in m.text]


def rings(stage: Stage) -> int:
    return sum("последнее действие" in ring.text for ring in stage.anna.rings)


def passes(stage: Stage, minutes: int) -> None:
    """So many minutes go by for everything that is open."""
    with psycopg.connect(stage.database, autocommit=True) as connection:
        connection.execute(
            "UPDATE drafts SET touched_at = touched_at - make_interval(mins => %(m)s), "
            "started_at = started_at - make_interval(mins => %(m)s), "
            "rung_at = rung_at - make_interval(mins => %(m)s)",
            {"m": minutes},
        )

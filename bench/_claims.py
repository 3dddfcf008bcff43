"""What a claim costs while many lanes of a group wait that has spent its budget."""

from __future__ import annotations

import json
import statistics
import time

import psycopg

LIMITS = json.dumps(
    {"group_messages": 20, "group_window_s": 60, "chat_interval_s": 1, "chat_burst": 5, "total_per_second": 1000}
)
LANES = (300, 20_000)
TRIES = 200


def measure(database: str) -> list[tuple[str, str]]:
    """(number of lanes, median milliseconds) for every size."""
    with psycopg.connect(database, autocommit=True) as connection:
        return [(f"{lanes:,}", f"{_one(connection, lanes):.2f}") for lanes in LANES]


def _one(connection: psycopg.Connection, lanes: int) -> float:
    connection.execute("TRUNCATE outbox, lanes, budgets, desks CASCADE")
    connection.execute("INSERT INTO desks (key, group_id) VALUES ('full', -1001), ('free', -1002)")
    connection.execute(
        "INSERT INTO budgets (desk, ring) VALUES ('full', array_fill(clock_timestamp(), ARRAY[20])), ('free', '{}')"
    )
    rows = (
        "jsonb_build_object('address', 'topic:' || n, 'desk', 'full', 'kind', 'text', 'payload', '{}', 'priority', 1)"
    )
    connection.execute(f"SELECT enqueue(jsonb_agg({rows})) FROM generate_series(1, %s) n", (lanes,))
    connection.execute("ANALYZE")
    took = []
    for _ in range(TRIES):  # nothing can go: what every wake-up costs
        began = time.perf_counter()
        connection.execute("SELECT count(*) FROM claim(1, 20, 120, %s::jsonb)", (LIMITS,)).fetchall()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)

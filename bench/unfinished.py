"""10,000 open forms and 1,000 that are due at once: how long the sweep takes, and whether the oldest goes first."""

from __future__ import annotations

import asyncio
import statistics
import time
from datetime import UTC, datetime

import psycopg
from psycopg.types.json import Json

from bench import _stage
from relay_bot.clocks.draft import Drafts
from relay_bot.config import Config
from relay_bot.db.session import Database
from relay_bot.texts import Texts

OPEN, DUE, ROUNDS = 10_000, 1_000, 5

FILL = """
INSERT INTO desks (key, group_id) VALUES ('desk0', -1001000000010) ON CONFLICT DO NOTHING;
INSERT INTO clients (tg_id, name, phone, desk, registered_at)
    SELECT 700000000 + n, 'Client ' || n, '+7901' || lpad(n::text, 7, '0'), 'desk0', now()
    FROM generate_series(1, %(open)s) n;
INSERT INTO drafts (client_id, form, content, started_at, touched_at, nudged_at, rung_at, told)
    SELECT id, 'waybill', %(content)s::jsonb, now(),
        now() - CASE WHEN id %% (%(open)s / %(due)s) = 0 THEN interval '20 minutes' ELSE interval '1 minute' END,
        NULL, NULL, NULL
    FROM clients;
"""


async def sweeps(database: str) -> tuple[list[float], list[int]]:
    """Seconds of a sweep with everything due, then of sweeps with nothing due; rows of each."""
    settings = _stage.settings("http://127.0.0.1:1", "1:" + "x" * 35, database)
    config, db = Config.model_validate(settings), Database(database)
    unfinished = Drafts(db, lambda: config, Texts.load())
    times, rows = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        async with db.transaction() as session:
            rows.append(await unfinished.sweep(session, datetime.now(UTC)))
        times.append(time.perf_counter() - began)
    await db.close()
    return times, rows


def main() -> None:
    from relay_bot.domain.forms import draft as drafting
    from relay_bot.domain.forms import engine
    from relay_bot.domain.forms.form import Talk
    from relay_bot.domain.forms.waybill import WAYBILL
    from relay_bot.domain.parsing.values import Rules

    talk = Talk(WAYBILL, Rules())
    half = engine.said(talk, engine.begin(talk).draft, "станок токарный, 800 кг, 120х80х150").draft
    with _stage.postgres() as server:
        database = _stage.fresh_database(server, "unfinished")
        content = Json(drafting.to_json(half))
        with psycopg.connect(database, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
            connection.execute(FILL, {"open": OPEN, "due": DUE, "content": content})
        times, rows = asyncio.run(sweeps(database))
        with psycopg.connect(database) as connection:
            cards = connection.execute("SELECT count(*) FROM outbox WHERE starts_with(once, 'draft:')").fetchone()
    figures = [
        ("open forms; due at once", f"{OPEN}; {DUE}"),
        ("cards enqueued", cards[0] if cards else 0),
        ("the sweep with all of them, words and cards: seconds (wanted: < 1)", f"{times[0]:.2f}"),
        ("a sweep with nothing due: milliseconds", f"{statistics.median(times[1:]) * 1000:.1f}"),
        ("rows of the sweeps", ", ".join(map(str, rows))),
    ]
    print(_stage.table("Drafts forms", ("what", "figure"), figures))


if __name__ == "__main__":
    main()

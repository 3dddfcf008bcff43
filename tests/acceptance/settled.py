"""Waiting until the tables say what Telegram shows: after a kill, or before one asks them."""

from __future__ import annotations

import psycopg


def settled(database: str) -> bool:
    with psycopg.connect(database, autocommit=True) as connection:
        left = connection.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'queued') + (SELECT count(*) FROM lanes WHERE waiting) "
            "+ (SELECT count(*) FROM waybills WHERE pdf IS NULL AND file_id IS NULL)"
        ).fetchone()
        return left == (0,)


def nothing_in_flight(database: str) -> bool:
    """What went is written down a moment after Telegram has shown it."""
    with psycopg.connect(database, autocommit=True) as connection:
        return connection.execute("SELECT count(*) FROM lanes WHERE lease IS NOT NULL").fetchone() == (0,)

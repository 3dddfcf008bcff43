"""Waiting until everything has settled after a kill."""

from __future__ import annotations

import psycopg


def settled(database: str) -> bool:
    with psycopg.connect(database, autocommit=True) as connection:
        left = connection.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'queued') + (SELECT count(*) FROM lanes WHERE waiting) "
            "+ (SELECT count(*) FROM waybills WHERE pdf IS NULL AND file_id IS NULL)"
        ).fetchone()
        return left == (0,)

"""What a command asks waits for the calls of a busy bot, and does nothing by halves."""

from __future__ import annotations

import psycopg
from sqlalchemy import text

from relay_bot.cli.asking import ask
from relay_bot.config import Config
from relay_bot.db.session import Session
from relay_bot.errors import Unsettled


def test_a_question_comes_again_until_what_it_needs_is_settled_and_happens_once(database: str) -> None:
    asked = 0

    async def question(session: Session) -> str:
        nonlocal asked
        asked += 1
        await session.execute(text("INSERT INTO clients (tg_id, name) VALUES (:asked, 'Анна')"), {"asked": asked})
        if asked < 3:
            raise Unsettled
        return "done"

    assert ask(Config.model_validate({"database": {"url": database}}), question) == "done"
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT tg_id FROM clients").fetchall() == [(3,)]

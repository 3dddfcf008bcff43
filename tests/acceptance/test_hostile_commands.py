"""Every command with words that no command expects: nothing raises, and the next message goes its way at once."""

from __future__ import annotations

import pytest

from relay_bot.domain.signs import fitted_plain
from relay_bot.handlers import build_dispatcher
from relay_bot.intake import worker
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import Sql, sql
from tests.acceptance.test_doors import commands

__all__ = ["sql"]

COMMANDS = sorted(set(commands(build_dispatcher())))  # type: ignore[arg-type]

WORDS = [
    "ы" * 4080,
    "<b>" * 1300,
    "9" * 4000,
    "²",  # a digit by name, and no number
    "٣ч ½ч x",
    "9999н " * 600,
    "31.12.9999 23:59 x",
    "с 31.12.9999 на 999 недель",
    "01.01.0001 99:99",
    "%_\\ '; -- \x00\u202e ((( & | !",
    "anna anna",
    "9223372036854775808",
]


@pytest.mark.parametrize("words", WORDS, ids=[words[:20] for words in WORDS])
async def test_no_words_after_a_command_stop_a_lane(
    stage: Stage, sql: Sql, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(worker, "RETRY_DELAYS_S", ())  # what raises is parked at once
    client = stage.client()
    async with stage.bot():
        await stage.admin.start()
        topic = await stage.registered(client)
        for command in COMMANDS:
            written = fitted_plain(f"/{command} {words}")
            await stage.anna.write(written, **stage.at(topic))
            await stage.anna.write(written, chat=stage.group)
            await stage.admin.write(written)
            await client.write(written)
        await client.write("хорошо")
        await stage.until(lambda: "хорошо" in topic.texts)

        async def all_handled() -> bool:
            return not await sql("SELECT id FROM inbox WHERE state NOT IN ('done', 'parked') LIMIT 1")

        await stage.until(all_handled)
        assert await sql("SELECT id FROM inbox WHERE state = 'parked'") is None
        assert await sql("SELECT id FROM outbox WHERE state = 'parked'") is None
        assert await sql("SELECT id FROM mishaps") is None

"""Telegram brings the updates instead of being asked: nothing is confirmed before it is kept, forgers learn nothing."""

from __future__ import annotations

import contextlib
import io
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import psycopg
import pytest
import structlog

from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.intake.kinds import ALLOWED_UPDATES
from relay_bot.intake.webhook import BODY_BYTES, SECRET_HEADER, secret_of
from relay_bot.sandbox import Client
from tests.acceptance.conftest import Stage


@pytest.fixture
def hook() -> dict[str, Any]:
    """[telegram] of a bot with a webhook on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    return {"mode": "webhook", "webhook": {"url": f"http://{listen}/telegram", "listen": listen}}


@contextlib.asynccontextmanager
async def hooked(stage: Stage, hook: dict[str, Any]) -> AsyncIterator[str]:
    """A bot whose webhook Telegram knows; yields the secret."""
    async with stage.bot(telegram=hook):
        await stage.until(lambda: stage.tg.world.settings.webhook, "setWebhook")
        yield secret_of(stage.config(telegram=hook).telegram)


async def post(hook: dict[str, Any], secret: str | None, body: bytes, path: str = "") -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    url = hook["webhook"]["url"] + path
    async with aiohttp.ClientSession() as http, http.post(url, data=io.BytesIO(body), headers=headers) as answer:
        return answer.status


async def kept(stage: Stage) -> int:
    """How many of the updates that no sandbox has sent."""
    async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
        row = await (await connection.execute("SELECT count(*) FROM inbox WHERE update_id > 10^9")).fetchone()
        assert row is not None
        return int(row[0])


async def test_a_whole_conversation_goes_over_the_webhook_in_order(stage: Stage, hook: dict[str, Any]) -> None:
    client, ups, downs = stage.client(), [f"вопрос {n}" for n in range(20)], [f"ответ {n}" for n in range(20)]
    async with hooked(stage, hook):
        topic = await stage.registered(client)
        for up, down in zip(ups, downs, strict=True):
            await client.write(up)
            await stage.anna.write(down, **stage.at(topic))
        await stage.until(lambda: ups[-1] in topic.texts and downs[-1] in client.chat.texts)
        assert [text for text in topic.texts if text in ups] == ups
        assert [text for text in client.chat.texts if text in downs] == downs
        assert stage.tg.stats.by_method.get("getUpdates") is None
        known = stage.tg.world.settings
        assert known.allowed_updates == list(ALLOWED_UPDATES)
        assert known.webhook["url"] == hook["webhook"]["url"]


async def test_a_forged_update_is_refused_and_leaves_nothing(stage: Stage, hook: dict[str, Any]) -> None:
    body = b'{"update_id": 5000000000, "message": {"chat": {"id": 7}}}'
    async with hooked(stage, hook) as secret:
        for wrong in (None, "", "x", secret[:-1], secret + "x", "секрет"):
            assert await post(hook, wrong, body) == 403
        assert await kept(stage) == 0
        assert await post(hook, secret, body) == 200
        assert await kept(stage) == 1
        assert await post(hook, secret, body) == 200  # brought twice, kept once
        assert await kept(stage) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"null",
        b'{"message": {}}',
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 99999999999999999999}',
        b'{"update_id": 1, "x": NaN}',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_garbage_is_refused_without_a_word_of_it_in_the_log(
    stage: Stage, hook: dict[str, Any], body: bytes
) -> None:
    async with hooked(stage, hook) as secret:
        with structlog.testing.capture_logs() as logged:
            assert await post(hook, secret, body) == 400
        assert await kept(stage) == 0
        (event,) = [event for event in logged if event["event"] == "webhook_garbage"]
        assert event == {"event": "webhook_garbage", "bytes": len(body), "log_level": "warning"}


async def test_too_much_and_the_wrong_place_are_refused(stage: Stage, hook: dict[str, Any]) -> None:
    async with hooked(stage, hook) as secret:
        assert await post(hook, secret, b" " * (BODY_BYTES + 1)) == 413
        assert await post(hook, secret, b"{}", "/elsewhere") == 404
        async with aiohttp.ClientSession() as http, http.get(hook["webhook"]["url"]) as answer:
            assert answer.status == 405


async def test_an_update_without_sense_is_kept_for_the_handlers_to_park(stage: Stage, hook: dict[str, Any]) -> None:
    """400 would make Telegram bring it for a day, and keep the chat's later messages back."""
    async with hooked(stage, hook) as secret:
        for number, rest in enumerate((b"", b', "message": 5, "s": "\\u0000"'), 1):
            assert await post(hook, secret, b'{"update_id": 500000000%d%s}' % (number, rest)) == 200
            assert await kept(stage) == number


async def test_while_postgresql_is_away_nothing_is_confirmed_and_nothing_lost(
    stage: Stage, hook: dict[str, Any], postgres: EmbeddedPostgres
) -> None:
    client, words = stage.client(), ["раз", "два", "три"]
    name = psycopg.conninfo.conninfo_to_dict(stage.database)["dbname"]
    async with hooked(stage, hook):
        topic = await stage.registered(client)
        async with await psycopg.AsyncConnection.connect(postgres.url("postgres"), autocommit=True) as control:
            await control.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")  # type: ignore[arg-type]
            await control.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            for word in words:
                await client.write(word)
            webhook = stage.tg.world.settings.webhook
            await stage.until(lambda: "503" in webhook["last_error_message"], "a refusal")
            assert [text for text in topic.texts if text in words] == []
            await control.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")  # type: ignore[arg-type]
        await stage.until(lambda: topic.texts[-1:] == ["три"])
        assert [text for text in topic.texts if text in words] == words


async def test_polling_takes_back_a_webhook_of_ours_and_its_waiting_messages(
    stage: Stage, hook: dict[str, Any]
) -> None:
    client = stage.client()
    async with hooked(stage, hook):
        topic = await stage.registered(client)
    await client.write("пока никого нет")
    async with stage.bot(telegram={"webhook": hook["webhook"]}):
        await stage.until(lambda: topic.texts[-1:] == ["пока никого нет"])
        assert not stage.tg.world.settings.webhook


async def test_polling_leaves_somebody_elses_webhook_alone(stage: Stage, hook: dict[str, Any]) -> None:
    async with Client(stage.tg.url, stage.tg.token) as rival:
        await rival.call("setWebhook", url="https://somebody.example.org/hook")
    async with stage.bot(telegram={"webhook": hook["webhook"]}):
        await stage.until(lambda: stage.tg.stats.by_method.get("getUpdates", 0) >= 2, "two refusals")
        assert stage.tg.world.settings.webhook["url"] == "https://somebody.example.org/hook"


async def test_a_webhook_that_somebody_moves_away_comes_back(stage: Stage, hook: dict[str, Any]) -> None:
    client = stage.client()
    async with hooked(stage, hook), Client(stage.tg.url, stage.tg.token) as rival:
        stage.tg.faults.add(method="getWebhookInfo", kind="bad_gateway")
        await rival.call("setWebhook", url="https://somebody.example.org/hook")
        await stage.until(lambda: stage.tg.world.settings.webhook["url"] == hook["webhook"]["url"], timeout=30)
        assert await stage.registered(client)


async def test_two_processes_share_the_port_and_one_registers(stage: Stage, hook: dict[str, Any]) -> None:
    client, words = stage.client(), [str(n) for n in range(10)]
    async with hooked(stage, hook):
        async with stage.bot(telegram=hook):
            topic = await stage.registered(client)
            for word in words:
                await client.write(word)
            await stage.until(lambda: topic.texts[-1:] == words[-1:])
        await client.write("один остался")
        await stage.until(lambda: topic.texts[-1:] == ["один остался"])
        assert [text for text in topic.texts if text in words] == words
        assert stage.tg.stats.by_method["setWebhook"] == 1


def test_a_secret_follows_from_the_token_and_tells_nothing_of_it(stage: Stage, hook: dict[str, Any]) -> None:
    telegram = stage.config(telegram=hook).telegram
    assert len(secret_of(telegram)) == 64 and secret_of(telegram) == secret_of(telegram)
    assert telegram.token.get_secret_value().split(":")[1] not in secret_of(telegram)
    chosen = stage.config(telegram={**hook, "webhook": {**hook["webhook"], "secret": "a-word_of-mine"}}).telegram
    assert secret_of(chosen) == "a-word_of-mine"

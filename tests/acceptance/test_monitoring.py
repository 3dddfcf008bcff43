"""Whoever watches the bot learns how it is, and nothing of its clients."""

from __future__ import annotations

import json
import logging
import re
import socket
from pathlib import Path
from typing import Any, ClassVar

import aiohttp
import pytest
import sentry_sdk
import structlog
from prometheus_client.parser import text_string_to_metric_families
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from bench.roles import free_ports
from relay_bot import app, logs, sentry
from relay_bot.config.tables import Monitoring
from relay_bot.roles import Role
from tests.acceptance.conftest import Stage


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_health_says_whether_postgresql_answers_and_somebody_listens(stage: Stage) -> None:
    port, other = free_ports(2)
    working = stage.config(monitoring={"listen": f"127.0.0.1:{port}"})
    async with app.running(working, roles=frozenset({Role.WORK})):
        await stage.until(lambda: _is(port, 503, present=True, database=True, listening=False), "nobody listens")
        assert (await get(port, "/health/live"))[0] == 200
        listening = stage.config(monitoring={"listen": f"127.0.0.1:{other}"})
        async with app.running(listening, roles=frozenset({Role.RECEIVE})):
            await stage.until(lambda: _is(port, 200, ready=True, listening=True, listens_here=False), "ready")
            await stage.until(lambda: _is(other, 200, listens_here=True, roles=["receive"]), "ready there too")


async def _is(port: int, status: int, **told: Any) -> bool:
    try:
        code, text = await get(port, "/health")
    except aiohttp.ClientConnectionError:  # it is not there yet
        return False
    found = json.loads(text)
    return code == status and {name: found[name] for name in told} == told


async def test_metrics_count_what_happens_and_name_no_client(stage: Stage, project: Path) -> None:
    (port,) = free_ports(1)
    client = stage.client("Тихомир")
    async with stage.bot(monitoring={"listen": f"127.0.0.1:{port}"}):
        topic = await stage.registered(client)
        await client.write("совершенно секретно")
        await stage.until(lambda: topic.texts[-1:] == ["совершенно секретно"])

        async def waits() -> bool:
            return (await values(port)).get(("relay_bot_clients_waiting", "anna")) == 1

        await stage.until(waits, "a client who waits")
        found, (_, text) = await values(port), await get(port, "/metrics")
        assert found["relay_bot_updates_total", ""] >= 3 and found["relay_bot_sends_total", "Sent"] >= 3
        assert found["relay_bot_database_up", ""] == found["relay_bot_listening", ""] == 1
        assert found["relay_bot_parked_updates", ""] == 0
    said = re.sub(r" [-+.e\d]+$", "", text, flags=re.MULTILINE)  # figures may have any digits
    for secret in ("Тихомир", client.phone, client.phone[1:], str(client.id), "секретно", stage.tg.token):
        assert secret not in said
    labels = {name for family in text_string_to_metric_families(text) for one in family.samples for name in one.labels}
    assert labels - {"implementation", "major", "minor", "patchlevel", "version", "generation"} <= {
        "desk",
        "result",
        "kind",
        "le",
    }
    drawn = set(re.findall(r"relay_bot_\w+", (project / "deploy" / "grafana.json").read_text("utf-8")))
    shown = {one.name for family in text_string_to_metric_families(text) for one in family.samples}
    assert {name for name in drawn if not name.endswith("_bucket")} <= shown


async def values(port: int) -> dict[tuple[str, str], float]:
    """(name, desk or result) → value."""
    _, text = await get(port, "/metrics")
    families = text_string_to_metric_families(text)
    return {
        (one.name, one.labels.get("desk") or one.labels.get("result") or ""): one.value
        for family in families
        for one in family.samples
    }


class Kept(Transport):
    """Instead of a network."""

    sent: ClassVar[list[Envelope]] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent.append(envelope)


def test_what_goes_to_sentry_has_no_words_of_a_client_and_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    Kept.sent.clear()
    logs.setup("error")
    dsn = Monitoring.model_validate({"sentry_dsn": "https://key@sentry.invalid/1"})
    try:
        sentry.start(dsn, transport=Kept)
        _fail("+79001234567 пишет: совершенно секретно")
        sentry_sdk.get_client().flush()
    finally:
        sentry_sdk.init()
        logging.getLogger().handlers.clear()
        structlog.reset_defaults()
    (event,) = [one for envelope in Kept.sent if (one := envelope.get_event()) is not None]
    assert event["message"] == "row_set_aside" and event["tags"] == {"row": "17"}
    (thrown,) = event["exception"]["values"]
    assert thrown["type"] == "ValueError" and thrown["stacktrace"]["frames"][-1]["function"] == "_fail"
    whole = json.dumps(event, ensure_ascii=False)
    assert not [word for word in ("секретно", "79001234567", "Bearer") if word in whole]


def _fail(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        structlog.get_logger("relay_bot.test").error("row_set_aside", row=17, text=words, exc_info=True)


async def test_a_port_that_somebody_else_holds_stops_nothing_and_is_taken_when_it_is_free(stage: Stage) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        async with stage.bot(monitoring={"listen": f"127.0.0.1:{port}"}):
            topic = await stage.registered(stage.client())
            await stage.until(lambda: topic.texts)
            other.close()

            async def served() -> bool:
                try:
                    return (await get(port, "/health"))[0] == 200
                except OSError:
                    return False

            await stage.until(served, "the port")


async def test_without_monitoring_nothing_is_served(stage: Stage) -> None:
    (port,) = free_ports(1)
    async with stage.bot():
        with pytest.raises(aiohttp.ClientConnectionError):
            await get(port, "/health")

"""The way to Telegram through a proxy: which one is taken, and that check, poller and bot go through it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from relay_bot import proxy
from relay_bot.cli.botapi import username
from relay_bot.config import Config
from relay_bot.config.tables import Telegram
from relay_bot.errors import ProxyUnusable
from relay_bot.sandbox import Sandbox

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def way(**settings: str) -> str | None:
    return proxy.address(Telegram.model_validate(settings))


def test_without_any_word_the_way_is_straight() -> None:
    assert way() is None


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_usual_variables_are_used(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://bot:hush@proxy:3128/")
    assert way() == "http://bot:hush@proxy:3128"
    assert way(proxy="socks5h://other:1080") == "socks5://other:1080"


def test_hosts_that_are_excepted_and_this_machine_are_asked_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy:3128")
    monkeypatch.setenv("HTTP_PROXY", "proxy:3128")
    monkeypatch.setenv("NO_PROXY", "example.org")
    assert way(api_url="https://bot.example.org") is None
    assert way(api_url="http://127.0.0.1:8081") is None
    assert way(api_url="https://api.telegram.org") == "http://proxy:3128"


def test_a_kind_of_proxy_that_we_do_not_speak_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "https://proxy:3128")
    with pytest.raises(ProxyUnusable, match="https"):
        way()


@contextlib.asynccontextmanager
async def serving(target: str, seen: list[bytes]) -> AsyncIterator[str]:
    """A proxy for CONNECT on a free port: whatever host is asked for is `target`."""
    host, port = target.removeprefix("http://").split(":")
    pipes: set[asyncio.Task[None]] = set()

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        there, back = await asyncio.open_connection(host, int(port))
        for task in (asyncio.create_task(pipe(reader, back)), asyncio.create_task(pipe(there, writer))):
            pipes.add(task)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in pipes:
            task.cancel()
        await asyncio.gather(*pipes, return_exceptions=True)
        await asyncio.sleep(0)


async def test_where_the_direct_way_is_blocked_the_check_goes_through_the_proxy(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with Sandbox(allowed_hosts=["telegram.invalid"]) as tg, serving(tg.url, seen) as through:
        telegram = {"token": tg.token, "api_url": "http://telegram.invalid:81", "proxy": through}
        assert await username(Config.model_validate({"telegram": telegram})) == tg.bot_username
    assert seen == [b"CONNECT telegram.invalid:81 HTTP/1.1"]

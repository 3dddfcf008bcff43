"""The way to Telegram through a proxy: which one is taken, and that check, poller and bot go through it."""

from __future__ import annotations

from pathlib import Path

import pytest

from relay_bot import proxy
from relay_bot.cli.botapi import username
from relay_bot.config import Config
from relay_bot.config.tables import Telegram
from relay_bot.errors import ProxyUnusable
from relay_bot.sandbox import Sandbox
from tests.unit.proxies import (
    serving,
)

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


@pytest.mark.parametrize(
    ("excepted", "api_url", "straight"),
    [
        ("10.0.0.0/8, .corp", "http://10.1.2.3:8081", True),
        ("10.0.0.0/8", "http://11.1.2.3:8081", False),
        ("fd00::/8", "http://[fd00::1]:8081", True),
        ("*.telegram.org", "https://api.telegram.org", True),
        (".telegram.org", "https://api.telegram.org", True),
        ("gram.org,,", "https://api.telegram.org", False),
        ("api.telegram.org:443", "https://api.telegram.org", True),
        ("telegram.org:8443", "https://api.telegram.org", False),
        ("corp Telegram.ORG", "https://api.telegram.org", True),
        ("*", "https://api.telegram.org", True),
        ("", "http://localhost.:8081", True),
        ("", "http://bot.localhost:8081", True),
        ("", "http://0.0.0.0:8081", True),
    ],
)
def test_exceptions_are_read_as_most_programs_read_them(
    monkeypatch: pytest.MonkeyPatch, excepted: str, api_url: str, straight: bool
) -> None:
    monkeypatch.setenv("ALL_PROXY", "proxy:3128")
    monkeypatch.setenv("NO_PROXY", excepted)
    assert (way(api_url=api_url) is None) is straight


def test_a_kind_of_proxy_that_we_do_not_speak_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "https://proxy:3128")
    with pytest.raises(ProxyUnusable, match="https"):
        way()


@pytest.mark.parametrize("written", [" HTTP://proxy:3128 ", "proxy:3128\n"])
def test_a_proxy_is_taken_however_it_is_written(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", written)
    assert way() == "http://proxy:3128"


@pytest.mark.parametrize("broken", ["http://bot:hush@proxy", "http://bot:hush@proxy:port", "http://hush@[::1", "hush"])
def test_a_proxy_that_can_not_be_read_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", broken)
    with pytest.raises(ProxyUnusable, match="proxy_broken") as told:
        way()
    assert "hush" not in str(told.value)


async def test_where_the_direct_way_is_blocked_the_check_goes_through_the_proxy(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with Sandbox(allowed_hosts=["telegram.invalid"]) as tg, serving(tg.url, seen) as through:
        telegram = {"token": tg.token, "api_url": "http://telegram.invalid:81", "proxy": through}
        assert await username(Config.model_validate({"telegram": telegram})) == tg.bot_username
    assert seen == [b"CONNECT telegram.invalid:81 HTTP/1.1"]

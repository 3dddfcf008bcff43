"""`relay-bot check` asks the mail server, and sends nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relay_bot.cli.check.mail import mail
from relay_bot.config import Config
from relay_bot.mail import smtp
from relay_bot.texts import Texts
from tests.mailbox import Mailbox, serving

RU = Texts.load().lang("ru")


async def told(box: Mailbox, **more: Any) -> tuple[bool, str]:
    found = await mail(Config.model_validate({"mail": box.settings(**more)}), RU)
    return found.ok, f"{found.what} {found.remedy}"


@contextlib.contextmanager
def nowhere() -> Iterator[Any]:
    """An address that never answers: a listener whose queue is full."""
    with contextlib.ExitStack() as opened:
        listener = opened.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()


async def test_an_address_that_leads_nowhere_costs_seconds_and_the_next_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "ADDRESS_S", 0.2)
    async with serving(tmp_path) as box:
        with nowhere() as dead:
            found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", at) for at in (dead, ("127.0.0.1", box.port))]

            async def addresses(*args: Any, **how: Any) -> Any:
                return found

            monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", addresses)
            ok, what = await told(box)
            assert ok, what


async def test_no_server_is_no_fault() -> None:
    found = await mail(Config(), RU)
    assert found.ok and "не настроена" in found.what


@pytest.mark.parametrize(("security", "at_once"), [("starttls", False), ("tls", True)])
async def test_a_server_that_takes_us_is_good(tmp_path: Path, security: str, at_once: bool) -> None:
    async with serving(tmp_path, from_the_start=at_once) as box:
        ok, what = await told(box, security=security)
        assert ok and "localhost" in what
        assert not box.letters


async def test_each_fault_has_its_sentence_and_remedy(tmp_path: Path) -> None:
    async with serving(tmp_path) as box:
        for more, what in (
            ({"password": "wrong"}, "RELAY_BOT_MAIL__PASSWORD"),
            ({"ca_file": None}, "шифрование не установлено"),
            ({"ca_file": tmp_path / "none.pem"}, "none.pem"),
            ({"security": "tls"}, "шифрование не установлено"),
        ):
            ok, said = await told(box, **more)
            assert not ok and what in said and "s3cret" not in said
    ok, said = await told(box)  # it is gone
    assert not ok and "не отвечает" in said

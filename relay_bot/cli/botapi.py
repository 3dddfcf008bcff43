"""The few calls that a command makes to the Bot API, without the weight of a framework."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from relay_bot.config import Config
from relay_bot.errors import TelegramUnreachable, TokenMissing, TokenRefused
from relay_bot.logs import redact
from relay_bot.proxy import connector

TIMEOUT_S = 15


@dataclass(frozen=True)
class Answer:
    """What the Bot API said: `result` if `ok`, else its code and description."""

    ok: bool
    result: Any
    code: int
    description: str
    moved_to: int | None = None  # where the group is now, if it became a supergroup


class BotApi:
    """One bot's calls."""

    def __init__(self, http: aiohttp.ClientSession, api_url: str, token: str) -> None:
        self._http = http
        self._base = f"{api_url}/bot{token}/"

    async def call(self, method: str, **params: Any) -> Answer:
        """Raises OSError or aiohttp.ClientError if nobody answers in the Bot API's way."""
        async with self._http.post(self._base + method, json=params) as response:
            body = await response.json(content_type=None)
        if not isinstance(body, dict):
            raise aiohttp.ClientPayloadError(f"HTTP {response.status}")
        moved = (body.get("parameters") or {}).get("migrate_to_chat_id")
        return Answer(
            bool(body.get("ok")), body.get("result"), response.status, str(body.get("description", "")), moved
        )


@asynccontextmanager
async def opened(config: Config, token: str | None = None) -> AsyncIterator[BotApi]:
    """By the way that `run` takes too: `[telegram] proxy`, or what the environment says."""
    telegram = config.telegram
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector(telegram)) as http:
        yield BotApi(http, telegram.api_url, token or telegram.token.get_secret_value())


async def username(config: Config) -> str:
    """The bot's name. Raises TokenMissing, TokenRefused, TelegramUnreachable."""
    if not config.telegram.token.get_secret_value():
        raise TokenMissing
    try:
        async with opened(config) as api:
            me = await api.call("getMe")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise TelegramUnreachable(config.telegram.api_url, told(error)) from None
    if not me.ok:
        raise TokenRefused
    return str(me.result["username"])


def told(error: Exception) -> str:
    """The reason in one line, without the token that stands in the address."""
    return redact(str(error)) or type(error).__name__

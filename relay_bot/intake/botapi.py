"""The raw calls of whoever listens to Telegram: JSON in, JSON out, and what to do when it refuses.

Updates are kept as Telegram sent them: an update that this version of aiogram can't read is stored like any other.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from pydantic import SecretStr

from relay_bot import metrics
from relay_bot.bell import Bell
from relay_bot.db import inbox
from relay_bot.db.session import Database
from relay_bot.errors import TokenRefused
from relay_bot.intake.lanes import is_plain, lane_of

log = structlog.get_logger(__name__)

UNKNOWN = (401, 404)
UNKNOWN_FOR_S = 180.0
"""So long Telegram has to deny the token before the process ends and says so."""

NOT_NOW = (aiohttp.ClientError, TimeoutError, ValueError)
"""What a call raises when nobody answers in the Bot API's way: Telegram keeps everything for us meanwhile."""


@dataclass
class BotApi:
    """One bot's calls while `open()` lasts; `connector`: the way through a proxy."""

    api_url: str
    token: SecretStr
    connector: Callable[[], aiohttp.BaseConnector | None] = lambda: None
    _http: aiohttp.ClientSession | None = None
    _unknown_since: float | None = None  # Telegram says that it does not know the token

    @asynccontextmanager
    async def open(self, longest_s: float) -> AsyncIterator[None]:
        """Calls may take `longest_s` in all."""
        timeout = aiohttp.ClientTimeout(total=longest_s, connect=10)
        async with aiohttp.ClientSession(timeout=timeout, connector=self.connector()) as self._http:
            yield

    async def call(self, method: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The whole answer, `ok` or not. Raises one of NOT_NOW."""
        assert self._http is not None, "outside of open()"
        url = f"{self.api_url.rstrip('/')}/bot{self.token.get_secret_value()}/{method}"
        async with self._http.post(url, json=body or {}) as answer:
            content = await answer.json(content_type=None)
        if not isinstance(content, dict):  # an empty 502 of something in between
            raise ValueError("no answer of the Bot API")
        if content.get("ok"):
            self._unknown_since = None
        return content

    async def refused(self, method: str, content: dict[str, Any], wait_s: float = 1) -> None:
        """Log it and wait: as long as Telegram says, else `wait_s`. Raises TokenRefused.

        401 and 404 have been seen for minutes with a good token (telegram-bot-api#77): getMe has to say so, too, and
        for minutes.
        """
        code, description = content.get("error_code"), content.get("description", "")
        if code in UNKNOWN:
            known = (await self.call("getMe")).get("error_code") not in UNKNOWN
            since = self._unknown_since if self._unknown_since is not None else time.monotonic()
            self._unknown_since = None if known else since
            if not known and time.monotonic() - since >= UNKNOWN_FOR_S:
                raise TokenRefused
        wait_s = (content.get("parameters") or {}).get("retry_after", wait_s)
        event = "updates_refused" if method == "getUpdates" else "webhook_refused"
        log.warning(event, method=method, code=code, description=description, wait_s=wait_s)
        await asyncio.sleep(wait_s)


@dataclass(frozen=True)
class Keeper:
    """Promise 1: an update is committed to the inbox before Telegram hears that we have it."""

    db: Database
    bot_id: int
    bell: Bell

    async def keep(self, updates: list[dict[str, Any]]) -> None:
        """Raises DatabaseAway: then Telegram sends them again."""
        batch = [inbox.Incoming(one["update_id"], lane_of(one), one, is_plain(one)) for one in updates]
        async with self.db.statement() as session:
            await inbox.store(session, self.bot_id, batch, tell=not self.bell.answered)
        metrics.UPDATES.inc(len(batch))
        self.bell.ring()

"""Long polling. Promise 1: an update is committed to the inbox before the offset moves past it.

The answer is kept as raw JSON: an update that this version of aiogram can't read is stored like any other.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from pydantic import SecretStr

from relay_bot.bell import Bell
from relay_bot.db import inbox
from relay_bot.db.presence import Presence
from relay_bot.db.session import Database
from relay_bot.errors import DatabaseAway, TokenRefused
from relay_bot.intake.lanes import is_plain, lane_of

log = structlog.get_logger(__name__)

POLL_S = 25
MOST = 100
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
"""What has a handler."""

UNKNOWN = (401, 404)
UNKNOWN_FOR_S = 180.0
"""So long Telegram has to deny the token before the process ends and says so."""

FORGET_OFFSET_AFTER_S = 24 * 3600
"""After a week of silence Telegram may start numbering anew; older updates than a day are not kept there anyway."""


@dataclass
class Poller:
    """Asks for updates while this process is the one that listens."""

    api_url: str
    token: SecretStr
    bot_id: int
    db: Database
    presence: Presence
    bell: Bell
    connector: Callable[[], aiohttp.BaseConnector | None] = lambda: None
    """The way through a proxy."""
    _unknown_since: float | None = None  # Telegram says that it does not know the token

    async def run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=POLL_S + 15, connect=10)
        async with aiohttp.ClientSession(timeout=timeout, connector=self.connector()) as http:
            while True:
                await self.presence.listening.wait()
                await self._listen(http)

    async def _listen(self, http: aiohttp.ClientSession) -> None:
        """Poll until another process has to take over. The offset starts empty: Telegram knows what is unconfirmed."""
        offset: int | None = None
        heard_at = time.monotonic()
        failures = 0
        while self.presence.listening.is_set():
            try:
                updates = await self._ask(http, offset, POLL_S if self.presence.caught_up else 0)
                if updates is None:
                    self.presence.caught_up = False
                    continue
                if updates:
                    await self._keep(updates)
                    offset = max(update["update_id"] for update in updates) + 1
                    heard_at = time.monotonic()
                elif time.monotonic() - heard_at > FORGET_OFFSET_AFTER_S:
                    offset = None
                failures = 0
                self.presence.caught_up = len(updates) < MOST
            except (aiohttp.ClientError, TimeoutError, ValueError, DatabaseAway) as error:  # Telegram keeps them for us
                failures += 1
                self.presence.caught_up = False
                log.warning("updates_not_received", error=type(error).__name__, failures=failures)
                await asyncio.sleep(min(0.3 * 2 ** min(failures, 6), 10))

    async def _ask(self, http: aiohttp.ClientSession, offset: int | None, wait_s: int) -> list[dict[str, Any]] | None:
        """None: refused, and waited for. Raises TokenRefused."""
        body: dict[str, Any] = {"timeout": wait_s, "limit": MOST, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            body["offset"] = offset
        content = await self._call(http, "getUpdates", body)
        if content.get("ok"):
            self._unknown_since = None
            updates: list[dict[str, Any]] = content["result"]
            return updates
        await self._refused(http, content)
        return None

    async def _call(self, http: aiohttp.ClientSession, method: str, body: dict[str, Any]) -> dict[str, Any]:
        url = f"{self.api_url.rstrip('/')}/bot{self.token.get_secret_value()}/{method}"
        async with http.post(url, json=body) as answer:
            content = await answer.json(content_type=None)
        if not isinstance(content, dict):  # an empty 502 of something in between
            raise ValueError("no answer of the Bot API")
        return content

    async def _refused(self, http: aiohttp.ClientSession, content: dict[str, Any]) -> None:
        """409: somebody else polls, or a webhook is set; 429 and the rest: wait.

        401 and 404 have been seen for minutes with a good token (telegram-bot-api#77): getMe has to say so, too, and
        for minutes.
        """
        code, description = content.get("error_code"), content.get("description", "")
        if code in UNKNOWN:
            known = (await self._call(http, "getMe", {})).get("error_code") not in UNKNOWN
            since = self._unknown_since if self._unknown_since is not None else time.monotonic()
            self._unknown_since = None if known else since
            if not known and time.monotonic() - since >= UNKNOWN_FOR_S:
                raise TokenRefused
        wait_s = (content.get("parameters") or {}).get("retry_after", 1)
        log.warning("updates_refused", code=code, description=description, wait_s=wait_s)
        await asyncio.sleep(wait_s)

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        batch = [inbox.Incoming(one["update_id"], lane_of(one), one, is_plain(one)) for one in updates]
        async with self.db.statement() as session:
            await inbox.store(session, self.bot_id, batch)
        self.bell.ring()

"""Long polling. Promise 1: an update is committed to the inbox before the offset moves past it."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import structlog

from relay_bot.db.presence import Presence
from relay_bot.errors import DatabaseAway
from relay_bot.intake.botapi import NOT_NOW, BotApi, Keeper
from relay_bot.intake.kinds import ALLOWED_UPDATES

log = structlog.get_logger(__name__)

POLL_S = 25
MOST = 100

STREAM_S = 0.02
"""Updates that come faster than this are gathered: each poll, and all that follows from it, is for several of them."""

CROWD, CROWD_S = 4, 0.06
"""When so many came with one poll, the next is for what comes in so long: then a batch is full."""

FORGET_OFFSET_AFTER_S = 24 * 3600
"""After a week of silence Telegram may start numbering anew; older updates than a day are not kept there anyway."""


@dataclass
class Poller:
    """Asks for updates while this process is the one that listens."""

    api: BotApi
    keeper: Keeper
    presence: Presence
    own_webhook: str = ""
    """The address of [telegram.webhook]: if Telegram still knows it, it was ours, and is taken back."""

    async def run(self) -> None:
        async with self.api.open(POLL_S + 15):
            while True:
                await self.presence.listening.wait()
                await self._listen()

    async def _listen(self) -> None:
        """Poll until another process has to take over. The offset starts empty: Telegram knows what is unconfirmed."""
        offset: int | None = None
        heard_at = time.monotonic()
        failures = 0
        while self.presence.listening.is_set():
            asked_at = time.monotonic()
            try:
                updates = await self._ask(offset, POLL_S if self.presence.caught_up else 0)
                if updates is None:
                    self.presence.caught_up = False
                    continue
                if updates:
                    await self.keeper.keep(updates)
                    offset = max(update["update_id"] for update in updates) + 1
                    heard_at = time.monotonic()
                    await asyncio.sleep(asked_at + (CROWD_S if len(updates) >= CROWD else STREAM_S) - heard_at)
                elif time.monotonic() - heard_at > FORGET_OFFSET_AFTER_S:
                    offset = None
                failures = 0
                self.presence.caught_up = len(updates) < MOST
            except (*NOT_NOW, DatabaseAway) as error:  # Telegram keeps them for us
                failures += 1
                self.presence.caught_up = False
                log.warning("updates_not_received", error=type(error).__name__, failures=failures)
                await asyncio.sleep(min(0.3 * 2 ** min(failures, 6), 10))

    async def _ask(self, offset: int | None, wait_s: int) -> list[dict[str, Any]] | None:
        """None: refused, and waited for. Raises TokenRefused."""
        body: dict[str, Any] = {"timeout": wait_s, "limit": MOST, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            body["offset"] = offset
        content = await self.api.call("getUpdates", body)
        if content.get("ok"):
            updates: list[dict[str, Any]] = content["result"]
            return updates
        if content.get("error_code") != 409 or not await self._took_back():  # 409: somebody polls, or a webhook is set
            await self.api.refused("getUpdates", content)
        return None

    async def _took_back(self) -> bool:
        """Was it a webhook of our own, from the time before `mode = "polling"`? Then it is gone now."""
        if not self.own_webhook:
            return False
        info = (await self.api.call("getWebhookInfo")).get("result") or {}
        if info.get("url") != self.own_webhook:
            return False
        log.info("webhook_taken_back")
        return bool((await self.api.call("deleteWebhook")).get("ok"))  # what waits there stays
